package searcher_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"minutes/schema"
	"minutes/searcher"
)

// TestMonths compares dates, sorts and facets of documents that have a day, a month
// or no date with a loop over all of them.
func TestMonths(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 4))
	var docs []schema.Document
	for i := range 900 {
		day := time.Date(2018, time.Month(1+random.IntN(30)), 1+random.IntN(28), 0, 0, 0, 0, time.UTC)
		date := day.Format([]string{time.DateOnly, "2006-01"}[random.IntN(2)])
		if random.IntN(8) == 0 {
			date = ""
		}
		docs = append(docs, schema.Document{
			Date: date, Meeting: "Bakers", Lead: []string{}, Kind: schema.Bullet, Text: []string{"rye", "rye bread"}[random.IntN(2)],
			Parents: []schema.Parent{}, Section: []string{}, Links: []string{}, File: fmt.Sprintf("note-%d.md", i/50), Line: 1 + i%50,
		})
	}
	idx := newIndexOf(t, docs, 900)
	newest := ""
	dates := map[string]bool{}
	for _, d := range docs {
		newest = max(newest, d.Date)
		dates[d.Date] = true
	}
	within := func(first, last string) func(string) bool { // days, both in it
		return func(date string) bool {
			from, to := date, date
			if len(date) == len("2018-06") {
				month, _ := time.Parse("2006-01", date)
				from, to = month.Format(time.DateOnly), month.AddDate(0, 1, -1).Format(time.DateOnly)
			}
			return date != "" && first <= from && to <= last
		}
	}
	is := func(wanted string) func(string) bool { return func(date string) bool { return date == wanted } }
	for text, wants := range map[string]func(string) bool{
		"date:2018":                      within("2018-01-01", "2018-12-31"),
		"date:2019Q2":                    within("2019-04-01", "2019-06-30"),
		"date:2019-02":                   within("2019-02-01", "2019-02-28"),
		"date:2019-02-00":                is("2019-02"),
		"date:2019-02-14":                is("2019-02-14"),
		"date:2018-03-02..2018-05":       within("2018-03-02", "2018-05-31"),
		"date:2018-03..2018-05-30":       within("2018-03-01", "2018-05-30"),
		"date:..2018-05":                 within("", "2018-05-31"),
		"date:2019-06..":                 within("2019-06-01", "9999-12-31"),
		"date:last":                      is(newest),
		`date:""`:                        is(""),
		`-date:""`:                       within("", "9999-12-31"),
		"-date:2018":                     func(date string) bool { return !strings.HasPrefix(date, "2018") },
		"":                               func(string) bool { return true },
		"bread date:2018Q1..2019Q1":      within("2018-01-01", "2019-03-31"),
		"bread":                          func(string) bool { return true },
		`date:"" OR date:2019-02-00`:     func(date string) bool { return date == "" || date == "2019-02" },
		"bread (date:last OR date:\"\")": func(date string) bool { return date == "" || date == newest },
	} {
		var want []schema.Document
		undated, first, last := 0, "", ""
		counts := map[string]map[string]int{"year": {}, "quarter": {}, "month": {}, "date": {}}
		for _, d := range docs {
			if !wants(d.Date) || strings.Contains(text, "bread") && !strings.Contains(d.Text, "bread") {
				continue
			}
			want = append(want, d)
			if d.Date == "" {
				undated++
				continue
			}
			if first == "" || d.Date < first {
				first = d.Date
			}
			last = max(last, d.Date)
			month, _ := time.Parse("2006-01", d.Date[:7])
			counts["year"][d.Date[:4]]++
			counts["quarter"][fmt.Sprintf("%dQ%d", month.Year(), (month.Month()+2)/3)]++
			counts["month"][d.Date[:7]]++
			counts["date"][d.Date]++
		}
		r := answer(t, idx, text, searcher.Options{Facets: []string{"year", "quarter", "month", "date"}, Story: true})
		if r.Total != len(want) || r.First != first || r.Last != last || r.Story.Undated != undated {
			t.Errorf("Search(%q) finds %d from %q to %q, %d undated; want %d, %q, %q, %d", text, r.Total, r.First, r.Last, r.Story.Undated, len(want), first, last, undated)
		}
		for _, f := range r.Facets {
			if f.Missing != undated || len(f.Values) != len(counts[f.Field]) {
				t.Errorf("Search(%q): facet %s has %d values, %d missing; want %d, %d", text, f.Field, len(f.Values), f.Missing, len(counts[f.Field]), undated)
			}
			for _, v := range f.Values {
				if v.Count != counts[f.Field][v.Value] {
					t.Errorf("Search(%q): %s has %d; want %d", text, v.Value, v.Count, counts[f.Field][v.Value])
				}
				if text == "" { // a label finds what it counts
					if found := answer(t, idx, v.Query, searcher.Options{}); found.Total != v.Count {
						t.Errorf("Search(%q) finds %d; the facet %s says %d", v.Query, found.Total, f.Field, v.Count)
					}
				}
			}
		}
		for _, sort := range []searcher.Sort{searcher.Newest, searcher.Oldest} {
			for _, limit := range []int{len(docs), 7} {
				r := answer(t, idx, text, searcher.Options{Sort: sort, Limit: limit})
				ordered := slices.IsSortedFunc(r.Hits, func(a, b searcher.Hit) int {
					switch {
					case a.Date == b.Date:
						return 0
					case a.Date == "", b.Date != "" && (a.Date < b.Date) != (sort == searcher.Oldest):
						return 1
					}
					return -1
				})
				if !ordered || len(r.Hits) != min(limit, len(want)) {
					t.Errorf("Search(%q) by %s: %d hits, in order %t; want %d", text, sort, len(r.Hits), ordered, min(limit, len(want)))
				}
				if best := r.Hits; len(best) > 0 && best[0].Date == "" && undated < len(want) {
					t.Errorf("Search(%q) by %s begins with a document without a date", text, sort)
				}
			}
		}
	}
	// The newest dates, one after the other.
	var sorted []string
	for date := range dates {
		if date != "" {
			sorted = append(sorted, date)
		}
	}
	slices.Sort(sorted)
	for n := range 12 {
		count := 0
		for _, d := range docs {
			if d.Date >= sorted[len(sorted)-1-n] {
				count++
			}
		}
		if r := answer(t, idx, fmt.Sprintf("date:last-%d", n+1), searcher.Options{}); r.Total != count {
			t.Errorf("date:last-%d finds %d; want %d", n+1, r.Total, count)
		}
	}
}
