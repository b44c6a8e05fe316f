package opensearch

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"minutes/searcher"
)

func TestEngines(t *testing.T) {
	t.Parallel()
	e := sampleNotes(t)
	for name, test := range map[string]func(*testing.T, engines){
		"answers": testAnswersOfBothEngines, "lists": testListsOfBothEngines, "pages": testManyPages,
		"dictionary": testDictionary, "letters": testPartsOfLetters, "plans": testRandomPlans,
	} {
		t.Run(name, func(t *testing.T) { test(t, e) })
	}
}

// Answers of both engines to random queries of every kind are the same.
func testAnswersOfBothEngines(t *testing.T, e engines) {
	folder, cluster := searcher.New(e.folder), searcher.New(e.cluster)
	random := rand.New(rand.NewPCG(3, 22))
	write := newWriter(random, e.docs)
	sorts := []searcher.Sort{searcher.Relevance, searcher.Newest, searcher.Oldest}
	kinds, found, partial, worst := map[string]int{}, 0, 0, 0.0
	for i := range 800 {
		kind, text := write.query(i)
		q, err := searcher.Parse(text)
		if err != nil {
			continue // such as a prefix that is too short
		}
		o := searcher.Options{
			Limit: 100000, Sort: sorts[random.IntN(3)], Facets: searcher.FacetFields, Story: random.IntN(4) > 0, Spelling: true,
			Explain: true, Exact: random.IntN(8) == 0, AllWords: random.IntN(8) == 0, Collapse: random.IntN(4) == 0, SkipRoutine: random.IntN(4) == 0,
		}
		o.SkipRepeats = o.SkipRoutine && random.IntN(2) == 0
		switch random.IntN(4) {
		case 0: // dates may be counted by month
			o.Facets = []string{"team", "person", "year", "quarter", "month"}
		case 1:
			o.Facets = []string{"team:year", "date", "person:quarter", "lead:person", "month:year"}
		}
		if random.IntN(3) == 0 {
			o.Limit, o.Offset = 1+random.IntN(30), random.IntN(20)
		}
		what := fmt.Sprintf("%s %q (%s, from %d to %d, exact %t, all words %t, collapse %t, skip routine %t)",
			kind, text, o.Sort, o.Offset, o.Limit, o.Exact, o.AllWords, o.Collapse, o.SkipRoutine)
		want, err1 := folder.Search(t.Context(), q, o)
		got, err2 := cluster.Search(t.Context(), q, o)
		if err1 != nil || err2 != nil {
			if fmt.Sprint(err1) != fmt.Sprint(err2) {
				t.Errorf("%s: error %v, want %v", what, err2, err1)
			}
			continue
		}
		worst = max(worst, compare(t, what, o, got, want))
		kinds[kind]++
		if want.Total > 0 {
			found++
		}
		if want.Full < want.Total {
			partial++
		}
	}
	t.Logf("%d of %v found something, %d partial matches; scores differ by %.6f at most", found, kinds, partial, worst)
}

// compare reports differences between two answers, and returns the greatest difference of
// scores. Hits that are sorted by relevance can be in another order where their scores differ
// by less than a rounding.
func compare(t *testing.T, what string, o searcher.Options, got, want *searcher.Result) float64 {
	t.Helper()
	scores, explanations := map[string]float64{}, map[string][]string{}
	for _, hit := range want.Hits {
		scores[hit.ID], explanations[hit.ID] = hit.Score, hit.Explanation
	}
	worst := 0.0
	for _, hit := range got.Hits {
		score, ok := scores[hit.ID]
		if !ok {
			continue
		}
		if worst = max(worst, math.Abs(hit.Score-score)); math.Abs(hit.Score-score) > 0.02 {
			t.Errorf("%s: the score of %s is %v, want %v", what, hit.ID, hit.Score, score)
			break
		}
		if explained := explanations[hit.ID]; !slices.Equal(explained[min(1, len(explained)):], hit.Explanation[min(1, len(hit.Explanation)):]) {
			t.Errorf("%s: %s is explained by\n%q, want\n%q", what, hit.ID, hit.Explanation, explained)
			break
		}
	}
	ids := func(r *searcher.Result) (ids []string) {
		for _, hit := range r.Hits {
			ids = append(ids, fmt.Sprintf("%s %t %v", hit.ID, hit.Partial, hit.Repeats))
			if hit.Repeats != nil {
				ids[len(ids)-1] = fmt.Sprintf("%s %t %v", hit.ID, hit.Partial, *hit.Repeats)
			}
		}
		return ids
	}
	g, w := ids(got), ids(want)
	if !want.ByDate {
		if o.Limit < want.Total || o.Collapse {
			g, w = g[:0], w[:0] // see worst
		}
		slices.Sort(g)
		slices.Sort(w)
	}
	if !slices.Equal(g, w) {
		at := 0
		for at < len(g) && at < len(w) && g[at] == w[at] {
			at++
		}
		t.Errorf("%s: %d hits, want %d; they differ from hit %d on:\n got %.200q\nwant %.200q", what, len(g), len(w), at, g[at:], w[at:])
	}
	for _, field := range []string{
		"Total", "Full", "First", "Last", "Facets", "Story", "Entries", "Routine", "Repaired", "Hints", "Spelling", "Unknown",
		"StandIns", "Elsewhere", "ByDate", "NearFields", "Contradictions",
	} {
		g, w := reflect.ValueOf(*got).FieldByName(field).Interface(), reflect.ValueOf(*want).FieldByName(field).Interface()
		if !reflect.DeepEqual(g, w) {
			t.Errorf("%s: %s = %+.300v, want %+.300v", what, field, g, w)
		}
	}
	if len(got.Hits) != len(want.Hits) {
		t.Errorf("%s: %d hits, want %d", what, len(got.Hits), len(want.Hits))
	}
	return worst
}

// Lists that both engines make of the same queries are the same.
func testListsOfBothEngines(t *testing.T, e engines) {
	folder, cluster := searcher.New(e.folder), searcher.New(e.cluster)
	write := newWriter(rand.New(rand.NewPCG(4, 22)), e.docs)
	texts := []string{"", "beacon", "team:beacon", "date:2023", "lantern"}
	for i := range 60 {
		_, text := write.query(i)
		texts = append(texts, text)
	}
	for _, text := range texts {
		q, err := searcher.Parse(text)
		if err != nil {
			continue // such as a prefix that is too short
		}
		for name, list := range map[string]func(*searcher.Index) (any, error){
			"leads":     func(x *searcher.Index) (any, error) { return x.Leads(t.Context(), q, false) },
			"people":    func(x *searcher.Index) (any, error) { return x.People(t.Context(), q, false) },
			"actions":   func(x *searcher.Index) (any, error) { return x.Actions(t.Context(), q, false) },
			"decisions": func(x *searcher.Index) (any, error) { return x.Decisions(t.Context(), q, false) },
			"meetings":  func(x *searcher.Index) (any, error) { return x.Meetings(t.Context(), q, false) },
			"intent":    func(x *searcher.Index) (any, error) { return x.Intent(t.Context(), q) },
			"words":     func(x *searcher.Index) (any, error) { return x.Words(t.Context(), text[:min(2, len(text))], 10) },
		} {
			want, err1 := list(folder)
			got, err2 := list(cluster)
			g, _ := json.Marshal(got)
			w, _ := json.Marshal(want)
			if fmt.Sprint(err1) != fmt.Sprint(err2) || string(g) != string(w) {
				t.Errorf("%s of %q: %v %.300s\nwant %v %.300s", name, text, err2, g, err1, w)
			}
		}
	}
	for _, file := range []string{e.docs[0].File, e.docs[len(e.docs)-1].File, "none.md"} {
		want, err1 := folder.Note(file)
		got, err2 := cluster.Note(file)
		if fmt.Sprint(err1) != fmt.Sprint(err2) || !reflect.DeepEqual(got, want) {
			t.Errorf("note %s: %v %d documents, want %v %d", file, err2, len(got), err1, len(want))
		}
	}
}
