package searcher

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Query is a question that Parse has understood, with the filters added since.
type Query struct {
	Text string // as it was typed, without the filters

	all        and
	clauses    int      // how many were typed, with the values of filters
	nearFields []string // words that look like fields
}

// A node is a part of a query: and, or, not, words, name or dates. It is nil for
// a word without letters and digits.
type node interface{}

type (
	and []node         // matches what all of them match
	or  []node         // matches what any of them matches; nothing where it is empty
	not struct{ node } // matches what it does not match

	// Words are terms side by side in a field, or one alone. The field "" stands for
	// text, team and lead.
	words struct {
		at     span
		field  string
		terms  []typedTerm
		quoted bool
		prefix bool // whether the last term is but the beginning of one

		also  [][]string // other terms that mean the same
		short [][]string // short forms of them, or what they are short for
	}

	// A name is a whole name in a field of names, as it was typed, or its beginning,
	// its end or any part of it, or one of its words.
	name struct {
		at     span
		field  string
		text   string
		prefix bool // whether names may go on after text
		suffix bool // whether they may begin before it
		word   bool
		guess  bool // whether it is read as the one name that has it for a word, if none is just that

		implied bool // whether what is asked for has it, and not the one who asks
	}

	// Dates are the days from the first of one date to the last of another, or what
	// has no date.
	dates struct {
		at       span
		from, to date
		none     bool
		text     string // what means them after date:
	}
)

// columnsOf returns the columns that a name in field stands in: a person in two, any
// other in that of its own.
func columnsOf(field string) []string {
	if field == schema.Person {
		return []string{schema.Lead, schema.People}
	}
	return []string{field}
}

// isNames says whether field holds names.
func isNames(field string) bool {
	return field == schema.Team || field == schema.Meeting || byWord(field)
}

// byWord says whether a word of a name in field, typed without quotes, is enough.
func byWord(field string) bool {
	return field == schema.Lead || field == schema.Topic || field == schema.Person
}

// ofColumns returns n, a person, as what it says of each column: a name in one of
// them, or none in any.
func (n name) ofColumns() node {
	var each []node
	for _, column := range columnsOf(n.field) {
		n.field = column
		each = append(each, n)
	}
	if analysis.Fold(n.text) == "" {
		return and(each)
	}
	return or(each)
}

// A typedTerm is a term of a query, and the text that it was made of.
type typedTerm struct {
	term, typed string
	apart       bool // whether a blank stands before it
	elided      bool // whether an apostrophe stands right before it
}

// plain says whether w are not bound to a field nor quoted, so that Search may
// look for them in the family, repair them, or leave some out.
func (w words) plain() bool { return w.field == "" && !w.quoted }

// scores says whether documents differ in how well they match w.
func (w words) scores() bool { return w.field == "" || w.field == schema.Text }

// A span is where a clause stands in Query.Text, in bytes; zero where it comes
// from a filter.
type span struct{ start, end int }

// filters are the fields that Filter takes.
var filters = []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind, schema.Date}

// Filter keeps only documents that have one of values in field, which is team, lead,
// topic, person, is, meeting, kind or date. The values mean what they mean after the field's
// colon, but no quote in them is special. Each counts as a clause. Without values
// it changes nothing.
func (q *Query) Filter(field string, values ...string) error {
	if !slices.Contains(filters, field) {
		return fmt.Errorf("unknown filter %q; the filters are %s", field, strings.Join(filters, ", "))
	}
	var either or
	for _, value := range values {
		if err := q.count(1); err != nil {
			return err
		}
		if len(value) > maxBytes {
			return fmt.Errorf("the %s has %d bytes; the limit is %d", field, len(value), maxBytes)
		}
		v := unquoted(value).ofField(field)
		if message, short := v.tooShort(); short {
			return fmt.Errorf("%s %s", field, message)
		}
		if value != "" && analysis.Fold(value) == "" && field != schema.Kind && field != schema.Is && field != schema.Date {
			return fmt.Errorf("no name in the %s %q; write a name, or \"\" for documents without one", field, value)
		}
		n, err := fieldNode(span{}, field, v)
		if err != nil {
			return err
		}
		either = append(either, n)
	}
	if len(either) > 0 {
		q.add(either)
	}
	return nil
}

// count adds n clauses, unless those are too many.
func (q *Query) count(n int) error {
	if q.clauses += n; q.clauses > maxClauses {
		return fmt.Errorf("the query and its filters have more than %d clauses; leave some out", maxClauses)
	}
	return nil
}

// Between keeps only documents from the first day of one of since to the last day
// of one of until. They are dates as date: takes them, but until 1y is the day a
// year back, and each may count back from what the other chooses; none leaves that end open. Each counts as a clause.
func (q *Query) Between(since, until []string) error {
	if err := q.count(len(since) + len(until)); err != nil {
		return err
	}
	from, err := parseEach(since)
	if err != nil {
		return err
	}
	to, err := parseEach(until)
	if err != nil {
		return err
	}
	possible := false
	for _, first := range from {
		for _, last := range to {
			possible = possible || !(dates{from: first.from, to: last.to}).reversed()
		}
	}
	if !possible {
		return fmt.Errorf("since %s until %s contains no day; write the earlier date first",
			strings.Join(since, " or "), strings.Join(until, " or "))
	}
	// Two clauses, so that the one may count back from what the other chooses.
	var begin, end or
	for _, first := range from {
		text, _, _ := strings.Cut(first.text, "..")
		begin = append(begin, dates{from: first.from, to: anyDay, text: text + ".."})
	}
	for _, last := range to {
		text := last.text[strings.LastIndex(last.text, ".")+1:]
		last.to.back = last.to.relative()
		end = append(end, dates{from: anyDay, to: last.to, text: ".." + text})
	}
	if len(since) > 0 {
		q.add(oneOf(begin))
	}
	if len(until) > 0 {
		q.add(oneOf(end))
	}
	return nil
}

// oneOf returns either, or what it has where that is one node.
func oneOf(either or) node {
	if len(either) == 1 {
		return either[0]
	}
	return either
}

// parseEach returns what each of texts says; every day where there are none.
func parseEach(texts []string) ([]dates, error) {
	if len(texts) == 0 {
		return []dates{{from: anyDay, to: anyDay}}, nil
	}
	var each []dates
	for _, text := range texts {
		d, err := parseDates(text)
		if err != nil {
			return nil, err
		}
		if d.none || d.from.dayless {
			return nil, fmt.Errorf("%q is not a day; write the month or a day", text)
		}
		each = append(each, d)
	}
	return each, nil
}

// add makes n, unless it is nil, one more clause, without writing to an array that
// a copy of q may share.
func (q *Query) add(n node) {
	switch n := n.(type) {
	case nil:
	case and:
		q.all = append(slices.Clip(q.all), n...)
	default:
		q.all = append(slices.Clip(q.all), n)
	}
}

// scored says whether n has words, outside of what it leaves out, for which
// documents differ in how well they match.
func scored(n node) bool {
	return has(n, func(leaf node) bool {
		w, ok := leaf.(words)
		return ok && w.scores()
	})
}

// asksForHeadings says whether n has kind:heading, outside of what it leaves out.
func asksForHeadings(n node) bool {
	return has(n, func(leaf node) bool {
		k, ok := leaf.(name)
		return ok && k.field == schema.Kind && k.text == schema.Heading
	})
}

// has says whether any leaf of the tree n is so, other than those left out.
func has(n node, so func(leaf node) bool) bool {
	for leaf := range leaves(n) {
		if so(leaf) {
			return true
		}
	}
	return false
}

// leaves yields the leaves of the tree n, without those that it leaves out.
func leaves(n node) iter.Seq[node] {
	return func(yield func(node) bool) { eachLeaf(n, yield) }
}

func eachLeaf(n node, yield func(node) bool) bool {
	var children []node
	switch n := n.(type) {
	case not:
		return true
	case and:
		children = n
	case or:
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
