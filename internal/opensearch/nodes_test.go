package opensearch

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"minutes/indexer"
	"minutes/internal/embedded"
	"minutes/internal/opensearch/opensearchtest"
	"minutes/searcher"
)

// TestNodeKilled kills one of three nodes while eight readers ask 2,000 questions, and another
// while an index is published. Each answer must be right, and come within 30 s. The run completes,
// or leaves the generation before.
func TestNodeKilled(t *testing.T) {
	t.Parallel()
	nodes := opensearchtest.Start(t, 3)
	text := strings.Join(nodes.Addresses, ",") + "/killed"
	path := filepath.Join(t.TempDir(), "index")
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: path, Notes: []string{"../../testdata/notes"}}); err != nil {
		t.Fatal(err)
	}
	folder := openIndex(t, path)
	mustPublishAs(t, text, folder, Layout{Shards: 2, Replicas: 1}, false)
	mustBeGreen(t, text)

	questions := []string{"lantern", "team:beacon", "ferry cli", "what did we decide", "date:2023 lamp", "is:action", "buoy OR pier", "kind:heading", ""}
	asked := searcher.Options{Limit: 20, Facets: []string{"team", "year", "person"}, Story: true, Sort: searcher.Newest}
	want := map[string]string{}
	embedded := searcher.New(embedded.New(folder))
	for _, question := range questions {
		want[question] = mustAnswer(t, embedded, question, asked)
	}
	e, err := Open(t.Context(), text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	cluster := searcher.New(e)
	var readers sync.WaitGroup
	var done atomic.Int32
	var longest atomic.Int64
	killed := sync.OnceFunc(func() { nodes.Kill(t, 1) })
	for reader := range 8 {
		readers.Go(func() {
			for i := range 250 {
				if done.Add(1) == 600 {
					killed()
				}
				question := questions[(reader+i)%len(questions)]
				start := time.Now()
				got, err := answerOf(cluster, question, asked)
				longest.Store(max(longest.Load(), int64(time.Since(start))))
				if err != nil || got != want[question] {
					t.Errorf("%q: %v, %s; want %s", question, err, got, want[question])
					return
				}
			}
		})
	}
	readers.Wait()
	t.Logf("2,000 questions; the longest took %v", time.Duration(longest.Load()))
	if longest := time.Duration(longest.Load()); longest > 30*time.Second {
		t.Errorf("a question took %v", longest)
	}
	nodes.Restart(t, 1)
	mustBeGreen(t, text)

	published := make(chan error)
	go func() {
		_, err := publishTo(context.Background(), text, folder, true)
		published <- err
	}()
	nodes.Kill(t, 2)
	err = <-published
	t.Logf("a node was killed while an index was published: %v", err)
	mustHold(t, text, folder) // two nodes have a copy of each shard
	mustPublish(t, text, folder, true)
	mustHold(t, text, folder)
}

// mustBeGreen waits until each shard of the index has all its copies.
func mustBeGreen(t *testing.T, text string) {
	t.Helper()
	c := mustDial(t, text)
	if err := c.call(t.Context(), "GET", "/_cluster/health?wait_for_status=green&timeout=60s", nil, nil); err != nil {
		t.Fatal(err)
	}
}

func mustAnswer(t *testing.T, x *searcher.Index, question string, o searcher.Options) string {
	t.Helper()
	text, err := answerOf(x, question, o)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// answerOf returns the answer of x to question as text, without scores.
func answerOf(x *searcher.Index, question string, o searcher.Options) (string, error) {
	q, err := searcher.Parse(question)
	if err != nil {
		return "", err
	}
	r, err := x.Search(context.Background(), q, o)
	if err != nil {
		return "", err
	}
	ids := []string{}
	for _, hit := range r.Hits {
		ids = append(ids, hit.ID)
	}
	slices.Sort(ids)
	return fmt.Sprint(r.Total, r.Full, r.First, r.Last, r.Facets, r.Story, ids), nil
}
