package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"minutes/schema"
)

// A file that is cut short while it is mapped is a fault of memory, which ends a
// process unless it is caught.
func TestReadCutShort(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is mapped cannot be cut short there")
	}
	texts := make([]string, 3000)
	for i := range texts {
		texts[i] = strings.Repeat(string(rune('a'+i%26)), 1+i%31) + " tide"
	}
	for name, read := range map[string]func(*Reader) error{
		"terms": func(r *Reader) error {
			dict, err := r.FieldDictPrefix(schema.Text, []byte("t"))
			if err == nil {
				_, err = dict.Next()
			}
			return err
		},
		"near terms": func(r *Reader) error {
			_, _, err := r.FieldDictFuzzyAutomaton(schema.Text, "tode", 2, "")
			return err
		},
		"a term": func(r *Reader) error {
			_, err := r.FieldDictContains(schema.Text)
			return err
		},
		"postings": func(r *Reader) error {
			_, err := r.TermFieldReader(t.Context(), []byte("tide"), schema.Text, true, true, true)
			return err
		},
		"a document": func(r *Reader) error {
			_, err := r.Document("2031/board.md:7")
			return err
		},
		"values": func(r *Reader) error {
			_, err := r.DocValueReader([]string{schema.Date, schema.Team})
			if err == nil {
				_, err = r.ExternalID(nil)
			}
			return err
		},
	} {
		path := t.TempDir()
		mustPublish(t, path, texts...)
		segment := named(filepath.Join(path, "gen-000001", bleveFolder), segmentName)[0]
		err := Read(path, func(idx *Index) error {
			reader, err := idx.Reader()
			if err != nil {
				return err
			}
			if err := os.Truncate(filepath.Join(idx.dir, bleveFolder, segment), 0); err != nil {
				return err
			}
			return read(reader)
		})
		want := "open index " + path + ": store/" + segment + " is damaged; make it again with: index --index " + path + " /srv/minutes"
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", name, err, want)
		}
	}
}

// What is wrong with the reading alone is not blamed on the index.
func TestReadFails(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	own := errors.New("no such wind")
	if err := Read(path, func(*Index) error { return own }); err != own {
		t.Errorf("Read: %v, want %v", err, own)
	}
	closed := &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
	if err := Read(path, func(*Index) error { return closed }); err != closed {
		t.Errorf("Read: %v, want %v", err, closed)
	}
	var none []int
	err := Read(path, func(idx *Index) error { none[3]++; return nil })
	const want = "internal error at guard_test.go:"
	if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "please report it") || strings.Contains(err.Error(), "\n") {
		t.Errorf("Read: %v, want %s...", err, want)
	}

	// Nor is that its generation was swept meanwhile.
	err = Read(path, func(*Index) error {
		mustPublish(t, path, "high tide")
		mustPublish(t, path, "spring tide")
		return own
	})
	if err != own {
		t.Errorf("Read: %v, want %v", err, own)
	}
}
