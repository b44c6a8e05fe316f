package planner

import (
	"errors"
	"fmt"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/highlight"
	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// enough is the number of documents with all plain words that make a complete answer. If
// there are fewer, partial matches are added.
const enough = 20

// A Question is a query that is asked of an index. Its first fields are set by the caller,
// the others by Plan.
type Question struct {
	Text     string
	Tree     query.And    // Plan replaces it by what it has read in it
	Names    naming.Names // of the index
	Exact    bool         // whether to find words only as written
	AllWords bool         // whether documents that lack some of the words never match

	Notices
	Need        int // number of full matches below which partial matches are added
	Highlighter highlight.Highlighter

	prepared  bool                   // whether prepare was called
	days      []string               // dates from which relative dates count back; nil until needed
	cached    map[fieldStem][]string // inflections that were looked up
	languages *languages             // of the index
}

// Plan returns the plan of q for the index with the given dictionary. If loose is true, documents
// may lack some plain words. The first call reads dates in words, repairs and widens q, and
// sets its Notices.
func (q *Question) Plan(terms engine.Dictionary, loose bool) (plan.Node, error) {
	if q.cached == nil {
		q.cached, q.languages = map[fieldStem][]string{}, newLanguages(terms.Languages())
		if !q.Exact {
			q.Tree = spellOut(q.Tree)
		}
	}
	p := &planner{
		expander: expander{dictionary: terms, languages: q.languages, exact: q.Exact, joined: q.Names.Words, cached: q.cached},
		names:    q.Names, query: q.Text, question: isQuestion(q.Tree),
	}
	scratch := *p // so that these lookups do not count for the plan
	if err := q.prepare(&scratch); err != nil {
		return nil, err
	}
	var err error
	if q.Highlighter, err = scratch.highlighter(q.Tree, loose); err != nil {
		return nil, err
	}
	p.others, p.days = others(q.Tree), q.days
	n, err := p.planDated(q.Tree, loose)
	q.days = p.days
	return n, err
}

// prepare reads dates in words, repairs and widens the words of the query for the index,
// and finds its hints and contradictions.
func (q *Question) prepare(p *planner) error {
	if q.prepared {
		return nil
	}
	q.prepared, q.Repaired = true, []Repair{}
	if !q.Exact {
		read, err := p.readDates(q.Tree)
		if err != nil {
			return err
		}
		p.standsIn = !q.AllWords
		repaired, err := p.repair(p.withoutAnything(read))
		if err != nil {
			return err
		}
		if q.Tree, err = p.addSlips(p.widen(repaired).(query.And)); err != nil {
			return err
		}
		q.StandIns = p.standIns
		if countWords(q.Tree) > 1 {
			q.Unknown = p.unknown
		}
	}
	var err error
	if q.Need, err = q.needed(p); err != nil {
		return err
	}
	need := q.Need
	if q.AllWords {
		need = 0
	}
	if q.Tree, err = p.placeDates(q.Tree, need); err != nil {
		return err
	}
	q.Repaired = append(q.Repaired, p.repaired...)
	for _, hint := range p.hints(q.Tree) {
		said := func(h Hint) bool { return h.Field == hint.Field && h.Name == hint.Name }
		if !slices.ContainsFunc(q.Hints, said) {
			q.Hints = append(q.Hints, hint)
		}
	}
	q.Contradictions = p.contradictions(q.Tree)
	return nil
}

// needed returns the number of full matches below which partial matches are added: enough
// for two and more plain words, 1 for a word that has short forms or related words, else 0.
// It is 0 too if that many documents have all the words. This ignores filters, so that
// adding a filter never adds documents. If the query is nothing but plain words, needed does
// not count, because the answer itself has the count.
func (q *Question) needed(p *planner) (int, error) {
	plain := query.And{query.Not{Node: query.Name{Field: schema.Kind, Text: schema.Heading}}}
	for _, n := range q.Tree {
		if w, ok := n.(query.Words); ok && w.IsPlain() {
			plain = append(plain, w)
		}
	}
	need := enough
	switch count := len(plain) - 1; {
	case q.Exact || count == 0 || count == 1 && !plain[1].(query.Words).IsLoose():
		return 0, nil
	case count == 1:
		need = 1
	}
	if len(plain) == len(q.Tree) && !query.AsksForHeadings(q.Tree) {
		return need, nil
	}
	p.forms = 0 // earlier lookups do not count
	n, err := p.plan(plain, false)
	if err != nil {
		return 0, err
	}
	count, err := p.dictionary.Find(n, need)
	if count >= need {
		need = 0
	}
	return need, err
}

// WithoutDates returns q, which was planned, without its dates in words. It returns nil if it
// has none, or if nobody typed anything else.
func (q *Question) WithoutDates() *Question {
	rest := *q
	if q.AllWords {
		rest.Need = 0
	}
	rest.days, rest.cached = nil, nil
	rest.Tree = slices.DeleteFunc(slices.Clone(q.Tree), wasSpoken)
	if len(rest.Tree) == len(q.Tree) || !slices.ContainsFunc(rest.Tree, isTyped) {
		return nil
	}
	return &rest
}

// DatesRead returns the dates in words of q, as they were read.
func (q *Question) DatesRead() []Repair {
	var read []Repair
	for _, r := range q.Repaired {
		if r.Field == schema.Date {
			read = append(read, r)
		}
	}
	return read
}

// Failed returns the error for q, which failed with err.
func (q *Question) Failed(err error) error {
	if IsAboutQuery(err) {
		return err // it says enough
	}
	return fmt.Errorf("query %q: %w", q.Text, err)
}

// IsAboutQuery reports whether err is about the query and not about the index.
func IsAboutQuery(err error) bool {
	_, syntax := errors.AsType[*query.SyntaxError](err)
	_, many := errors.AsType[TooMany](err)
	return syntax || many
}
