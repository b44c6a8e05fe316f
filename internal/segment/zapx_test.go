package segment

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"minutes/schema"
)

// A segment that a Builder writes from parts has the terms, postings, doc values and stored
// parts of the one that zapx makes, and is no larger. Zapx merges it, too.
func TestAsZapx(t *testing.T) {
	for _, count := range []int{1, 3, 700, 5000} {
		t.Run(strconv.Itoa(count), func(t *testing.T) {
			docs := corpus(rand.New(rand.NewPCG(uint64(count), 3)), count)
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
				t.Fatal(err)
			}
			writeParts(t, dir, 1, docs)
			ours, err := OpenSegment(dir, 1, count)
			if err != nil {
				t.Fatal(err)
			}
			defer ours.Close()
			made := make([]index.Document, count)
			for i := range docs {
				made[i] = newZapxDocument(&docs[i], someJoins)
				if got, want := ours.Columns.Sum(i), zapxSum(&docs[i], someJoins); got != want {
					t.Fatalf("the sum of document %d is %x; want %x", i, got, want)
				}
				if got, err := ours.document(i); err != nil || !reflect.DeepEqual(got, docs[i]) {
					t.Fatalf("document %d is %+v, %v\nwant %+v", i, got, err, docs[i])
				}
			}
			theirs, _, err := plugin.New(made)
			if err != nil {
				t.Fatal(err)
			}
			defer theirs.Close()
			sameZap(t, ours.zap, theirs)

			// A merged segment has terms of a single document in the dictionary, as ours has.
			alone := filepath.Join(dir, "alone.zap")
			if _, _, err := plugin.Merge([]api.Segment{theirs}, []*roaring.Bitmap{nil}, alone, nil, nil); err != nil {
				t.Fatal(err)
			}
			// Ours lists all fields, also those that no document has.
			if got, want := size(t, ours.path), size(t, alone); got > want+int64(50*len(zapFields)) {
				t.Errorf("it has %d bytes; the one of zapx has %d", got, want)
			}

			if err := Merge(t.Context(), dir, 2, []*Segment{ours, ours}, nil); err != nil {
				t.Fatal(err)
			}
			twice, err := OpenSegment(dir, 2, 2*count)
			if err != nil {
				t.Fatal(err)
			}
			defer twice.Close()
			theirsTwice, _, err := plugin.New(slices.Concat(made, made))
			if err != nil {
				t.Fatal(err)
			}
			defer theirsTwice.Close()
			sameZap(t, twice.zap, theirsTwice)
		})
	}
}

// writeParts writes docs as segment number n, in three parts, of which the last one comes
// first and one may be empty.
func writeParts(t *testing.T, dir string, n int, docs []schema.Document) {
	t.Helper()
	b, err := Create(dir, n, someJoins)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, from := range []int{2, 0, 1} {
		part := b.Part(from)
		some := docs[from*len(docs)/3 : (from+1)*len(docs)/3]
		part.Add(some[:len(some)/2])
		part.Add(some[len(some)/2:])
		if err := part.Close(); err != nil {
			t.Fatal(err)
		}
		if i < 2 && from == 2 && b.Documents() > 0 {
			t.Error("the last part was taken before the first")
		}
	}
	if b.Documents() != len(docs) {
		t.Errorf("it has %d documents; want %d", b.Documents(), len(docs))
	}
	if err := b.Finish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// sameZap compares two segments in all that zapx reads of them.
func sameZap(t *testing.T, got, want api.Segment) {
	t.Helper()
	if got.Count() != want.Count() {
		t.Fatalf("it has %d documents; want %d", got.Count(), want.Count())
	}
	for _, f := range zapFields {
		sameLines(t, f.name, postingLines(t, got, f.name), postingLines(t, want, f.name))
	}
	for doc := range got.Count() {
		sameLines(t, fmt.Sprint("document ", doc), documentLines(t, got, doc), documentLines(t, want, doc))
	}
	for _, field := range want.Fields() {
		if !slices.ContainsFunc(zapFields, func(f zapField) bool { return f.name == field }) {
			t.Errorf("there is no field %s", field)
		}
	}
}

func sameLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%s differs after %d lines: %q\nwant %q", what, i, got[min(i, len(got)):], want[min(i, len(want)):])
		}
	}
}

// postingLines returns all terms and postings of a field.
func postingLines(t *testing.T, s api.Segment, field string) (lines []string) {
	t.Helper()
	dict, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	terms := dict.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			t.Fatal(err)
		}
		if entry == nil {
			return lines
		}
		list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%q %d %d", entry.Term, entry.Count, list.Count()))
		postings := list.Iterator(true, true, true, nil)
		for {
			p, err := postings.Next()
			if err != nil {
				t.Fatal(err)
			}
			if p == nil {
				break
			}
			line := fmt.Sprint(p.Number(), p.Frequency(), p.Norm())
			for _, l := range p.Locations() {
				line += fmt.Sprint(" ", l.Field(), l.Pos(), l.Start(), l.End(), l.ArrayPositions())
			}
			lines = append(lines, line)
		}
	}
}

// documentLines returns what is stored of a document, and its doc values.
func documentLines(t *testing.T, s api.Segment, doc uint64) (lines []string) {
	t.Helper()
	add := func(field string, kind byte, value []byte, places []uint64) bool {
		lines = append(lines, fmt.Sprintf("%s %c %q %v", field, kind, value, places))
		return true
	}
	if err := s.VisitStoredFields(doc, add); err != nil {
		t.Fatal(err)
	}
	id, err := s.DocID(doc)
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, string(id))
	visitable := s.(api.DocValueVisitable)
	if _, err := visitable.VisitDocValues(doc, schema.Tags, func(field string, term []byte) {
		lines = append(lines, fmt.Sprintf("%s %q", field, term))
	}, nil); err != nil {
		t.Fatal(err)
	}
	return lines
}
