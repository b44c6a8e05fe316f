package opensearch

import (
	"os"
	"strconv"
	"testing"

	"minutes/indexer"
	"minutes/internal/embedded"
	"minutes/internal/engine"
	"minutes/internal/opensearch/opensearchtest"
	"minutes/schema"
)

// engines are the two engines of one index: the one in a folder and the one in a cluster.
type engines struct {
	folder  *embedded.Index
	cluster *Index
	docs    []schema.Document
}

// sampleNotes returns the engines of the sample notes, or of those that $MINUTES_TEST_NOTES
// names. $MINUTES_TEST_SHARDS is the number of shards.
func sampleNotes(t testing.TB) engines {
	address := opensearchtest.Index(t)
	dir, notes := t.TempDir(), os.Getenv("MINUTES_TEST_NOTES")
	if notes == "" {
		notes = dir + "/notes"
		writeNotes(t, notes)
	}
	_, err := indexer.Build(t.Context(), indexer.Options{
		Index: dir + "/index", Notes: []string{notes}, Languages: []string{"en", "de", "fr", "zh"}, Undated: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	layout := Layout{Shards: 1}
	if n, err := strconv.Atoi(os.Getenv("MINUTES_TEST_SHARDS")); err == nil {
		layout.Shards = n
	}
	x := openIndex(t, dir+"/index")
	mustPublishAs(t, address, x, layout, false)
	cluster, err := Open(t.Context(), address, Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := engines{folder: embedded.New(x), cluster: cluster.(*Index)}
	for d, err := range x.All() {
		if err != nil {
			t.Fatal(err)
		}
		e.docs = append(e.docs, d)
	}
	return e
}

var _ engine.Engine = (*Index)(nil)
