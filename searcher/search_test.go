package searcher_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"minutes/schema"
	"minutes/searcher"
)

func parse(t *testing.T, text string) searcher.Query {
	t.Helper()
	q, err := searcher.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return q
}

// answer returns the answer of idx to text, filtered by pairs of field and value.
func answer(t *testing.T, idx *searcher.Index, text string, o searcher.Options, filters ...string) *searcher.Result {
	t.Helper()
	q := parse(t, text)
	for pair := range slices.Chunk(filters, 2) {
		if err := q.Filter(pair[0], pair[1]); err != nil {
			t.Fatalf("Filter(%q): %v", pair, err)
		}
	}
	r, err := idx.Search(context.Background(), q, o)
	if err != nil {
		t.Fatalf("Search(%q, %+v): %v", text, o, err)
	}
	return r
}

func TestSearchTotals(t *testing.T) {
	idx := newIndex(t, []schema.Document{
		{Date: "2018-06-26", Team: "Ovens", Lead: []string{"Ute Vasquez"}, Kind: schema.Bullet, Text: "Rye bread", File: "a.md", Line: 1},
		{Date: "2018-06-26", Team: "Ovens-Night", Kind: schema.Bullet, Text: "bread, then rye", File: "a.md", Line: 2},
		{Date: "2019-01-08", Kind: schema.Row, Text: "cr\u00e8me, cre\u0300me", File: "b.md", Line: 1},
		{Date: "2019-01-08", Team: "Ovens", Kind: schema.Heading, Text: "Ovens", File: "b.md", Line: 2},
	})
	for _, test := range []struct {
		text    string
		filters []string
		want    int
	}{
		{"", nil, 3},
		{"rye", nil, 2},
		{"rye bread", nil, 2},
		{`"rye bread"`, nil, 1},
		{"rye-bread", nil, 1},
		{"ovens", nil, 2},
		{"vasquez rye", nil, 1},
		{"Creme", nil, 1},

		// Matching a filter does not make up for a word that no document has.
		{"zzzz", nil, 0},
		{"zzzz team:ovens", nil, 0},
		{"zzzz", []string{"team", "Ovens"}, 0},
		{`"rye zzzz" team:ovens kind:bullet date:2018`, nil, 0},
		{"text:zzzz date:last", nil, 0},
		{"rye team:zzzz", nil, 0},
		{"rye section:zzzz", nil, 0},
		{"team:ovens date:2030", nil, 0},
		{"date:2018 date:2019", nil, 0},

		// Words without letters and digits find nothing on their own.
		{":-)", nil, 0},
		{":-)", []string{"team", "Ovens"}, 0},
		{":-) rye", nil, 2},
		{":-) team:ovens", nil, 1},

		{"team:ovens", nil, 1},
		{"team:ovens-night", nil, 1},
		{`team:""`, nil, 1},
		{`lead:""`, nil, 2},
		{"lead:ute", nil, 1},
		{`lead:"ute"`, nil, 0},
		{"", []string{"lead", "ute"}, 1},
		{"", []string{"lead", "Ute Vasquez"}, 1},

		{"kind:heading", nil, 1},
		{"ovens", []string{"kind", "heading"}, 1},
		{"kind:heading team:ovens date:last", nil, 1},

		{"date:last", nil, 1},
		{"date:last-2", nil, 3},
		{"date:1m", nil, 1},
		{"date:1y", nil, 3},
	} {
		if r := answer(t, idx, test.text, searcher.Options{}, test.filters...); r.Total != test.want {
			t.Errorf("Search(%q, %q): total %d; want %d", test.text, test.filters, r.Total, test.want)
		}
	}
}

func TestSearchBetween(t *testing.T) {
	idx := newIndex(t, corpus())
	var q searcher.Query
	if err := q.Between([]string{"last-2"}, []string{"2021-08"}); err != nil {
		t.Fatal(err)
	}
	r, err := idx.Search(context.Background(), q, searcher.Options{})
	if err != nil || r.First != "2021-08-24" || r.Last != "2021-08-31" {
		t.Errorf("Search since last-2: first %q, last %q, %v; want 2021-08-24, 2021-08-31", r.First, r.Last, err)
	}
	q = searcher.Query{}
	if err := q.Between([]string{"last-2"}, []string{"2020"}); err != nil {
		t.Fatal(err)
	}
	if r, err := idx.Search(context.Background(), q, searcher.Options{}); err != nil || r.First != "2018-06-26" || r.Last != "2019-02-28" {
		t.Errorf("Search since last-2 until 2020: first %q, last %q, %v; want 2018-06-26, 2019-02-28", r.First, r.Last, err)
	}
	for _, test := range []struct{ until, last string }{
		{"last", "2021-08-31"}, {"last-2", "2021-08-24"}, {"7d", "2021-08-24"}, {"1y", "2019-02-28"}, {"2021-02", "2021-02-28"},
	} {
		var q searcher.Query
		if err := q.Between(nil, []string{test.until}); err != nil {
			t.Fatal(err)
		}
		if r, err := idx.Search(context.Background(), q, searcher.Options{}); err != nil || r.Last != test.last {
			t.Errorf("Search until %s: last %q, %v; want %q", test.until, r.Last, err, test.last)
		}
	}
}

func TestSearchWithoutDocuments(t *testing.T) {
	idx := newIndex(t, nil)
	for _, text := range []string{"", "rye", "rye team:ovens", "date:last", "date:90d rye", "kind:heading", `text:"a b"`} {
		if r := answer(t, idx, text, searcher.Options{Limit: 9, Facets: []string{"team", "year"}}); r.Total != 0 || len(r.Hits) != 0 {
			t.Errorf("Search(%q): total %d, %d hits; want none", text, r.Total, len(r.Hits))
		}
	}
}

func TestFiltersLeaveScores(t *testing.T) {
	idx := newIndex(t, corpus())
	scores := func(text string, filters ...string) map[string]float64 {
		scores := map[string]float64{}
		for _, hit := range answer(t, idx, text, searcher.Options{Limit: 100}, filters...).Hits {
			scores[hit.ID] = hit.Score
		}
		return scores
	}
	plain := scores(`oven "the new"`)
	if len(plain) == 0 {
		t.Fatal("no hits")
	}
	for _, filtered := range []map[string]float64{
		scores(`oven "the new" date:2016..2022 file:notes kind:bullet`),
		scores(`oven "the new"`, "date", "10y", "kind", "row"),
	} {
		maps.DeleteFunc(filtered, func(id string, score float64) bool { return plain[id] == score })
		if len(filtered) > 0 {
			t.Errorf("scores with filters %v; want them as without, %v", filtered, plain)
		}
	}
}

func TestLimitAndOffset(t *testing.T) {
	idx := newIndex(t, corpus())
	all := answer(t, idx, "oven", searcher.Options{Limit: 1000}).Hits
	for _, test := range []struct{ limit, offset int }{{0, 0}, {1, 0}, {3, 2}, {1000, 5}, {2, len(all) - 1}, {5, len(all)}, {5, 1 << 62}, {1 << 62, 1 << 62}} {
		r := answer(t, idx, "oven", searcher.Options{Limit: test.limit, Offset: test.offset})
		from := min(test.offset, len(all))
		want := all[from:min(from+min(test.limit, 1000), len(all))]
		same := slices.EqualFunc(r.Hits, want, func(a, b searcher.Hit) bool { return a.ID == b.ID })
		if !same || r.Total != len(all) || r.Limit != test.limit || r.Offset != test.offset {
			t.Errorf("limit %d, offset %d: %d hits of %d; want %d of %d", test.limit, test.offset, len(r.Hits), r.Total, len(want), len(all))
		}
	}
	for _, o := range []searcher.Options{{Limit: -1}, {Offset: -1}} {
		if _, err := idx.Search(context.Background(), searcher.Query{}, o); err == nil {
			t.Errorf("Search(%+v): no error", o)
		}
	}
}

func TestSearchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := newIndex(t, corpus()).Search(ctx, searcher.Query{}, searcher.Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Search after cancel: %v; want %v", err, context.Canceled)
	}
}

func TestResultJSON(t *testing.T) {
	idx := newIndex(t, []schema.Document{{
		Date: "2018-06-26", Meeting: "Bakery Council", Team: "Ovens", Lead: []string{"Ute"}, Topic: "Bread", People: []string{"Ada"}, Is: []string{schema.Decision}, Kind: schema.Bullet, Lang: "en", Text: "Rye <3 rye",
		Parents: []schema.Parent{{Line: 6, Text: "Bread"}}, Section: []string{"Teams"}, Links: []string{}, File: "2018/a.md", Line: 7,
	}})
	for _, test := range []struct {
		text   string
		facets []string
		want   string
	}{
		{"kind:bullet", []string{"year", "team"}, `{"query":"kind:bullet","total":1,"full":1,"offset":0,"limit":9,"first":"2018-06-26","last":"2018-06-26",` +
			`"hits":[{"id":"2018/a.md:7","key":"b6ed8688f5c4a5e1","score":0,"partial":false,"date":"2018-06-26","meeting":"Bakery Council","team":"Ovens","lead":["Ute"],` +
			`"topic":"Bread","people":["Ada"],"is":["decision"],"kind":"bullet","lang":"en","text":"Rye \u003c3 rye","parents":[{"line":6,"text":"Bread"}],"section":["Teams"],"links":[],"file":"2018/a.md","line":7,"spans":[]}],` +
			`"facets":{"year":{"total":1,"other":0,"missing":0,"values":[{"value":"2018","count":1,"query":"date:2018"}]},` +
			`"team":{"total":1,"other":0,"missing":0,"values":[{"value":"Ovens","count":1,"query":"team:ovens"}]}},"repaired":[]}`},
		{"wheat", []string{"lead"}, `{"query":"wheat","total":0,"full":0,"offset":0,"limit":9,"first":"","last":"","hits":[],` +
			`"facets":{"lead":{"total":0,"other":0,"missing":0,"values":[]}},"repaired":[]}`},
		{"wheat", nil, `{"query":"wheat","total":0,"full":0,"offset":0,"limit":9,"first":"","last":"","hits":[],"facets":{},"repaired":[]}`},
	} {
		got, err := json.Marshal(answer(t, idx, test.text, searcher.Options{Limit: 9, Facets: test.facets}))
		if err != nil || string(got) != test.want {
			t.Errorf("Search(%q) as JSON: %v\n got %s\nwant %s", test.text, err, got, test.want)
		}
	}
	if hit := answer(t, idx, "rye", searcher.Options{Limit: 1}).Hits[0]; !slices.Equal(hit.Spans, [][2]int{{0, 3}, {7, 10}}) || hit.Score <= 0 {
		t.Errorf("spans %v, score %g; want [[0 3] [7 10]] and more than 0", hit.Spans, hit.Score)
	}
}

func TestParseSort(t *testing.T) {
	for _, name := range []string{"", "relevance", "newest", "oldest"} {
		if s, err := searcher.ParseSort(name); err != nil || string(s) != name {
			t.Errorf("ParseSort(%q) = %q, %v", name, s, err)
		}
	}
	const want = `unknown sort "old"; the sorts are relevance, newest, oldest`
	if _, err := searcher.ParseSort("old"); err == nil || err.Error() != want {
		t.Errorf("ParseSort(old): %v; want %s", err, want)
	}
}
