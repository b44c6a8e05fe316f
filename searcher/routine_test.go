package searcher_test

import (
	"reflect"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// TestSkipRoutine compares answers without routine documents with complete answers, from
// which the test removes them.
func TestSkipRoutine(t *testing.T) {
	docs := corpus()
	held, saying := map[string]map[string]bool{}, map[[3]string]map[string]bool{} // dates
	key := func(d schema.Document) [3]string {
		return [3]string{analysis.Fold(d.Meeting), analysis.Fold(d.Team), analysis.Fold(d.Text)}
	}
	for i := range docs {
		d := &docs[i]
		switch {
		case d.Kind == schema.Heading:
		case i%7 == 3:
			d.Present = true
		case i%5 < 2:
			d.Meeting, d.Team, d.Text, d.Parents = "Oven Watch", "Ovens", "Oven hotline: 555", []schema.Parent{}
		}
	}
	for _, d := range docs {
		name := analysis.Fold(d.Meeting)
		if held[name] == nil {
			held[name] = map[string]bool{}
		}
		held[name][d.Date] = true
		if saying[key(d)] == nil {
			saying[key(d)] = map[string]bool{}
		}
		saying[key(d)][d.Date] = true
	}
	isRoutine := func(d schema.Document) bool {
		all := len(held[analysis.Fold(d.Meeting)])
		return d.Present || len(d.Parents) == 0 && d.Meeting != "" && all > 3 && 2*len(saying[key(d)]) > all
	}
	idx := newIndex(t, docs)
	skipped := 0
	for _, text := range []string{"", "oven", "new oven", "team:ovens", "date:2018.. NOT new", "kind:heading", "zzzz"} {
		for _, collapse := range []bool{false, true} {
			for _, sort := range []searcher.Sort{"", searcher.Newest, searcher.Oldest} {
				o := searcher.Options{Sort: sort, Limit: len(docs), Facets: []string{"team", "year"}}
				var want []searcher.Hit
				years := map[string]int{}
				all := answer(t, idx, text, o)
				for _, h := range all.Hits {
					if !isRoutine(h.Document) {
						want = append(want, h)
						years[h.Date[:4]]++
					}
				}
				o.SkipRoutine, o.Collapse = true, collapse
				got := answer(t, idx, text, o)
				skipped += got.Routine
				if got.Total != len(want) || got.Routine != all.Total-len(want) {
					t.Errorf("%q by %s: %d, and %d left out; want %d and %d", text, sort, got.Total, got.Routine, len(want), all.Total-len(want))
				}
				for _, facet := range got.Facets {
					if facet.Field != "year" {
						continue
					}
					for _, v := range facet.Values {
						if v.Count != years[v.Value] {
							t.Errorf("%q: %d of %s; want %d", text, v.Count, v.Value, years[v.Value])
						}
					}
				}
				if collapse {
					continue // other hits represent those that say the same
				}
				for offset := 0; offset < len(want); offset += 5 {
					o.Limit, o.Offset = 5, offset
					page := answer(t, idx, text, o)
					if !reflect.DeepEqual(page.Hits, want[offset:min(offset+5, len(want))]) {
						t.Fatalf("%q by %s from %d:\n%v\nwant\n%v", text, sort, offset, page.Hits, want[offset:])
					}
				}
			}
		}
	}
	if skipped == 0 {
		t.Error("nothing was routine")
	}
}

// TestSkipRepeats compares answers without repeats with complete answers, from which the
// test removes the documents that an earlier one has said.
func TestSkipRepeats(t *testing.T) {
	docs := corpus()
	idx := newIndex(t, docs)
	saying := func(d schema.Document) string {
		said := analysis.Fold(d.Team) + "\n" + analysis.Fold(d.Text)
		for _, p := range d.Parents {
			said += "\n" + analysis.Fold(p.Text)
		}
		return said
	}
	first := map[string]string{} // ID of the first that says so
	for _, h := range answer(t, idx, "", searcher.Options{Sort: searcher.Oldest, Limit: len(docs)}).Hits {
		if _, ok := first[saying(h.Document)]; !ok {
			first[saying(h.Document)] = h.ID
		}
	}
	skipped := 0
	for _, text := range []string{"", "new oven", "date:last-3", "team:bakers"} {
		o := searcher.Options{Limit: len(docs)}
		var want, got []string
		for _, h := range answer(t, idx, text, o).Hits {
			if first[saying(h.Document)] == h.ID {
				want = append(want, h.ID)
			}
		}
		o.SkipRepeats = true
		r := answer(t, idx, text, o)
		for _, h := range r.Hits {
			got = append(got, h.ID)
		}
		skipped += r.Routine
		if !reflect.DeepEqual(got, want) || r.Total != len(want) {
			t.Errorf("%q: %d of %d: %q, want %q", text, len(got), r.Total, got, want)
		}
	}
	if skipped == 0 {
		t.Error("no document is a repeat")
	}
}
