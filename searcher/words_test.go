package searcher_test

import (
	"context"
	"strings"
	"testing"

	"minutes/internal/analysis"
)

// Words returns the same counts as a loop over all documents.
func TestWords(t *testing.T) {
	docs := corpus()
	idx := newIndex(t, docs)
	for _, prefix := range []string{"b", "br", "Ov", "oven", "zz", "", "rye bread", "!"} {
		want := map[string]int{}
		for _, d := range docs {
			has := map[string]bool{}
			for _, term := range analysis.Terms(d.Text) {
				if terms := analysis.Terms(prefix); len(terms) == 1 && strings.HasPrefix(term, terms[0]) && !has[term] {
					has[term] = true
					want[term]++
				}
			}
		}
		got, err := idx.Words(context.Background(), prefix, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range got {
			if w.Count != want[w.Value] || i > 0 && w.Count > got[i-1].Count {
				t.Errorf("Words(%q): %s in %d documents after %v; want %d", prefix, w.Value, w.Count, got[:i], want[w.Value])
			}
		}
		if len(got) != len(want) {
			t.Errorf("Words(%q) = %v; want %v", prefix, got, want)
		}
		if some, _ := idx.Words(context.Background(), prefix, 1); len(some) != min(1, len(want)) {
			t.Errorf("Words(%q, 1) has %d", prefix, len(some))
		}
	}
}
