package searcher_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// Each value of a facet, used as a filter, finds as many documents as the facet counted,
// alone, and with another value of its field or of another one.
func TestNarrowByFacets(t *testing.T) {
	x := newIndex(t, corpus())
	ctx := context.Background()
	count := func(narrow ...[]string) int {
		t.Helper()
		var q searcher.Query
		for _, clauses := range narrow {
			if err := q.Narrow(clauses...); err != nil {
				t.Fatal(err)
			}
		}
		r, err := x.Search(ctx, q, searcher.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r.Total
	}
	all, err := x.Search(ctx, searcher.Query{}, searcher.Options{Facets: searcher.FacetFields})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all.Facets {
		for _, v := range f.Values {
			if got := count([]string{v.Query}); got != v.Count {
				t.Errorf("Narrow(%q) finds %d documents; the facet counted %d", v.Query, got, v.Count)
			}
		}
	}
	teams := all.Facets[0].Values
	if got, want := count([]string{teams[0].Query, teams[1].Query}), teams[0].Count+teams[1].Count; got != want {
		t.Errorf("two teams find %d documents; want %d", got, want)
	}
	if got := count([]string{teams[0].Query}, []string{teams[1].Query}); got != 0 {
		t.Errorf("a team, and another, find %d documents; want 0", got)
	}
}

func TestNarrowErrors(t *testing.T) {
	for _, test := range []struct{ clause, want string }{
		{"rye", `the filter "rye" is not one clause about a name or a date`},
		{"text:rye", "is not one clause"},
		{"team:ovens rye", "is not one clause"},
		{"-team:ovens", "is not one clause"},
		{"", "is not one clause"},
		{"kind:song", `unknown kind "song"`},
		{"date:2018..x", "x"},
		{"team:a\u202eb c", `a\u202eb`},
	} {
		var q searcher.Query
		if err := q.Narrow(test.clause); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Narrow(%q) = %v; want %q", test.clause, err, test.want)
		}
	}
	var q searcher.Query
	if err := q.Narrow(slices.Repeat([]string{"team:(a OR b)"}, 17)...); err == nil {
		t.Error("34 clauses were accepted")
	}
}

// A query and its filters are independent: neither changes how the other is read.
func TestNarrowKeepsQuery(t *testing.T) {
	x := newIndex(t, corpus())
	q := parse(t, `oven OR grain "open quote`)
	before, err := x.Search(context.Background(), q, searcher.Options{AllWords: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	narrow := q
	if err := narrow.Narrow("date:2018"); err != nil {
		t.Fatal(err)
	}
	after, err := x.Search(context.Background(), narrow, searcher.Options{AllWords: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, h := range before.Hits {
		if strings.HasPrefix(h.Date, "2018") {
			want = append(want, h.ID)
		}
	}
	for _, h := range after.Hits {
		got = append(got, h.ID)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || after.Query != q.Text {
		t.Errorf("narrowed %q finds %v; want %v", after.Query, got, want)
	}
}

func TestMeetings(t *testing.T) {
	docs := corpus()
	docs = append(docs, schema.Document{Date: "", Kind: schema.Bullet, Text: "undated", File: "z.md", Line: 1})
	x := newIndex(t, docs)
	all, err := x.Meetings(context.Background(), searcher.Query{}, false)
	if err != nil {
		t.Fatal(err)
	}
	type held struct{ date, name string }
	want := map[held]int{}
	for _, d := range docs {
		if d.Date != "" && d.Kind != schema.Heading {
			want[held{d.Date, analysis.Fold(d.Meeting)}]++
		}
	}
	if len(all) != len(want) {
		t.Errorf("%d meetings; want %d", len(all), len(want))
	}
	for i, m := range all {
		if n := want[held{m.Date, analysis.Fold(m.Name)}]; m.Documents != n {
			t.Errorf("meeting %v; want %d documents", m, n)
		}
		if i > 0 && m.Date > all[i-1].Date {
			t.Errorf("%v comes after %v", m, all[i-1])
		}
	}
}

func TestNote(t *testing.T) {
	docs := corpus()
	x := newIndex(t, docs)
	for _, file := range []string{docs[0].File, docs[7].File, "no.md", "", "../" + docs[0].File} {
		var want, got []int
		for _, d := range docs {
			if d.File == file {
				want = append(want, d.Line)
			}
		}
		found, err := x.Note(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			got = append(got, d.Line)
		}
		if !slices.Equal(got, sorted(want)) {
			t.Errorf("Note(%q) has the lines %v; want %v", file, got, want)
		}
	}
}
