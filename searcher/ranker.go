package searcher

import (
	"cmp"
	"fmt"
	"math"

	"github.com/blevesearch/bleve/v2/mapping"

	"minutes/schema"
)

// A ranker gives the documents that match a question, with their scores.
type ranker struct {
	matcher  matcher
	repeats  *postings
	rows     *postings
	best     float64
	explains bool
	after    uint64 // where to go on
}

// rank prepares the question, and opens what it needs of the index.
func (q *question) rank(reader *indexReader, m mapping.IndexMapping, loose, explains bool) (_ *ranker, err error) {
	documents, err := reader.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	p := &planner{
		expander:  expander{reader: reader, exact: q.exact, joined: q.names.Words, cached: map[fieldTerm][]string{}},
		mapping:   m,
		documents: int(documents), names: q.names, query: q.text,
	}
	scratch := *p // so that what is only looked up is counted by itself
	if err := q.prepare(&scratch); err != nil {
		return nil, err
	}
	if q.marker, err = scratch.marker(q.all, loose); err != nil {
		return nil, err
	}
	r := &ranker{explains: explains}
	if r.matcher, err = p.plan(q.all, loose); err != nil {
		return nil, err
	}
	r.best = r.matcher.best()
	if r.repeats, err = openPostings(reader, schema.Repeat, form{term: schema.Repeated}, false); err != nil {
		r.matcher.close()
		return nil, err
	}
	if r.rows, err = openPostings(reader, schema.Kind, form{term: schema.Row}, false); err != nil {
		r.matcher.close()
		r.repeats.close()
		return nil, err
	}
	return r, nil
}

// next returns the next document that matches, unless there is none.
func (r *ranker) next() (m match, ok bool, err error) {
	if err := r.matcher.seek(r.after); err != nil {
		return m, false, err
	}
	at := r.matcher.at()
	if at == noMore {
		return m, false, nil
	}
	r.after = at + 1
	m.number = at
	if r.best == 0 {
		return m, true, nil
	}
	if err := cmp.Or(r.repeats.seek(at), r.rows.seek(at)); err != nil {
		return m, false, err
	}
	found, repeat, row := r.matcher.found(), r.repeats.at() == at, r.rows.at() == at
	if row {
		found.score *= rowWeight
	}
	m.score = score(found, repeat, r.best)
	if r.explains {
		lines := r.explain(found, repeat, row, m.score)
		m.explanation = &lines
	}
	return m, true, nil
}

func (r *ranker) close() error {
	return cmp.Or(r.matcher.close(), r.repeats.close(), r.rows.close())
}

// score returns the class of a document and the share it reaches of best.
func score(f found, repeat bool, best float64) float64 {
	return float64(class(f.partial, repeat)) + min(f.score/best, math.Nextafter(1, 0))
}

// shown returns score with four decimals, never up to the next class.
func shown(score float64) float64 { return math.Floor(score*1e4) / 1e4 }

// explain returns a score and its parts, in words.
func (r *ranker) explain(f found, repeat, row bool, score float64) []string {
	lines := []string{fmt.Sprintf("%.4f: %s, and %.2f of the %.2f that all words can give",
		shown(score), classNames[class(f.partial, repeat)], f.score, r.best)}
	r.matcher.explain(&lines)
	if row {
		lines = append(lines, fmt.Sprintf("a row of a table: the sum times %.1f", rowWeight))
	}
	return lines
}
