package query

import (
	"iter"
	"strings"
	"unicode"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Node is a part of a query: And, Or, Not, Words, Name or Dates. Package planner has one
// more, for dates in words. It is nil for a word without letters and digits.
type Node interface{}

// And matches what all of its nodes match.
type And []Node

// Or matches what any of its nodes matches, and nothing if it is empty.
type Or []Node

// Not matches what its node does not match.
type Not struct{ Node }

// Words are a term in a field, or several side by side. The field "" means text, team and
// lead.
type Words struct {
	At     Span
	Field  string
	Tokens []Token
	Quoted bool
	Prefix bool // whether the last term is only the beginning of a word

	// The planner adds what it looks for beside them.
	Synonyms   [][]string // other terms that mean the same
	ShortForms [][]string // short forms of the words, or the long forms; for partial matches
	Related    [][]string // terms of similar meaning; for partial matches
}

// A Name is a clause for a field of names. It gives a whole name, as typed, or its
// beginning, its end, any part of it, or some of its words.
type Name struct {
	At     Span
	Field  string
	Text   string
	Prefix bool // whether the name may continue after Text
	Suffix bool // whether the name may begin before Text
	ByWord bool // whether some words of the name are enough
	Guess  bool // whether to read it as the only name that contains it, if no name equals it

	Implied bool // whether the program added it, and nobody typed it
}

// A Span is the place of a clause in Query.Text, in bytes. It is zero for a filter.
type Span struct{ Start, End int }

// A Token is a term of a query, with the text that it came from.
type Token struct {
	Term, Typed string // folded, and as typed
	Apart       bool   // whether a space comes before it
	Elided      bool   // whether an apostrophe comes directly before it
}

// IsPlain reports whether w has neither a field nor quotes. If so, the planner may look for
// the words in parents and sections, repair them, or leave some out.
func (w Words) IsPlain() bool { return w.Field == "" && !w.Quoted }

// Scores reports whether w contributes to the scores of documents.
func (w Words) Scores() bool { return w.Field == "" || w.Field == schema.Text }

// IsLoose reports whether partial matches may have other words instead of w.
func (w Words) IsLoose() bool { return len(w.ShortForms)+len(w.Related) > 0 }

// IsCompound reports whether w has several parts, or letters mixed with digits.
func (w Words) IsCompound() bool {
	term := w.Tokens[0].Term
	return len(w.Tokens) > 1 ||
		strings.ContainsFunc(term, unicode.IsLetter) && strings.ContainsFunc(term, unicode.IsDigit)
}

// Terms returns the terms of tokens.
func Terms(tokens []Token) []string {
	all := make([]string, len(tokens))
	for i, t := range tokens {
		all[i] = t.Term
	}
	return all
}

// OfColumns returns the node for n, a person: a name in any of its columns, or an empty
// name in all of them.
func (n Name) OfColumns() Node {
	var each []Node
	for _, column := range ColumnsOf(n.Field) {
		n.Field = column
		each = append(each, n)
	}
	if analysis.Fold(n.Text) == "" {
		return And(each)
	}
	return Or(each)
}

// ColumnsOf returns the columns that hold the names in field. A person has two, any other
// field has its own.
func ColumnsOf(field string) []string {
	if field == schema.Person {
		return []string{schema.Lead, schema.People}
	}
	return []string{field}
}

// isNames reports whether field holds names.
func isNames(field string) bool {
	return field == schema.Team || field == schema.Meeting || byWord(field)
}

// byWord reports whether some words of a name in field, typed without quotes, match it.
func byWord(field string) bool {
	return field == schema.Lead || field == schema.Topic || field == schema.Person
}

// has reports whether so returns true for a leaf of the tree n, outside negated clauses.
func has(n Node, so func(leaf Node) bool) bool {
	for leaf := range Leaves(n) {
		if so(leaf) {
			return true
		}
	}
	return false
}

// Leaves yields the leaves of the tree n, without those in negated clauses.
func Leaves(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { eachLeaf(n, yield) }
}

func eachLeaf(n Node, yield func(Node) bool) bool {
	var children []Node
	switch n := n.(type) {
	case Not:
		return true
	case And:
		children = n
	case Or:
		children = n
	default:
		return yield(n)
	}
	for _, child := range children {
		if !eachLeaf(child, yield) {
			return false
		}
	}
	return true
}

// Scored reports whether n has words, outside negated clauses, that contribute to scores.
func Scored(n Node) bool {
	return has(n, func(leaf Node) bool {
		w, ok := leaf.(Words)
		return ok && w.Scores()
	})
}

// AsksForHeadings reports whether n has kind:heading, outside negated clauses.
func AsksForHeadings(n Node) bool {
	return has(n, func(leaf Node) bool {
		k, ok := leaf.(Name)
		return ok && k.Field == schema.Kind && k.Text == schema.Heading
	})
}

// OneOf returns either, or its node if there is only one.
func OneOf(either Or) Node {
	if len(either) == 1 {
		return either[0]
	}
	return either
}
