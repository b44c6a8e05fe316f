// Package segmenttest makes small indexes for tests of other packages.
package segmenttest

import (
	"os"
	"path/filepath"
	"testing"

	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/schema"
)

// Index returns an index in the empty folder dir, with a segment for each list of documents,
// which must be as segment.Write says. It is closed at the end of the test.
func Index(t testing.TB, dir string, segments [][]schema.Document, joins naming.Joins) *segment.Index {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, segment.Folder), 0o777); err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for n, docs := range segments {
		sizes = append(sizes, len(docs))
		if err := segment.Write(dir, n+1, docs, joins); err != nil {
			t.Fatal(err)
		}
	}
	if err := segment.WriteDeleted(dir, make([]*segment.Segment, len(sizes))); err != nil {
		t.Fatal(err)
	}
	idx, err := segment.Open(dir, sizes)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { idx.Close() })
	if err := idx.WriteBitmaps(dir); err != nil {
		t.Fatal(err)
	}
	return idx
}
