package searcher

import (
	"fmt"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// enough is the number of documents with all plain words that make a complete answer. If
// there are fewer, partial matches are added.
const enough = 20

// A question is a query that is asked of an index.
type question struct {
	text  string
	all   query.And
	names naming.Names
	exact bool
	// strict is true if documents that lack some of the words never match.
	strict bool

	notices
	need        int // number of full matches below which partial matches are added
	highlighter marker

	prepared  bool                   // whether prepare was called
	days      []string               // dates from which relative dates count back; nil until needed
	cached    map[fieldStem][]string // inflections that were looked up
	languages *languages             // of the index
}

// prepare reads dates in words, repairs and widens the words of the query for the index,
// and finds its hints and contradictions.
func (q *question) prepare(p *planner) error {
	if q.prepared {
		return nil
	}
	q.prepared, q.repaired = true, []Repair{}
	if !q.exact {
		read, err := p.readDates(q.all)
		if err != nil {
			return err
		}
		p.standsIn = !q.strict
		repaired, err := p.repair(read)
		if err != nil {
			return err
		}
		if q.all, err = p.addSlips(p.widen(repaired).(query.And)); err != nil {
			return err
		}
		q.standIns = p.standIns
		if countWords(q.all) > 1 {
			q.unknown = p.unknown
		}
	}
	var err error
	if q.need, err = q.needed(p); err != nil {
		return err
	}
	need := q.need
	if q.strict {
		need = 0
	}
	if q.all, err = p.placeDates(q.all, need); err != nil {
		return err
	}
	q.repaired = append(q.repaired, p.repaired...)
	for _, hint := range p.hints(q.all) {
		said := func(h Hint) bool { return h.Field == hint.Field && h.Name == hint.Name }
		if !slices.ContainsFunc(q.hints, said) {
			q.hints = append(q.hints, hint)
		}
	}
	q.contradictions = p.contradictions(q.all)
	return nil
}

// needed returns the number of full matches below which partial matches are added: enough
// for two and more plain words, 1 for a word that has short forms or related words, else 0.
// It is 0 too if that many documents have all the words. This ignores filters, so that
// adding a filter never adds documents. If the query is nothing but plain words, needed does
// not count, because the answer itself has the count.
func (q *question) needed(p *planner) (int, error) {
	plain := query.And{query.Not{Node: query.Name{Field: schema.Kind, Text: schema.Heading}}}
	for _, n := range q.all {
		if w, ok := n.(query.Words); ok && w.IsPlain() {
			plain = append(plain, w)
		}
	}
	need := enough
	switch count := len(plain) - 1; {
	case q.exact || count == 0 || count == 1 && !plain[1].(query.Words).IsLoose():
		return 0, nil
	case count == 1:
		need = 1
	}
	if len(plain) == len(q.all) && !query.AsksForHeadings(q.all) {
		return need, nil
	}
	p.forms = 0 // earlier lookups do not count
	n, err := p.plan(plain, false)
	if err != nil {
		return 0, err
	}
	count, err := p.reader.Find(n, need)
	if count >= need {
		need = 0
	}
	return need, err
}

// failed returns the error for q, which failed with err.
func (q *question) failed(err error) error {
	if isAboutQuery(err) {
		return err // it says enough
	}
	return fmt.Errorf("query %q: %w", q.text, err)
}

// withoutHeadings returns all with a clause that excludes headings, unless all asks for
// them.
func withoutHeadings(all query.And) query.And {
	if query.AsksForHeadings(all) {
		return all
	}
	return append(slices.Clip(all), query.Not{Node: query.Name{Field: schema.Kind, Text: schema.Heading, Implied: true}})
}

// plan prepares q, and returns its plan. If loose is true, documents may lack some plain
// words.
func (q *question) plan(reader engine.Reader, loose bool) (plan.Node, error) {
	if q.cached == nil {
		q.cached, q.languages = map[fieldStem][]string{}, newLanguages(reader.Languages())
	}
	p := &planner{
		expander: expander{reader: reader, languages: q.languages, exact: q.exact, joined: q.names.Words, cached: q.cached},
		names:    q.names, query: q.text, question: isQuestion(q.all),
	}
	scratch := *p // so that these lookups do not count for the plan
	if err := q.prepare(&scratch); err != nil {
		return nil, err
	}
	var err error
	if q.highlighter, err = scratch.marker(q.all, loose); err != nil {
		return nil, err
	}
	p.others, p.days = others(q.all), q.days
	n, err := p.planDated(q.all, loose)
	q.days = p.days
	return n, err
}
