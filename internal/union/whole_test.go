package union_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutes/indexer"
	"minutes/internal/embedded"
	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/segment/segmenttest"
	"minutes/internal/store"
	"minutes/schema"
	"minutes/searcher"
)

// sample returns an index of the sample notes, and one that is made of three, which have the
// documents of every third note. They are the same documents, because what a note says may
// depend on the other notes when it is indexed.
func sample(t testing.TB) (whole, joined *searcher.Index) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index.bleve")
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: path, Notes: []string{"../../testdata/notes"}}); err != nil {
		t.Fatal(err)
	}
	from, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	var parts [3][]schema.Document
	n, file := 0, ""
	for d, err := range from.All() {
		if err != nil {
			t.Fatal(err)
		}
		if d.File != file {
			n, file = n+1, d.File
		}
		parts[n%3] = append(parts[n%3], d)
	}
	var engines []engine.Engine
	for _, part := range parts {
		engines = append(engines, newEngine(t, part))
	}
	if joined, err = searcher.Join(engines); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { joined.Close() })
	return open(t, path), joined
}

// newEngine returns the engine of an index of docs.
func newEngine(t testing.TB, docs []schema.Document) engine.Engine {
	t.Helper()
	dir := t.TempDir()
	idx := segmenttest.Index(t, dir, [][]schema.Document{docs}, naming.Joins{})
	census := idx.Census()
	made := store.Manifest{Generation: dir} // no other has this version
	return embedded.New(&store.Index{Index: idx, Names: census.Names(naming.Joins{}), Manifest: made})
}

// questions returns more than 150 questions of all kinds.
func questions() []string {
	words := []string{"lantern", "lanterns", "ferry", "night ferry", `"night ferry"`, "harbour light", "oil", "lamp*", "boiler OR lamp", "lamp NOT oil",
		"ferry lamp quay harbour", "lantrn", "ferrycli", "who leads the beacon", "what was decided about the lamp", "zzzz", "keys of the tide house", ""}
	clauses := []string{"", "team:beacon", "lead:ada", "kind:row", "is:action", "is:decision", "date:2023..", "date:last", "date:last-3", "date:2w", "file:pier",
		`team:""`, "person:ada", "meeting:pier", "NOT team:beacon", "topic:*ferr*"}
	var all []string
	for i, w := range words {
		for j, c := range clauses {
			if i%2 == j%2 || i == 0 || j == 0 {
				all = append(all, strings.TrimSpace(w+" "+c))
			}
		}
	}
	return append(all, "kind:heading", "date:2022 lamp", "since 2023 ferry", "last quarter lamp", "(lamp OR oil) (ferry OR team:beacon)", "section:agenda", "link:example.org",
		"lang:en ferry", "-lamp", "lamp in 2031")
}

// ids returns the ids of hits, in order.
func ids(hits []searcher.Hit) []string {
	all := []string{}
	for _, h := range hits {
		all = append(all, h.ID)
	}
	return all
}

// TestWhole compares answers of three indexes that are joined with those of one index of
// the same notes.
func TestWhole(t *testing.T) {
	whole, joined := sample(t)
	facets := append(slices.Clone(searcher.FacetFields), "team:year", "person:quarter", "lead:team")
	some := 0
	for _, text := range questions() {
		for _, sort := range []searcher.Sort{searcher.Relevance, searcher.Newest, searcher.Oldest} {
			o := searcher.Options{Sort: sort, Limit: 1000, Facets: facets, Top: 0, Story: true, Spelling: true}
			want, got := search(t, whole, text, o), search(t, joined, text, o)
			if len(want.Hits) > 0 {
				some++
			}
			compareHits(t, fmt.Sprintf("%q by %s", text, sort), got, want)
			want.Hits, got.Hits = nil, nil
			same(t, text, got, want)
			same(t, text, got.Story, want.Story)
			same(t, text, got.Spelling, want.Spelling)
		}
	}
	if some < 150 {
		t.Errorf("only %d questions have an answer", some)
	}
}

// compareHits compares hits. The share of a score is the same, but not always its class,
// because each index knows only its own repeats. Nor is the place of a routine document
// among those of its date.
func compareHits(t *testing.T, what string, got, want *searcher.Result) {
	t.Helper()
	if len(got.Hits) != len(want.Hits) {
		t.Fatalf("%s: %d hits; want %d", what, len(got.Hits), len(want.Hits))
	}
	byID := map[string]searcher.Hit{}
	for _, h := range want.Hits {
		byID[h.ID] = h
	}
	for i, h := range got.Hits {
		w, ok := byID[h.ID]
		delete(byID, h.ID)
		share := func(h searcher.Hit) string { return fmt.Sprintf("%.3f", h.Score-float64(int(h.Score))) }
		if !ok || share(h) != share(w) || h.Partial != w.Partial {
			t.Errorf("%s: hit %s has score %g; want %g (%t)", what, h.ID, h.Score, w.Score, ok)
		}
		if h.Score = w.Score; fmt.Sprintf("%+v", h) != fmt.Sprintf("%+v", w) {
			t.Fatalf("%s: %+v\nwant %+v", what, h, w)
		}
		if got.ByDate && h.Date != want.Hits[i].Date {
			t.Errorf("%s: hit %d is of %s; want %s", what, i, h.Date, want.Hits[i].Date)
		}
		if i > 0 && !got.ByDate && got.Hits[i].Score > got.Hits[i-1].Score {
			t.Errorf("%s: hit %d has a greater score than the one before", what, i)
		}
	}
	if len(byID) > 0 {
		t.Errorf("%s: %d hits are missing", what, len(byID))
	}
}

func search(t testing.TB, idx *searcher.Index, text string, o searcher.Options) *searcher.Result {
	t.Helper()
	r, err := idx.Search(context.Background(), query(t, text), o)
	if err != nil {
		t.Fatalf("Search(%q): %v", text, err)
	}
	return r
}

func query(t testing.TB, text string) searcher.Query {
	t.Helper()
	q, err := searcher.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// same compares got and want as JSON.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	g, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	w, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if string(g) != string(w) {
		t.Fatalf("%s:\n%s\nwant\n%s", what, g, w)
	}
}

// TestLists does what TestWhole does for the roster, people, outcomes and meetings.
func TestLists(t *testing.T) {
	whole, joined := sample(t)
	ctx := context.Background()
	lists := map[string]func(*searcher.Index, searcher.Query) (any, error){
		"leads":     func(x *searcher.Index, q searcher.Query) (any, error) { return x.Leads(ctx, q, false) },
		"people":    func(x *searcher.Index, q searcher.Query) (any, error) { return x.People(ctx, q, false) },
		"actions":   func(x *searcher.Index, q searcher.Query) (any, error) { return x.Actions(ctx, q, false) },
		"decisions": func(x *searcher.Index, q searcher.Query) (any, error) { return x.Decisions(ctx, q, false) },
		"meetings":  func(x *searcher.Index, q searcher.Query) (any, error) { return x.Meetings(ctx, q, false) },
		"intent":    func(x *searcher.Index, q searcher.Query) (any, error) { return x.Intent(ctx, q) },
		"words":     func(x *searcher.Index, q searcher.Query) (any, error) { return x.Words(ctx, q.Text, 100) },
	}
	for _, text := range questions() {
		for name, list := range lists {
			want, err := list(whole, query(t, text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := list(joined, query(t, text))
			if err != nil {
				t.Fatal(err)
			}
			same(t, name+" of "+text, got, want)
		}
	}
}

// TestPages compares pages of hits with all hits.
func TestPages(t *testing.T) {
	_, joined := sample(t)
	for _, text := range []string{"", "ferry", "lamp ferry quay", "zzzz"} {
		for _, collapse := range []bool{false, true} {
			all := search(t, joined, text, searcher.Options{Limit: 1000, Collapse: collapse})
			for _, size := range []int{1, 7, 50} {
				var got []string
				for offset := 0; offset <= len(all.Hits); offset += size {
					r := search(t, joined, text, searcher.Options{Limit: size, Offset: offset, Collapse: collapse})
					got = append(got, ids(r.Hits)...)
				}
				if want := ids(all.Hits); !slices.Equal(got, want) {
					t.Errorf("%q in pages of %d: %q; want %q", text, size, got, want)
				}
			}
			if none := search(t, joined, text, searcher.Options{Offset: 3, Collapse: collapse}); len(none.Hits) > 0 || none.Total != all.Total {
				t.Errorf("%q without hits: %d of %d; want none of %d", text, len(none.Hits), none.Total, all.Total)
			}
		}
	}
}
