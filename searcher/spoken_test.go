package searcher_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
	"minutes/searcher"
)

// TestSpokenDates checks that a date in words is a clause: every answer is that to the
// query with the clause.
func TestSpokenDates(t *testing.T) {
	idx := newIndex(t, corpus())
	for _, test := range []struct{ spoken, clauses string }{
		{"oven in 2018", "oven date:2018"},
		{"oven new since 2018", "oven new date:2018.."},
		{"bake before 2019 twice", "bake date:..2018 twice"},
		{"what of the oven in 2018Q2?", "what of the oven date:2018Q2"},
		{"in 2018", "date:2018"},
		{"2018-06-26 oven", "date:2018-06-26 oven"},
		{"in 2018 or 2021 oven", "date:(2018 OR 2021) oven"},
		{"in 2018 team:ovens", "date:2018 team:ovens"},
		{"in 2018 date:2018Q2", "date:2018 date:2018Q2"},
		{"oven since 2018 -new", "oven date:2018.. -new"},
		{"(oven OR grain) in 2018", "(oven OR grain) date:2018"},
		{"2018 oven in 2018", "2018 oven date:2018"},
		{"in 2018 date:last", "date:2018 date:last"},
		{"grian in 2018", "grain date:2018"}, // repaired
		{"between 2017 and march 2018", "date:2017..2018-03"},
	} {
		for name, list := range answers(t, idx) {
			got, want := list(test.spoken), list(test.clauses)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s of %q is %v; of %q %v", name, test.spoken, got, test.clauses, want)
			}
		}
		if r := answer(t, idx, test.spoken, searcher.Options{}); spokenOf(r) == "" {
			t.Errorf("Search(%q) announces no date", test.spoken)
		}
		exact := answer(t, idx, test.spoken, searcher.Options{Exact: true})
		if len(exact.Repaired) > 0 || exact.Elsewhere != nil {
			t.Errorf("Search(%q), exact, reads %v", test.spoken, exact.Repaired)
		}
	}
}

// answers returns functions that return the parts of an answer that a date may change.
func answers(t *testing.T, idx *searcher.Index) map[string]func(query string) any {
	must := func(list any, err error) any {
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	ctx := context.Background()
	return map[string]func(query string) any{
		"answer": func(query string) any {
			r := answer(t, idx, query, searcher.Options{Limit: 100, Facets: searcher.FacetFields, Story: true})
			return []any{r.Total, r.Full, r.First, r.Last, r.Hits, r.Facets, r.Story, r.ByDate}
		},
		"roster": func(query string) any {
			r, err := idx.Leads(ctx, parse(t, query), false)
			return must(r.Runs, err)
		},
		"people": func(query string) any {
			r, err := idx.People(ctx, parse(t, query), false)
			return must(r.List, err)
		},
		"actions": func(query string) any {
			r, err := idx.Actions(ctx, parse(t, query), false)
			return must(r.List, err)
		},
		"decisions": func(query string) any {
			r, err := idx.Decisions(ctx, parse(t, query), false)
			return must(r.List, err)
		},
	}
}

// spokenOf returns the dates in words of r, as they were read.
func spokenOf(r *searcher.Result) string {
	var read []string
	for _, repair := range r.Repaired {
		if repair.Field == schema.Date {
			read = append(read, repair.From+" = "+strings.TrimPrefix(repair.To, "date:"))
		}
	}
	return strings.Join(read, "; ")
}

// TestSpokenDatesCountBack checks the date from which dates in words count back: the newest
// that the rest of the query finds.
func TestSpokenDatesCountBack(t *testing.T) {
	idx := newIndex(t, []schema.Document{
		{Date: "2018-06-26", Team: "Beacon", Kind: schema.Bullet, Text: "the lantern is lit", File: "a.md", Line: 1},
		{Date: "2018-11-06", Team: "Beacon", Kind: schema.Bullet, Text: "what did lanterns do", File: "b.md", Line: 1},
		{Date: "2019-02-19", Team: "Mooring", Kind: schema.Bullet, Text: "new rope, from May on", File: "c.md", Line: 1},
		{Date: "2019-06-25", Team: "Mooring", Kind: schema.Bullet, Text: "old rope of 2018-06-26", File: "d.md", Line: 1},
	})
	for _, test := range []struct{ query, want string }{
		{"last meeting", "last meeting = 2019-06-25"},
		{"lantern last meeting", "last meeting = 2018-11-06"},
		{"lantren last meeting", "last meeting = 2018-11-06"},
		{"team:beacon this quarter", "this quarter = 2018Q4"},
		{"beacon last 2 meetings", "last 2 meetings = 2018-06-26..2018-11-06"},
		{"last quarter", "last quarter = 2019Q1"},
		{"what did mooring do last quarter?", "last quarter = 2019Q1"}, // no document has all the words
		{"did rope and lantern meet this year", "this year = 2019"},    // nor those that say something
		{"what happened last quarter", "last quarter = 2019Q1"},        // no document has happened
		{"what's new in the last meeting", "in the last meeting = 2019-06-25"},
		{"what's new with mooring in the last meeting", "in the last meeting = 2019-02-19"},
		{"zzzz last year", "last year = 2018"},             // nothing else is found
		{"since march", "since march = 2019-03.."},         // up to the newest date
		{"lantern since march", "since march = 2018-03.."}, //
		{"last year last meeting", "last year = 2018; last meeting = 2019-06-25"},
		{"date:2018 this month", "this month = 2018-11"},
		{"date:last this month", "this month = 2019-06"},
		{"rope in 2018 this month", "in 2018 = 2018; this month = 2019-06"},
		{"2018-06-26", ""}, // a text has it
		{"2019-06-25", "2019-06-25 = 2019-06-25"},
		{"rope 2018-06-26", "2018-06-26 = 2018-06-26"},
		{"team:beacon 2018-06-26", "2018-06-26 = 2018-06-26"},
	} {
		r := answer(t, idx, test.query, searcher.Options{})
		if got := spokenOf(r); got != test.want {
			t.Errorf("Search(%q) reads %q; want %q", test.query, got, test.want)
		}
	}
	if r := answer(t, newIndex(t, []schema.Document{{Kind: schema.Bullet, Text: "since march", File: "a.md", Line: 1}}), "since march", searcher.Options{}); r.Total != 1 || spokenOf(r) != "" {
		t.Errorf("without dates, since march finds %d and is read as %q; want 1, words", r.Total, spokenOf(r))
	}
}

// TestSpokenDatesFind checks that the last meeting is one that the rest of the query finds.
func TestSpokenDatesFind(t *testing.T) {
	idx := newIndex(t, append(corpus(),
		schema.Document{Date: "2019-03-05", Kind: schema.Bullet, Text: "what will happen to the cart", File: "y.md", Line: 1},
		schema.Document{Date: "2021-09-07", Kind: schema.Bullet, Text: "the cart was renamed", File: "z.md", Line: 1}))
	texts := []string{"happened", "oven", "bake", "grain", "rye bread", "flour", "scale", "yeast slow", "café", "night shift", "zzzz"}
	for _, first := range append([]string{"", "what is the", "when did we do", "who has"}, texts...) {
		for _, second := range texts {
			query := strings.TrimSpace(first + " " + second)
			rest := answer(t, idx, query, searcher.Options{Limit: 1000})
			newest := ""
			for _, hit := range rest.Hits {
				newest = max(newest, hit.Date)
			}
			if second == "happened" && slices.Contains([]string{"what is the", "when did we do", "who has"}, first) {
				newest = "2021-09-07" // it asks for whatever there is
			}
			r := answer(t, idx, query+" last meeting", searcher.Options{})
			if rest.Total > 0 && r.Total == 0 {
				t.Errorf("Search(%q) finds %d, and nothing in the last meeting, %s", query, rest.Total, spokenOf(r))
			}
			if r.Total > 0 && r.Last > newest {
				t.Errorf("Search(%q) finds %s in the last meeting; the newest without it is %s", query, r.Last, newest)
			}
		}
	}
}

// TestAnything asks for what there is, with words that say nothing about it.
func TestAnything(t *testing.T) {
	idx := newIndex(t, []schema.Document{
		{Date: "2018-06-26", Team: "Beacon", Kind: schema.Bullet, Text: "the lantern is lit", File: "a.md", Line: 1},
		{Date: "2018-11-06", Team: "Beacon", Kind: schema.Bullet, Text: "what happened to the oil", File: "b.md", Line: 1},
		{Date: "2019-06-25", Team: "Mooring", Kind: schema.Bullet, Text: "new rope", File: "c.md", Line: 1},
		{Date: "2019-06-25", Team: "Mooring", Kind: schema.Bullet, Text: "old rope", File: "c.md", Line: 2},
	})
	for query, want := range map[string]string{
		"what happened in the last meeting":    "c.md:1 c.md:2",
		"what's new in the last meeting?":      "c.md:1 c.md:2",
		"What was discussed in 2018":           "a.md:1 b.md:1",
		"what happened team:beacon":            "a.md:1 b.md:1",
		"what's new (lantern OR team:mooring)": "a.md:1 c.md:1 c.md:2",
		"what happened to the oil in 2018":     "b.md:1",
		"what happened NOT rope":               "b.md:1", // nothing says what to find
		"happened in the last meeting":         "b.md:1", // no question
		"new in the last meeting":              "c.md:1",
		`what "happened" in the last meeting`:  "b.md:1",
		"who's new":                            "c.md:1",
		"what happened in 2020":                "",
		"what happened NOT rope in June 2018":  "a.md:1",
	} {
		r := answer(t, idx, query, searcher.Options{Limit: 100})
		if got := strings.Join(ids(r.Hits), " "); got != want {
			t.Errorf("Search(%q) finds %s; want %s", query, got, want)
		}
	}
}

func TestElsewhere(t *testing.T) {
	idx := newIndex(t, bullets("the lantern is lit", "lantern", "rope"))
	for _, test := range []struct {
		query string
		want  *searcher.Elsewhere
	}{
		{"lantern in 2017", &searcher.Elsewhere{Dates: []string{"in 2017"}, Documents: 2, First: "2018-01-01", Last: "2018-01-02"}},
		{"lit lantern rope in 2017 since 2016", &searcher.Elsewhere{Dates: []string{"in 2017", "since 2016"}, Documents: 1, First: "2018-01-01", Last: "2018-01-01"}},
		{"in 2017", nil},           // nothing else is asked for
		{"zzzz in 2017", nil},      // found nowhere
		{"lantern in 2018", nil},   // found
		{"lantern date:2017", nil}, // not in words
		{"lantern team:x in 2017", nil},
	} {
		r := answer(t, idx, test.query, searcher.Options{})
		if !reflect.DeepEqual(r.Elsewhere, test.want) {
			t.Errorf("Search(%q) finds %+v elsewhere; want %+v", test.query, r.Elsewhere, test.want)
		}
	}
	all := searcher.Options{AllWords: true}
	if r := answer(t, idx, "lit lantern rope in 2017", all); r.Elsewhere != nil {
		t.Errorf("with all words, it finds %+v elsewhere; want nothing", r.Elsewhere)
	}
}
