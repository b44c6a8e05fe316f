package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"minutes/internal/segment"
	"minutes/schema"
)

// Reading a mapped file that was truncated causes a memory fault, which ends the process
// unless it is caught.
func TestGuardCutShort(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is mapped cannot be cut short there")
	}
	texts := make([]string, 3000)
	for i := range texts {
		texts[i] = strings.Repeat(string(rune('a'+i%26)), 1+i%31) + " tide"
	}
	for name, read := range map[string]func(*Index) error{
		"terms": func(idx *Index) error {
			return idx.Terms(schema.Text, "t", func(string) error { return nil })
		},
		"near terms": func(idx *Index) error {
			return idx.Near(schema.Text, "tode", 2, func(string, int) error { return nil })
		},
		"a term": func(idx *Index) error {
			_, err := idx.Has(schema.Text, "tide")
			return err
		},
		"postings": func(idx *Index) error {
			_, err := idx.Postings(schema.Text, "tide", true)
			return err
		},
		"a document": func(idx *Index) error {
			_, err := idx.Document(7)
			return err
		},
	} {
		path := t.TempDir()
		mustPublish(t, path, texts...)
		segment := segment.ZapFile(1)
		idx := mustOpen(t, path)
		err := idx.Guard(func() error {
			if err := os.Truncate(filepath.Join(idx.dir, segment), 0); err != nil {
				return err
			}
			return read(idx)
		})
		want := "open index " + path + ": " + segment + " is damaged; make it again with: index --index " + path + " /srv/minutes"
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", name, err, want)
		}
	}
}

// Errors in reading alone are not reported as damage to the index.
func TestGuardFails(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	own := errors.New("no such wind")
	idx := mustOpen(t, path)
	if err := idx.Guard(func() error { return own }); err != own {
		t.Errorf("Guard: %v, want %v", err, own)
	}
	var none []int
	err := mustOpen(t, path).Guard(func() error { none[3]++; return nil })
	const want = "internal error at guard_test.go:"
	if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "please report it") || strings.Contains(err.Error(), "\n") {
		t.Errorf("Guard: %v, want %s...", err, want)
	}

	// Neither is a generation that was swept in the meantime.
	err = idx.Guard(func() error {
		mustPublish(t, path, "high tide")
		mustPublish(t, path, "spring tide")
		return own
	})
	if err != own {
		t.Errorf("Guard: %v, want %v", err, own)
	}
}
