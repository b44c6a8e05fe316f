package searcher

import (
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"

	"minutes/schema"
)

// A Query is a question that Parse has understood, with the filters added since.
type Query struct {
	Text string // as it was typed, without the filters

	all and
}

// A node is a part of a query: and, or, phrase, name or dates.
type node interface {
	// compile returns the Bleve query for the node. Dates that count back do so
	// from indexed, the dates of the index, sorted.
	compile(indexed []string) (query.Query, error)
}

type (
	and []node // matches what all of them match
	or  []node // matches what any of them matches; nothing where it is empty

	// A phrase is terms side by side in a field, or one alone. The field "" stands
	// for text, team and lead.
	phrase struct {
		at    span
		field string
		terms []string
	}

	// A name is a whole folded name in a field of names.
	name struct {
		at    span
		field string
		term  string
	}

	// Dates are the days from the first of one date to the last of another.
	dates struct {
		at       span
		from, to date
	}
)

// A span is where a clause stands in Query.Text, in bytes; zero where it comes
// from a filter.
type span struct{ start, end int }

// filters are the fields that Filter takes.
var filters = []string{schema.Team, schema.Lead, schema.Meeting, schema.Kind, schema.Date}

// Filter keeps only documents that have one of values in field, which is team,
// lead, meeting, kind or date. The values mean what they mean after the field's
// colon, but no quote in them is special. Without values it changes nothing.
func (q *Query) Filter(field string, values ...string) error {
	if !slices.Contains(filters, field) {
		return fmt.Errorf("unknown filter %q; the filters are %s", field, strings.Join(filters, ", "))
	}
	var either or
	for _, value := range values {
		if isPrefix(value) {
			return notYet(value)
		}
		n, err := fieldNode(span{}, field, value, false)
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

// Between keeps only documents from the first day of one of since to the last day
// of one of until. They are dates as date: takes them; none leaves that end open.
func (q *Query) Between(since, until []string) error {
	from, err := parseEach(since)
	if err != nil {
		return err
	}
	to, err := parseEach(until)
	if err != nil {
		return err
	}
	var either or
	for _, first := range from {
		for _, last := range to {
			if between := (dates{from: first.from, to: last.to}); !between.reversed() {
				either = append(either, between)
			}
		}
	}
	switch len(either) {
	case 0:
		return fmt.Errorf("no day lies since %s and until %s; write the earlier date first",
			strings.Join(since, " or "), strings.Join(until, " or "))
	case 1:
		q.add(either[0])
	default:
		q.add(either)
	}
	return nil
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
		each = append(each, d)
	}
	return each, nil
}

// add makes n one more clause, without writing to an array that a copy of q may
// share.
func (q *Query) add(n node) { q.all = append(slices.Clip(q.all), n) }

// scores says whether n has words or phrases, for which documents differ in how
// well they match. What other nodes match, they all match alike.
func scores(n node) bool {
	return has(n, func(leaf node) bool {
		p, ok := leaf.(phrase)
		return ok && (p.field == "" || p.field == schema.Text)
	})
}

// asksForHeadings says whether n has kind:heading anywhere.
func asksForHeadings(n node) bool {
	return has(n, func(leaf node) bool {
		k, ok := leaf.(name)
		return ok && k.field == schema.Kind && k.term == schema.Heading
	})
}

// countsBack says whether n has dates that count back from the newest.
func countsBack(n node) bool {
	return has(n, func(leaf node) bool {
		d, ok := leaf.(dates)
		return ok && (d.from.relative() || d.to.relative())
	})
}

// has says whether any leaf of the tree n is so.
func has(n node, so func(leaf node) bool) bool {
	in := func(child node) bool { return has(child, so) }
	switch n := n.(type) {
	case and:
		return slices.ContainsFunc(n, in)
	case or:
		return slices.ContainsFunc(n, in)
	}
	return so(n)
}
