package web

import (
	"context"
	"slices"
	"strings"

	"minutes/schema"
	"minutes/searcher"
)

// facetFields are the facets of a page, in order.
var facetFields = []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Kind, schema.Lang, "year"}

// The numbers of names that a facet shows: at first, and when it shows more.
const (
	fewNames  = 8
	manyNames = 300
)

// A facet is the counts of one field, as links that narrow or widen the answer.
type facet struct {
	Field, Title string
	Values       []facetValue
	Cut          int    // number of names that are not shown
	More, Fewer  string // addresses with more names, and with fewer
	Find         string // what the names contain
	Open         bool   // whether it shows more names than at first
}

// A facetValue is a link of a facet.
type facetValue struct {
	Name    string
	Count   int
	On      bool
	Address string // with the value if it is off, without it if it is on
	Clause  string
}

// counted returns the answer to q, and the facets and the time line of its page. The
// values of a field that has a filter are counted without this filter, so that the others
// can be added to it.
func counted(ctx context.Context, at *reader, q question, o searcher.Options) (r *searcher.Result, others map[string]*searcher.Result, err error) {
	query, err := q.query("")
	if err != nil {
		return nil, nil, err
	}
	o.Facets, o.Top, o.Story = facetFields, fewNames, true
	o.Collapse = query.HasWords() // what repeats at each meeting is no repeat in a list by date
	if q.more != "" {
		o.Top = 0
	}
	if r, err = at.Search(ctx, query, o); err != nil {
		return nil, nil, err
	}
	others = map[string]*searcher.Result{}
	for _, field := range q.fields() {
		if facetsOf(field) == nil {
			continue
		}
		query, err := q.query(field)
		if err != nil {
			return nil, nil, err
		}
		again := searcher.Options{Facets: facetsOf(field), Top: o.Top, Story: field == schema.Date, Exact: o.Exact, AllWords: o.AllWords}
		if others[field], err = at.Search(ctx, query, again); err != nil {
			return nil, nil, err
		}
	}
	return r, others, nil
}

// facetsOf returns the facets of a page that count the values of field.
func facetsOf(field string) []string {
	switch {
	case field == schema.Date:
		return []string{"year"}
	case slices.Contains(facetFields, field):
		return []string{field}
	}
	return nil
}

// facets returns the facets of a page about q.
func (s *Server) facets(q question, r *searcher.Result, others map[string]*searcher.Result) []facet {
	var all []facet
	for _, f := range r.Facets {
		field := f.Field
		if field == "year" {
			field = schema.Date
		}
		if other := others[field]; other != nil {
			f = other.Facets[0]
		}
		if f.Field == schema.Lang && len(f.Values) < 2 && len(q.of(schema.Lang)) == 0 {
			continue // notes in one language are not narrowed by it
		}
		if shown := s.facet(q, f); len(shown.Values) > 0 {
			all = append(all, shown)
		}
	}
	return all
}

// titles are the headings of facets.
var titles = map[string]string{
	schema.Team: "Team", schema.Lead: "Lead", schema.Topic: "Topic", schema.Person: "Person",
	schema.Is: "Outcome", schema.Kind: "Kind", schema.Lang: "Language", "year": "Year",
}

// facet returns f as links from q.
func (s *Server) facet(q question, f searcher.Facet) facet {
	shown := facet{Field: f.Field, Title: titles[f.Field], Cut: f.Cut, Open: q.more == f.Field}
	open := q
	open.page, open.more = 1, f.Field
	shown.More = s.link("search", open) + "#" + f.Field
	shown.Fewer = s.link("search", q.first()) + "#" + f.Field
	values := f.Values
	if shown.Open {
		shown.Find = q.find
		values = containing(values, q.find)
		shown.Cut = 0
	}
	most := fewNames
	if shown.Open {
		most = manyNames
	}
	if f.Field == "year" {
		values = slices.Clone(values)
		slices.Reverse(values) // the newest first
		most = max(most, len(values))
	}
	for i, v := range values {
		on := q.has(v.Query)
		if i >= most && !on {
			shown.Cut++
			continue
		}
		shown.add(s, q, v.Value, v.Query, v.Count, on)
	}
	s.addChosen(&shown, q, f)
	if f.Missing > 0 && q.find == "" && f.Field != schema.Is {
		clause := searcher.MissingClause(f.Field)
		shown.add(s, q, "none", clause, f.Missing, q.has(clause))
	}
	return shown
}

// addChosen adds the filters of the field of f that are not among its values, so that each
// can be taken away.
func (s *Server) addChosen(shown *facet, q question, f searcher.Facet) {
	if f.Field == "year" {
		return // they are chosen in the time line too
	}
	for _, clause := range q.of(f.Field) {
		there := slices.ContainsFunc(shown.Values, func(v facetValue) bool { return v.Clause == clause })
		if !there && clause != searcher.MissingClause(f.Field) {
			count := 0
			for _, v := range f.Values {
				if v.Query == clause {
					count = v.Count
				}
			}
			shown.add(s, q, valueOf(clause), clause, count, true)
		}
	}
}

func (f *facet) add(s *Server, q question, name, clause string, count int, on bool) {
	next := q.with(clause)
	if on {
		next = q.without(clause)
	}
	f.Values = append(f.Values, facetValue{Name: visible(name), Count: count, On: on, Address: s.link("search", next), Clause: clause})
}

// valueOf returns the value of a clause, for people.
func valueOf(clause string) string {
	_, value, _ := strings.Cut(clause, ":")
	if value = strings.Trim(value, `"`); value == "" {
		return "none"
	}
	return value
}

// containing returns the values whose name contains part, in folded form.
func containing(values []searcher.FacetValue, part string) []searcher.FacetValue {
	if part = folded(part); part == "" {
		return values
	}
	return slices.DeleteFunc(slices.Clone(values), func(v searcher.FacetValue) bool {
		return !strings.Contains(folded(v.Value), part)
	})
}
