package query

import (
	"fmt"
	"slices"
)

// A Query is a query that Parse has read, with the filters that were added.
type Query struct {
	Text       string   // as typed, without the filters
	Tree       And      // what Text means, with the filters
	NearFields []string // words that look like fields: Team:x, team: x
	Unclosed   Unclosed // zero if all quotes and parentheses are closed
	Wordless   bool     // whether Text is only words without letters and digits, such as :-)

	clauses int // number of clauses typed, plus the values of filters
}

// Parse parses text as a query. Its error is a *SyntaxError. Text without fields, stars
// and quotes fails only if it is too long or has too many words.
func Parse(text string) (Query, error) {
	q := Query{Text: text}
	if len(text) > maxBytes {
		return q, &SyntaxError{text, maxBytes, len(text),
			fmt.Sprintf("the query has %d bytes; the limit is %d", len(text), maxBytes)}
	}
	p := parser{text: text}
	for {
		n, err := p.either()
		if err != nil {
			return q, err
		}
		q.Add(n)
		if !p.more() {
			break
		}
		p.pos++ // a parenthesis that closes nothing
	}
	q.clauses, q.NearFields = p.clauses, p.nearFields
	if p.unclosed.End > 0 {
		q.Unclosed = newUnclosed(text, p.unclosed.Start)
	}
	if q.Wordless = p.typed && len(q.Tree) == 0; q.Wordless {
		q.Add(Or{}) // words such as :-) alone match nothing, unlike an empty query
	}
	return q, nil
}

// An Unclosed is a quote or a parenthesis that nothing closes, so that all that follows
// belongs to it.
type Unclosed struct {
	Mark    string // " or (
	Text    string // what follows it, on one line
	Without string // the query without the quote; "" for a parenthesis, or if that would be an error
}

// newUnclosed returns the Unclosed for the mark at start of text.
func newUnclosed(text string, start int) Unclosed {
	rest := text[start+1:]
	u := Unclosed{Mark: text[start : start+1], Text: OneLine(rest)}
	if u.Text == "" {
		return Unclosed{} // at the end, where it changes nothing
	}
	if u.Mark == `"` {
		without := OneLine(text[:start] + rest)
		if _, err := Parse(without); err == nil {
			u.Without = without
		}
	}
	return u
}

// Add adds n as a clause, unless it is nil. It does not write to an array that a copy of
// q may share.
func (q *Query) Add(n Node) {
	switch n := n.(type) {
	case nil:
	case And:
		q.Tree = append(slices.Clip(q.Tree), n...)
	default:
		q.Tree = append(slices.Clip(q.Tree), n)
	}
}

// count adds n to the number of clauses. It returns an error if there are too many.
func (q *Query) count(n int) error {
	if q.clauses += n; q.clauses > maxClauses {
		return fmt.Errorf("the query and its filters have more than %d clauses; leave some out", maxClauses)
	}
	return nil
}

// HasWords reports whether q has words or phrases that rank documents, so that its hits
// are sorted by relevance by default.
func (q Query) HasWords() bool { return Scored(q.Tree) }

// HasDates reports whether q has a clause with a date. It does not know dates in words,
// which are read when the index is known; see package planner.
func (q Query) HasDates() bool {
	return has(q.Tree, func(leaf Node) bool {
		_, ok := leaf.(Dates)
		return ok
	})
}
