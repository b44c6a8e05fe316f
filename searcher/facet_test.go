package searcher_test

import (
	"context"
	"slices"
	"testing"

	"minutes/schema"
	"minutes/searcher"
)

var allFacets = []string{"team", "lead", "meeting", "kind", "year", "quarter", "month", "date"}

func TestParseFacets(t *testing.T) {
	for _, test := range []struct {
		list string
		want []string
	}{
		{"", nil},
		{"team", []string{"team"}},
		{"year, team,year", []string{"year", "team"}},
		{"team,lead,meeting,kind,year,quarter,month,date", allFacets},
	} {
		if got, err := searcher.ParseFacets(test.list); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("ParseFacets(%q) = %q, %v; want %q", test.list, got, err, test.want)
		}
	}
	for list, name := range map[string]string{"tema": "tema", "team,": "", "Team": "Team", "text": "text"} {
		want := `unknown facet "` + name + `"; the facets are team, lead, topic, person, is, meeting, kind, lang, year, quarter, month, date; two of them may be crossed, such as team:year`
		if _, err := searcher.ParseFacets(list); err == nil || err.Error() != want {
			t.Errorf("ParseFacets(%q): %v; want %s", list, err, want)
		}
	}
	o := searcher.Options{Facets: []string{"tema"}}
	if _, err := newIndex(t, nil).Search(context.Background(), searcher.Query{}, o); err == nil {
		t.Error("Search with an unknown facet: no error")
	}
}

// TestFacetQueries adds the clause of each value of each facet to the query.
func TestFacetQueries(t *testing.T) {
	idx := newIndex(t, corpus())
	for _, text := range []string{"", "oven", "kind:heading", "date:2018.. grain", "new oven", "rye cold boat", "oven bake NOT new"} {
		for _, f := range answer(t, idx, text, searcher.Options{Facets: allFacets}).Facets {
			for _, v := range f.Values {
				if r := answer(t, idx, text+" "+v.Query, searcher.Options{}); r.Total != v.Count {
					t.Errorf("%q: %s %q has %d documents; %s finds %d", text, f.Field, v.Value, v.Count, v.Query, r.Total)
				}
			}
			if !slices.Contains([]string{"team", "lead", "meeting"}, f.Field) {
				continue
			}
			none := f.Field + `:""`
			if r := answer(t, idx, text+" "+none, searcher.Options{}); r.Total != f.Missing {
				t.Errorf("%q: %d documents miss %s; %s finds %d", text, f.Missing, f.Field, none, r.Total)
			}
		}
	}
}

func TestFacetValues(t *testing.T) {
	var docs []schema.Document
	add := func(date, team, meeting string, lead ...string) {
		docs = append(docs, schema.Document{Date: date, Team: team, Meeting: meeting, Lead: lead, Kind: schema.Bullet, Text: "rye", File: "a.md", Line: len(docs) + 1})
	}
	add("2019-12-31", "Flour and Grain", "Council", "Ute", "Zoë Marchetti")
	add("2018-04-01", "Flour & Grain", "COUNCIL", "ute")
	add("2018-03-31", "Flour and Grain", "Council")
	add("2018-03-30", "Ovens-Night", "", "Ute Vasquez")
	add("2018-03-30", "Ovens night", "")
	add("2018-01-01", "Ovens-Night", "Council")
	add("2018-01-01", "Café", "Co: \"A\"")
	add("2017-10-10", "-x-", "Co a")
	add("2017-10-10", "C++", "Co-a")
	add("2017-10-10", "", "")
	idx := newIndex(t, docs)

	v := func(value string, count int, query string) searcher.FacetValue {
		return searcher.FacetValue{Value: value, Count: count, Query: query}
	}
	for _, test := range []struct {
		top  int
		want searcher.Facet
	}{
		{0, searcher.Facet{Field: "team", Total: 9, Missing: 1, Values: []searcher.FacetValue{
			v("Ovens-Night", 3, "team:ovens-night"),
			v("Flour and Grain", 2, "team:flour-and-grain"),
			v("C++", 1, "team:c++"),
			v("Café", 1, "team:cafe"),
			v("Flour & Grain", 1, "team:flour-grain"),
			v("-x-", 1, "team:x"),
		}}},
		{2, searcher.Facet{Field: "team", Total: 9, Other: 4, Missing: 1, Values: []searcher.FacetValue{
			v("Ovens-Night", 3, "team:ovens-night"),
			v("Flour and Grain", 2, "team:flour-and-grain"),
		}}},
		{9, searcher.Facet{Field: "lead", Total: 4, Missing: 7, Values: []searcher.FacetValue{
			v("Ute", 2, `lead:"ute"`),
			v("Ute Vasquez", 1, `lead:"ute vasquez"`),
			v("Zoë Marchetti", 1, `lead:"zoe marchetti"`),
		}}},
		{9, searcher.Facet{Field: "meeting", Total: 7, Missing: 3, Values: []searcher.FacetValue{
			v("Council", 4, "meeting:council"),
			v(`Co: "A"`, 3, "meeting:co-a"),
		}}},
		{1, searcher.Facet{Field: "kind", Total: 10, Values: []searcher.FacetValue{v("bullet", 10, "kind:bullet")}}},
		{1, searcher.Facet{Field: "year", Total: 10, Values: []searcher.FacetValue{
			v("2017", 3, "date:2017"), v("2018", 6, "date:2018"), v("2019", 1, "date:2019"),
		}}},
		{1, searcher.Facet{Field: "quarter", Total: 10, Values: []searcher.FacetValue{
			v("2017Q4", 3, "date:2017Q4"), v("2018Q1", 5, "date:2018Q1"), v("2018Q2", 1, "date:2018Q2"), v("2019Q4", 1, "date:2019Q4"),
		}}},
		{1, searcher.Facet{Field: "month", Total: 10, Values: []searcher.FacetValue{
			v("2017-10", 3, "date:2017-10"), v("2018-01", 2, "date:2018-01"), v("2018-03", 3, "date:2018-03"),
			v("2018-04", 1, "date:2018-04"), v("2019-12", 1, "date:2019-12"),
		}}},
		{1, searcher.Facet{Field: "date", Total: 10, Values: []searcher.FacetValue{
			v("2017-10-10", 3, "date:2017-10-10"), v("2018-01-01", 2, "date:2018-01-01"), v("2018-03-30", 2, "date:2018-03-30"),
			v("2018-03-31", 1, "date:2018-03-31"), v("2018-04-01", 1, "date:2018-04-01"), v("2019-12-31", 1, "date:2019-12-31"),
		}}},
	} {
		got := answer(t, idx, "rye", searcher.Options{Facets: []string{test.want.Field}, Top: test.top}).Facets[0]
		if !slices.Equal(got.Values, test.want.Values) || got.Total != test.want.Total || got.Other != test.want.Other || got.Missing != test.want.Missing {
			t.Errorf("facet %s, top %d: got %+v\nwant %+v", test.want.Field, test.top, got, test.want)
		}
	}
}
