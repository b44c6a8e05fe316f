package searcher_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"minutes/internal/segment"
	"minutes/schema"
	"minutes/searcher"
)

// TestFilters compares filters, alone and with words, with a loop over all documents. The
// index has several segments, each of several blocks, and some documents are deleted.
func TestFilters(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	teams := []string{"Ovens", "OVENS", "Yeast", "", "Front"}
	var docs []schema.Document
	for i := range 7000 {
		d := schema.Document{
			Date: fmt.Sprintf("20%02d-%02d-11", 10+i/700, 1+i/50%12), Team: teams[random.IntN(len(teams))], Lead: []string{}, Kind: schema.Bullet,
			Text: []string{"rye", "rye bread", "bread"}[random.IntN(3)], Parents: []schema.Parent{}, Section: []string{}, Links: []string{},
			File: fmt.Sprintf("%d/note-%d.md", 10+i/700, i/50), Line: 1 + i%50,
		}
		if random.IntN(40) == 0 {
			d.Kind = schema.Row
		}
		if i > 2000 && i < 4500 && random.IntN(50) > 0 { // whole blocks without a match
			d.Team = "Front"
		}
		docs = append(docs, d)
	}
	sizes := []int{7000, 2600}
	if testing.Short() {
		sizes = sizes[1:]
	}
	for _, size := range sizes {
		for _, every := range []int{0, 3} { // which notes are deleted
			idx := newIndexOf(t, docs, size)
			left := docs
			if every > 0 {
				gone := func(file string) bool { return len(file)%every == 0 }
				idx.Delete(gone)
				left = slices.DeleteFunc(slices.Clone(docs), func(d schema.Document) bool { return gone(d.File) })
			}
			for _, text := range []string{
				"", "rye", "team:ovens", "team:ovens rye", "-team:front bread", `team:""`, "kind:row", "kind:row rye", "kind:row team:yeast bread",
				"date:2013..2015 team:ovens", "date:2013-02 rye", "file:12 bread", "file:note-7", "-file:note-7 team:yeast", "team:ovens OR team:yeast",
				"(team:ovens OR kind:row) rye", "(team:ovens OR rye) kind:row", "team:ovens NOT rye", "rye NOT bread team:front", "date:last", "team:yeast date:last-3",
				"team:nobody", "team:nobody rye",
			} {
				checkFilter(t, text, left, answer(t, idx, text, searcher.Options{Limit: len(docs)}), "")
				for _, sort := range []searcher.Sort{searcher.Newest, searcher.Oldest} {
					o := searcher.Options{Sort: sort, Limit: 1 + random.IntN(60), Offset: random.IntN(40), Facets: []string{schema.Team, "year", schema.Kind}}
					checkFilter(t, text, left, answer(t, idx, text, o), sort)
				}
			}
		}
	}
}

// checkFilter compares r, the answer to text sorted as sort says, with a loop over docs.
func checkFilter(t *testing.T, text string, docs []schema.Document, r *searcher.Result, sort searcher.Sort) {
	t.Helper()
	newest := map[string]bool{}
	for _, d := range docs {
		newest[d.Date] = true
	}
	dates := []string{}
	for day := range newest {
		dates = append(dates, day)
	}
	slices.Sort(dates)
	teams, years, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	var want []schema.Document
	for _, d := range docs {
		if !wants(text, d, dates) {
			continue
		}
		want = append(want, d)
		if d.Team != "" {
			teams[strings.ToLower(d.Team)]++
		}
		years[d.Date[:4]]++
		kinds[d.Kind]++
	}
	if r.Total != len(want) {
		t.Errorf("Search(%q) finds %d; want %d", text, r.Total, len(want))
	}
	if sort == "" {
		if !slices.Equal(ids(r.Hits), idsOf(want)) {
			t.Errorf("Search(%q) finds others than it should", text)
		}
		return
	}
	slices.SortStableFunc(want, func(a, b schema.Document) int {
		date := cmp.Compare(a.Date, b.Date)
		if sort == searcher.Newest {
			date = -date
		}
		return cmp.Or(date, strings.Compare(segment.Key(a), segment.Key(b)))
	})
	page := want[min(r.Offset, len(want)):]
	if page = page[:min(r.Limit, len(page))]; !slices.EqualFunc(r.Hits, page, func(h searcher.Hit, d schema.Document) bool { return h.ID == d.ID() }) {
		t.Errorf("Search(%q) by %s, %d from %d, is %v; want %v", text, sort, r.Limit, r.Offset, r.Hits, page)
	}
	for i, want := range []map[string]int{teams, years, kinds} {
		got := map[string]int{}
		for _, v := range r.Facets[i].Values {
			got[strings.ToLower(v.Value)] = v.Count
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("Search(%q) counts %v; want %v", text, got, want)
		}
	}
}

// wants reports whether d matches text, a query of TestFilters.
func wants(text string, d schema.Document, dates []string) bool {
	team := strings.ToLower(d.Team)
	has := func(word string) bool { return slices.Contains(strings.Fields(d.Text), word) }
	switch text {
	case "(team:ovens OR kind:row) rye":
		return (team == "ovens" || d.Kind == schema.Row) && has("rye")
	case "(team:ovens OR rye) kind:row":
		return (team == "ovens" || has("rye")) && d.Kind == schema.Row
	case "team:ovens OR team:yeast":
		return team == "ovens" || team == "yeast"
	}
	not := false
	for _, clause := range strings.Fields(text) {
		if clause == "NOT" {
			not = true
			continue
		}
		clause, minus := strings.CutPrefix(clause, "-")
		field, value, isField := strings.Cut(clause, ":")
		is := false
		switch {
		case !isField:
			is = has(clause)
		case field == "team":
			is = team == strings.Trim(value, `"`)
		case field == "kind":
			is = d.Kind == value
		case field == "file":
			is = strings.Contains("-"+strings.NewReplacer("/", "-", ".", "-").Replace(d.File)+"-", "-"+value+"-")
		case value == "last":
			is = d.Date == dates[len(dates)-1]
		case value == "last-3":
			is = d.Date >= dates[len(dates)-3]
		case strings.Contains(value, ".."):
			first, last, _ := strings.Cut(value, "..")
			is = first <= d.Date[:4] && d.Date[:4] <= last
		default:
			is = strings.HasPrefix(d.Date, value)
		}
		if is == (not || minus) {
			return false
		}
		not = false
	}
	return true
}
