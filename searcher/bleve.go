package searcher

import (
	"cmp"
	"context"
	"fmt"
	"math"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"minutes/schema"
)

// A ranked is a question as a Bleve query, so that Bleve runs it, sorts what it
// finds, and counts facets.
type ranked struct {
	query.Query // none; Bleve asks for a Searcher alone
	*question
	loose bool // whether plain words may be missing
}

// Searcher prepares the question, and opens what it needs of the index.
func (q ranked) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	documents, err := r.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	reader := &indexReader{IndexReader: r, ctx: ctx}
	p := &planner{
		expander:  expander{reader: reader, exact: q.exact, joined: q.names.Words, cached: map[fieldTerm][]string{}},
		mapping:   m,
		documents: int(documents), names: q.names, query: q.text,
	}
	scratch := *p // so that what is only looked up is counted by itself
	if err := q.prepare(&scratch); err != nil {
		return nil, err
	}
	if q.marker, err = scratch.marker(q.all, q.loose); err != nil {
		return nil, err
	}
	root, err := p.plan(q.all, q.loose)
	if err != nil {
		return nil, err
	}
	repeats, err := openPostings(reader, schema.Repeat, form{term: schema.Repeated}, false)
	if err != nil {
		root.close()
		return nil, err
	}
	rows, err := openPostings(reader, schema.Kind, form{term: schema.Row}, false)
	if err != nil {
		root.close()
		repeats.close()
		return nil, err
	}
	return &rankedSearcher{matcher: root, repeats: repeats, rows: rows, best: root.best(), explains: o.Explain}, nil
}

// A rankedSearcher gives what a matcher matches to Bleve, with scores.
type rankedSearcher struct {
	matcher  matcher
	repeats  *postings
	rows     *postings
	best     float64
	explains bool
	next     uint64
}

func (s *rankedSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if err := s.matcher.seek(s.next); err != nil {
		return nil, err
	}
	at := s.matcher.at()
	if at == noMore {
		return nil, nil
	}
	s.next = at + 1
	match := ctx.DocumentMatchPool.Get()
	match.IndexInternalID = index.NewIndexInternalID(match.IndexInternalID, at)
	if s.best == 0 {
		return match, nil
	}
	if err := cmp.Or(s.repeats.seek(at), s.rows.seek(at)); err != nil {
		return nil, err
	}
	found, repeat, row := s.matcher.found(), s.repeats.at() == at, s.rows.at() == at
	if row {
		found.score *= rowWeight
	}
	match.Score = score(found, repeat, s.best)
	if s.explains {
		match.Expl = s.explain(found, repeat, row, match.Score)
	}
	return match, nil
}

func (s *rankedSearcher) Advance(ctx *search.SearchContext, id index.IndexInternalID) (*search.DocumentMatch, error) {
	s.next = max(s.next, id.Value())
	return s.Next(ctx)
}

func (s *rankedSearcher) Close() error {
	return cmp.Or(s.matcher.close(), s.repeats.close(), s.rows.close())
}

func (s *rankedSearcher) Weight() float64            { return 0 }
func (s *rankedSearcher) SetQueryNorm(float64)       {}
func (s *rankedSearcher) Count() uint64              { return 0 }
func (s *rankedSearcher) Min() int                   { return 0 }
func (s *rankedSearcher) Size() int                  { return 0 }
func (s *rankedSearcher) DocumentMatchPoolSize() int { return 1 }

// score returns the class of a document and the share it reaches of best.
func score(f found, repeat bool, best float64) float64 {
	return float64(class(f.partial, repeat)) + min(f.score/best, math.Nextafter(1, 0))
}

// shown returns score with four decimals, never up to the next class.
func shown(score float64) float64 { return math.Floor(score*1e4) / 1e4 }

// explain returns the parts of a score, in words.
func (s *rankedSearcher) explain(f found, repeat, row bool, score float64) *search.Explanation {
	var parts []string
	s.matcher.explain(&parts)
	if row {
		parts = append(parts, fmt.Sprintf("a row of a table: the sum times %.1f", rowWeight))
	}
	e := &search.Explanation{Value: score, Message: fmt.Sprintf("%.4f: %s, and %.2f of the %.2f that all words can give",
		shown(score), classNames[class(f.partial, repeat)], f.score, s.best)}
	for _, part := range parts {
		e.Children = append(e.Children, &search.Explanation{Message: part})
	}
	return e
}

// byClass sorts partial answers behind full ones. Bleve needs it where it sorts by
// something else than scores, which have the class in them.
type byClass struct{}

func (byClass) UpdateVisitor(string, []byte) {}
func (byClass) Value(match *search.DocumentMatch) string {
	if isPartial(match.Score) {
		return "1"
	}
	return "0"
}
func (byClass) DecodeValue(value string) string { return value }
func (byClass) Descending() bool                { return false }
func (byClass) RequiresDocID() bool             { return false }
func (byClass) RequiresScoring() bool           { return false } // else Bleve compares the scores themselves
func (byClass) RequiresFields() []string        { return nil }
func (byClass) Reverse()                        {}
func (b byClass) Copy() search.SearchSort       { return b }
