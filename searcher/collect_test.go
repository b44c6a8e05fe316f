package searcher_test

import (
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// TestCollapse compares collapsed hits with all hits, in every order and on every page.
func TestCollapse(t *testing.T) {
	docs := corpus()
	random := rand.New(rand.NewSource(7))
	for i := range docs {
		if of := random.Intn(12); of < 8 && docs[i].Kind != schema.Heading {
			docs[i].Text, docs[i].Team, docs[i].Parents = docs[of].Text, docs[of].Team, docs[of].Parents
		}
	}
	same := map[string]string{}
	for _, d := range docs {
		if d.Kind == schema.Heading {
			continue
		}
		said := analysis.Fold(d.Team) + "|" + analysis.Fold(d.Text)
		for _, p := range d.Parents {
			said += "|" + analysis.Fold(p.Text)
		}
		same[d.ID()] = said
	}
	idx := newIndex(t, docs)
	for _, text := range []string{"", "oven", "new oven", "grain flour bake", "date:2018.. NOT oven", "kind:heading", "zzzz"} {
		for _, sort := range []searcher.Sort{"", searcher.Newest, searcher.Oldest} {
			all := answer(t, idx, text, searcher.Options{Sort: sort, Limit: len(docs)})
			want := collapse(all.Hits, same)
			whole := answer(t, idx, text, searcher.Options{Sort: sort, Limit: len(docs), Collapse: true})
			if whole.Total != all.Total || whole.Entries != len(want) || all.Entries != all.Total {
				t.Errorf("%q: %d documents as %d; want %d as %d", text, whole.Total, whole.Entries, all.Total, len(want))
			}
			for size := 1; size <= len(want)+1; size += 3 {
				var got []searcher.Hit
				for offset := 0; offset < len(want)+1; offset += size {
					r := answer(t, idx, text, searcher.Options{Sort: sort, Limit: size, Offset: offset, Collapse: true})
					if len(r.Hits) != r.Shown() {
						t.Errorf("%q, %d from %d: %d hits; Shown says %d", text, size, offset, len(r.Hits), r.Shown())
					}
					got = append(got, r.Hits...)
				}
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("%q by %s in pages of %d:\n%v\nwant\n%v", text, sort, size, got, want)
				}
			}
		}
	}
}

// collapse returns the first of the hits that say the same, and how many there are.
func collapse(hits []searcher.Hit, same map[string]string) []searcher.Hit {
	var kept []searcher.Hit
	at := map[string]int{}
	for _, h := range hits {
		key := same[h.ID]
		i, ok := at[key]
		if key == "" || !ok {
			at[key] = len(kept)
			kept = append(kept, h)
			continue
		}
		r := kept[i].Repeats
		if r == nil {
			r = &searcher.Repeats{Count: 1, First: kept[i].Date, Last: kept[i].Date}
			kept[i].Repeats = r
		}
		r.Count++
		r.First, r.Last = min(r.First, h.Date), max(r.Last, h.Date)
	}
	return kept
}

// TestStory compares a Story with counts made in another way.
func TestStory(t *testing.T) {
	docs := corpus()
	idx := newIndex(t, docs)
	for _, text := range []string{"", "oven", "new oven", "date:2018", "team:ovens", "zzzz"} {
		r := answer(t, idx, text, searcher.Options{Limit: len(docs), Story: true})
		meetings := map[[2]string]bool{}
		days, teams, named := map[string]int{}, map[string]int{}, 0
		for _, h := range r.Hits {
			meetings[[2]string{h.Date, analysis.Fold(h.Meeting)}] = true
			days[h.Date]++
			if h.Team != "" {
				teams[analysis.Fold(h.Team)]++
				named++
			}
		}
		if r.Story.Meetings != len(meetings) || len(r.Story.Days) != len(days) || len(r.Story.Teams) != len(teams) {
			t.Errorf("%q: story of %d meetings, %d days, %d teams; want %d, %d, %d", text,
				r.Story.Meetings, len(r.Story.Days), len(r.Story.Teams), len(meetings), len(days), len(teams))
		}
		for _, day := range r.Story.Days {
			if day.Count != days[day.Value] {
				t.Errorf("%q: %d on %s; want %d", text, day.Count, day.Value, days[day.Value])
			}
		}
		for _, team := range r.Story.Teams {
			named -= team.Count
		}
		if named != 0 {
			t.Errorf("%q: the teams of the story are off by %d documents", text, named)
		}
	}
}

// TestSiblings compares siblings with the documents around a hit in its note.
func TestSiblings(t *testing.T) {
	docs := corpus()
	for i := range docs {
		docs[i].File, docs[i].Date = "a.md", "2020-01-01"
	}
	idx := newIndex(t, docs)
	r := answer(t, idx, "", searcher.Options{Limit: len(docs), Siblings: true})
	if len(r.Hits) < 50 {
		t.Fatalf("%d hits", len(r.Hits))
	}
	for _, h := range r.Hits {
		var want []int
		at := slices.IndexFunc(docs, func(d schema.Document) bool { return d.Line == h.Line })
		belongs := func(i int) bool {
			return i >= 0 && i < len(docs) && (docs[i].Kind == schema.Heading || slices.Equal(docs[i].Section, h.Section))
		}
		from, to := at, at
		for belongs(from - 1) {
			from--
		}
		for belongs(to + 1) {
			to++
		}
		for _, d := range docs[from : to+1] {
			if d.Kind != schema.Heading {
				want = append(want, d.Line)
			}
		}
		var got []int
		for _, d := range h.Siblings {
			got = append(got, d.Line)
		}
		if !slices.Equal(got, want) {
			t.Errorf("siblings of %s: lines %d; want %d", h.ID, got, want)
		}
	}
}
