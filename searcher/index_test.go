package searcher_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"minutes/schema"
	"minutes/searcher"
)

// Several goroutines that search at once get the same answers as one, even if nothing has
// read the dictionary before.
func TestIndexAskedAtOnce(t *testing.T) {
	docs := corpus()
	ask := func(idx *searcher.Index) (answers []string) {
		for _, text := range []string{"oven", "team:ovens", "bred", "bread*", `"rye bread"`, "date:last"} {
			q, err := searcher.Parse(text)
			if err != nil {
				t.Error(err)
			}
			r, err := idx.Search(context.Background(), q, searcher.Options{Limit: 1000, Facets: []string{schema.Team, schema.Lead, "month"}, Story: true})
			if err != nil {
				t.Error(err)
				continue
			}
			for _, hit := range r.Hits {
				answers = append(answers, hit.ID)
			}
		}
		return answers
	}
	want := ask(newIndex(t, docs))
	idx := newIndex(t, docs)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := ask(idx); !slices.Equal(got, want) {
				t.Errorf("%d hits; want %d", len(got), len(want))
			}
		})
	}
	wait.Wait()
	if len(want) == 0 {
		t.Error("nothing is found")
	}
}

func TestOpenNothing(t *testing.T) {
	if _, err := searcher.Open(filepath.Join(t.TempDir(), "index.bleve")); !errors.Is(err, searcher.ErrNotExist) {
		t.Errorf("Open gives %v; want ErrNotExist", err)
	}
}
