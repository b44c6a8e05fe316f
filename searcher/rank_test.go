package searcher_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"minutes/schema"
	"minutes/searcher"
)

func TestRanking(t *testing.T) {
	docs := bullets(
		"rotation of the watches on the pier",                         // 1
		"rotating the lamps of the pier",                              // 2
		"the lamps: they are rotating again",                          // 3
		"the night ferry to the islands of the west goes once a week", // 4
		"ferry at night, to the islands",                              // 5
		"new oven",                                                    // 6
		"new oven",                                                    // 7, repeats 6
		"an oven for all who bake by night and have long asked for one with more room for bread", // 8
		"grain",                // 9
		"more grain",           // 10
		"most grain",           // 11, as long as 10, and newer
		"the harbour",          // 12
		"nets to mend",         // 13
		"nets to mend for Ada", // 14
	)
	docs[12].Kind = schema.Row
	docs[9].Team = "Millers"
	named := schema.Document{Date: "2018-06-26", Kind: schema.Bullet, Team: "Harbour", Text: "…", File: "b.md", Line: 99}
	idx := newIndex(t, append(docs, named))
	for _, test := range []struct {
		query string
		want  []int
		why   string
	}{
		{"rotating", []int{3, 2, 1}, "the literal word above inflections"},
		{"rotation", []int{1, 3, 2}, "likewise"},
		{"rotating lamps", []int{3, 2}, "full ones alone; either has both words"},
		{"night ferry", []int{4, 5}, "side by side above scattered"},
		{"oven", []int{6, 8, 7}, "a repeat below all fresh text"},
		{"nets", []int{14, 13}, "a bullet above a row of a table that is as good"},
		{"grain", []int{9, 11, 10}, "short above long, then newest"},
		{"harbour", []int{12, 99}, "text above the team's name"},
	} {
		var got []int
		for _, hit := range answer(t, idx, test.query, searcher.Options{Limit: 99}).Hits {
			got = append(got, hit.Line)
		}
		if test.query == "rotating lamps" {
			slices.Sort(got)
			slices.Sort(test.want)
			got = got[:min(2, len(got))]
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("Search(%q) = %v; want %v: %s", test.query, got, test.want, test.why)
		}
	}
}

// TestScoresTell checks that the whole part of a score is the class.
func TestScoresTell(t *testing.T) {
	docs := bullets("new oven", "new oven", "oven", "oven")
	idx := newIndex(t, docs)
	for _, hit := range answer(t, idx, "new oven", searcher.Options{Limit: 9, Explain: true}).Hits {
		want := map[int]int{1: 3, 2: 2, 3: 1, 4: 0}[hit.Line]
		if int(hit.Score) != want || hit.Partial != (want < 2) {
			t.Errorf("line %d has the score %g, partial %t; want class %d", hit.Line, hit.Score, hit.Partial, want)
		}
		explained := strings.Join(hit.Explanation, "\n")
		for _, part := range []string{"of a possible", "new: ", "oven: "} {
			if !strings.Contains(explained, part) {
				t.Errorf("explanation of line %d lacks %q: %s", hit.Line, part, explained)
			}
		}
	}
	for _, hit := range answer(t, idx, "oven date:2018", searcher.Options{Limit: 9}).Hits {
		if hit.Explanation != nil {
			t.Errorf("line %d is explained unasked: %q", hit.Line, hit.Explanation)
		}
	}
}

// TestExplanation checks that a part names only the terms that are in the document.
func TestExplanation(t *testing.T) {
	idx := newIndex(t, bullets("new oven, and the news of ovens: newest oven was sold"))
	for _, test := range []struct{ query, want string }{
		{`"new oven"`, `for text "new oven"`},
		{"oven", `for text "oven ovens"`},
		{"news-of-oven date:2018", `for text "news of ovens"`},
	} {
		explained := strings.Join(answer(t, idx, test.query, searcher.Options{Limit: 1, Explain: true}).Hits[0].Explanation, "\n")
		if !strings.Contains(explained, test.want) {
			t.Errorf("Search(%q) is explained by %s; want %s", test.query, explained, test.want)
		}
	}
}

// TestRebuilt checks that an index of the same documents in another order gives the
// same answers.
func TestRebuilt(t *testing.T) {
	docs := corpus()
	turned := slices.Clone(docs)
	slices.Reverse(turned)
	one, other := newIndex(t, docs), newIndex(t, turned)
	for _, query := range []string{"", "oven", "new oven", "bake* OR grain", "rye cold boat", `"the new" ovens`, "ovne", "NOT oven", "team:ovens bread"} {
		a, b := answer(t, one, query, searcher.Options{Limit: 99}), answer(t, other, query, searcher.Options{Limit: 99})
		same := slices.EqualFunc(a.Hits, b.Hits, func(a, b searcher.Hit) bool { return a.ID == b.ID && a.Score == b.Score })
		if !same || a.Total != b.Total {
			t.Errorf("Search(%q) differs between two indexes of the same documents", query)
		}
	}
}

// TestSearchGivesUp checks that a search stops when its time is up, even if it does not find
// matches.
func TestSearchGivesUp(t *testing.T) {
	idx := newIndex(t, corpus())
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	for _, query := range []string{"oven", "bake* OR grain", `"oven is"`, "ovne", "team:ovens", "date:last"} {
		if _, err := idx.Search(ctx, parse(t, query), searcher.Options{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Search(%q) = %v; want %v", query, err, context.DeadlineExceeded)
		}
	}
}
