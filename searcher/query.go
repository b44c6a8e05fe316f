package searcher

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Query is a query that Parse has read, with the filters that were added.
type Query struct {
	Text string // as typed, without the filters

	all        and
	clauses    int      // number of clauses typed, plus the values of filters
	nearFields []string // words that look like fields
}

// A node is a part of a query: and, or, not, words, name or dates. It is nil for
// a word without letters and digits.
type node interface{}

type (
	and []node         // matches what all of them match
	or  []node         // matches what any of them matches; nothing if it is empty
	not struct{ node } // matches what its node does not match

	// Words are a term in a field, or several side by side. The field "" means text, team
	// and lead.
	words struct {
		at     span
		field  string
		terms  []typedTerm
		quoted bool
		prefix bool // whether the last term is only the beginning of a word

		also    [][]string // other terms that mean the same
		short   [][]string // short forms of the words, or the long forms
		related [][]string // terms of similar meaning
	}

	// A name is a clause for a field of names. It gives a whole name, as typed, or its
	// beginning, its end, any part of it, or some of its words.
	name struct {
		at     span
		field  string
		text   string
		prefix bool // whether the name may continue after text
		suffix bool // whether the name may begin before text
		word   bool
		guess  bool // whether to read it as the only name that contains it, if no name equals it

		implied bool // whether the program added it, and nobody typed it
	}

	// Dates are the days from the first day of one date to the last day of another. If
	// the field none is set, they are instead the documents without a date.
	dates struct {
		at       span
		from, to date
		none     bool
		text     string // the value after date: that means the same
		spoken   bool   // whether it was read from a date in words
	}
)

// columnsOf returns the columns that hold the names in field. A person has two, any other
// field has its own.
func columnsOf(field string) []string {
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

// ofColumns returns the node for n, a person: a name in any of its columns, or an empty
// name in all of them.
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

// A typedTerm is a term of a query, with the text that it came from.
type typedTerm struct {
	term, typed string
	apart       bool // whether a space comes before it
	elided      bool // whether an apostrophe comes directly before it
}

// plain reports whether w has neither a field nor quotes. If so, Search may look for the
// words in parents and sections, repair them, or leave some out.
func (w words) plain() bool { return w.field == "" && !w.quoted }

// scores reports whether w contributes to the scores of documents.
func (w words) scores() bool { return w.field == "" || w.field == schema.Text }

// A span is the place of a clause in Query.Text, in bytes. It is zero for a filter.
type span struct{ start, end int }

// filters lists the fields that Filter accepts.
var filters = []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind, schema.Date}

// Filter restricts q to documents that have one of values in field, which is team, lead,
// topic, person, is, meeting, kind or date. A value means the same as after the field's
// colon, but quotes have no special meaning. Each value counts as a clause. Without
// values, Filter changes nothing. It returns an error for another field, a value that is
// not valid, or too many clauses.
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

// count adds n to the number of clauses. It returns an error if there are too many.
func (q *Query) count(n int) error {
	if q.clauses += n; q.clauses > maxClauses {
		return fmt.Errorf("the query and its filters have more than %d clauses; leave some out", maxClauses)
	}
	return nil
}

// Between restricts q to documents from the first day of one of since to the last day of
// one of until. The dates have the forms that date: accepts, except that until 1y means
// the day one year back. Each relative date may count back from the dates that the other
// side selects. An empty list leaves its end open. Each date counts as a clause. Between
// returns an error for a date that is not valid, for ranges that all contain no day, or
// for too many clauses.
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
	// Use two clauses, so that one can count back from the dates that the other selects.
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

// oneOf returns either, or its node if there is only one.
func oneOf(either or) node {
	if len(either) == 1 {
		return either[0]
	}
	return either
}

// parseEach parses each of texts. Without texts, it returns a range of all days.
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

// add adds n as a clause, unless it is nil. It does not write to an array that a copy of
// q may share.
func (q *Query) add(n node) {
	switch n := n.(type) {
	case nil:
	case and:
		q.all = append(slices.Clip(q.all), n...)
	default:
		q.all = append(slices.Clip(q.all), n)
	}
}

// HasWords reports whether q has words or phrases that rank documents, so that its hits
// are sorted by relevance by default.
func (q Query) HasWords() bool { return scored(q.all) }

// HasDates reports whether q has a clause with a date. It does not know dates in words,
// which are read when the index is known; see Result.Repaired.
func (q Query) HasDates() bool {
	return has(q.all, func(leaf node) bool {
		_, ok := leaf.(dates)
		return ok
	})
}

// scored reports whether n has words, outside negated clauses, that contribute to scores.
func scored(n node) bool {
	return has(n, func(leaf node) bool {
		w, ok := leaf.(words)
		return ok && w.scores()
	})
}

// asksForHeadings reports whether n has kind:heading, outside negated clauses.
func asksForHeadings(n node) bool {
	return has(n, func(leaf node) bool {
		k, ok := leaf.(name)
		return ok && k.field == schema.Kind && k.text == schema.Heading
	})
}

// has reports whether so returns true for a leaf of the tree n, outside negated clauses.
func has(n node, so func(leaf node) bool) bool {
	for leaf := range leaves(n) {
		if so(leaf) {
			return true
		}
	}
	return false
}

// leaves yields the leaves of the tree n, without those in negated clauses.
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
