package searcher

import (
	"fmt"
	"slices"

	"minutes/internal/naming"
	"minutes/schema"
)

// enough is how many documents with all plain words make an answer. Where there are
// fewer, those that have most of them complete it.
const enough = 10

// A question is a query as it is asked of an index.
type question struct {
	text  string
	all   and
	names naming.Names
	exact bool

	prepared bool // whether all has been widened and repaired
	repaired []Repair
	few      bool     // whether it is to be completed
	days     []string // that relative dates count back from; nil before they are needed
	hints    []Hint
	clashes  []Contradiction
	unknown  []string
	marker   marker
}

// prepare reads the words of the query as the index has them.
func (q *question) prepare(p *planner) error {
	if q.prepared {
		return nil
	}
	q.prepared, q.repaired = true, []Repair{}
	if !q.exact {
		repaired, err := p.repair(q.all)
		if err != nil {
			return err
		}
		q.all, q.repaired = p.widen(repaired).(and), append(q.repaired, p.repaired...)
		if countWords(q.all) > 1 {
			q.unknown = p.unknown
		}
	}
	for _, hint := range p.hints(q.all) {
		said := func(h Hint) bool { return h.Field == hint.Field && h.Name == hint.Name }
		if !slices.ContainsFunc(q.hints, said) {
			q.hints = append(q.hints, hint)
		}
	}
	q.clashes = p.contradictions(q.all)
	var err error
	q.few, err = q.haveFew(p)
	return err
}

// haveFew says whether fewer than enough documents have all plain words, where
// there are two and more. Filters make no difference, so that none adds documents.
func (q *question) haveFew(p *planner) (few bool, err error) {
	plain := and{not{name{field: schema.Kind, text: schema.Heading}}}
	for _, n := range q.all {
		if w, ok := n.(words); ok && w.plain() {
			plain = append(plain, w)
		}
	}
	switch {
	case q.exact || len(plain) < 3:
		return false, nil
	case len(plain) == len(q.all) && !asksForHeadings(q.all):
		return true, nil // nothing but plain words is asked: the answer itself tells
	}
	p.forms = 0 // what was looked up before counts by itself
	m, err := p.plan(plain, false)
	if err != nil {
		return false, err
	}
	count := 0
	for ; err == nil && count < enough && m.at() != noMore; err = m.seek(m.at() + 1) {
		count++
	}
	return count < enough, err
}

// failed returns err, for which q has no answer.
func (q *question) failed(err error) error {
	if isAboutQuery(err) {
		return err // which says it all
	}
	return fmt.Errorf("query %q: %w", q.text, err)
}

// withoutHeadings returns all, for documents other than headings unless it asks
// for these.
func withoutHeadings(all and) and {
	if asksForHeadings(all) {
		return all
	}
	return append(slices.Clip(all), not{name{field: schema.Kind, text: schema.Heading, implied: true}})
}

// order returns the order of hits.
func (q *question) order(o Options, loose bool) order {
	if o.Sort == Relevance || o.Sort == "" && scored(q.all) {
		return order{byScore: true}
	}
	return order{byClass: loose, oldest: o.Sort == Oldest}
}
