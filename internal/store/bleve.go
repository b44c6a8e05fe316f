package store

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2"
)

// bleveFolder is where a Bleve index keeps its segments.
const bleveFolder = "store"

// openBleve opens the Bleve index at dir for reading. It fails where that does
// not hold as many documents as it should.
func openBleve(dir string, documents int) (bleve.Index, error) {
	idx, err := bleve.OpenUsing(dir, map[string]any{
		"read_only":    true,
		"bolt_timeout": "1s", // without one it waits for ever on whoever has locked the files
	})
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", bleveFolder, firstLine{err})
	}
	count, err := idx.DocCount()
	if err == nil && count != uint64(documents) {
		err = fmt.Errorf("it holds %d documents, want %d", count, documents)
	}
	if err != nil {
		idx.Close()
		return nil, err
	}
	return idx, nil
}

// A firstLine is the first line of an error: a whole mapping may follow.
type firstLine struct{ error }

func (f firstLine) Error() string {
	line, _, _ := strings.Cut(f.error.Error(), "\n")
	return line
}

func (f firstLine) Unwrap() error { return f.error }

// settle opens the Bleve index that was built at dir to see whether all is there,
// and removes the segments that were merged into others. Bleve removes them too,
// but in the background, and only if it gets to that before it is closed.
func settle(dir string, documents int) error {
	idx, err := openBleve(dir, documents)
	if err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	live, err := segmentFiles(idx)
	if err := cmp.Or(err, idx.Close()); err != nil {
		return err
	}
	for _, name := range named(filepath.Join(dir, bleveFolder), segmentName) {
		if !live[name] {
			if err := os.Remove(filepath.Join(dir, bleveFolder, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// segmentFiles returns the names of the files that hold the segments of idx.
func segmentFiles(idx bleve.Index) (map[string]bool, error) {
	reader, err := (&Index{Index: idx}).Reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	files := map[string]bool{}
	for _, s := range reader.Segments() {
		files[filepath.Base(s.Segment().(interface{ Path() string }).Path())] = true
	}
	return files, nil
}
