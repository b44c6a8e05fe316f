package segment

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"minutes/schema"
)

// A segment that a Builder writes from parts has the terms, postings, doc values and stored
// parts of the one that zapx makes, and is no larger. Zapx merges it, too.
func TestAsZapx(t *testing.T) {
	counts := []int{1, 3, 700, 5000}
	if testing.Short() {
		counts = counts[:3] // enough to find races
	}
	for _, count := range counts {
		t.Run(strconv.Itoa(count), func(t *testing.T) { asZapx(t, corpus(rand.New(rand.NewPCG(uint64(count), 3)), count)) })
	}
	if testing.Short() {
		return // these race as the others do
	}
	for name, docs := range oddities() {
		t.Run(name, func(t *testing.T) { asZapx(t, docs) })
	}
}

// oddities returns documents that are at a limit of some kind, by what is odd about them.
func oddities() map[string][]schema.Document {
	doc := func(file string, line int, text string) schema.Document {
		return schema.Document{
			File: file, Line: line, Kind: schema.Bullet, Text: text, Date: "2031-05-06",
			Lead: []string{}, People: []string{}, Is: []string{}, Section: []string{}, Parents: []schema.Parent{}, Links: []string{},
		}
	}
	long := strings.Repeat("tidegauge", 5000)
	bytes := []schema.Document{doc("a\xff.md", 1, "a\x00b \xff\xfe x\xffy \x00"), doc("a\xffb.md", 1, "\xff"), doc("a\x01.md", 1, "")}
	bytes[0].Team, bytes[0].Lead, bytes[0].Topic = "T\xffide", []string{"Ida\xff", "\xff"}, "\x00"
	bytes[1].Team, bytes[1].People = "\xff", []string{"", "Bo"}
	var differing strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&differing, "w%d ", i)
	}
	var distinct []schema.Document // topics of one document come before topics of two
	for i := range 300 {
		d := doc("a.md", i+1, "tide")
		d.Topic, d.Meeting = fmt.Sprint("gate ", i*2/3), fmt.Sprint("board ", i)
		distinct = append(distinct, d)
	}
	all := map[string][]schema.Document{
		"distinct":   distinct,
		"no words":   {doc("a.md", 1, "")},
		"long words": {doc("a.md", 1, long+" tide "+long+"s"), doc("a.md", 2, long)},
		"bytes":      bytes,
		"many words": {doc("a.md", 1, strings.Repeat("tide ", 10_000)), doc("a.md", 2, differing.String()), doc("a.md", 3, "tide w5")},
	}
	for _, count := range []int{docValuesChunk, docValuesChunk + 1} { // only the last one has a topic
		var docs []schema.Document
		for i := range count {
			docs = append(docs, doc("a.md", i+1, "tide"))
		}
		docs[count-1].Topic = "Gates"
		all[fmt.Sprintf("the last of %d", count)] = docs
	}
	return all
}

func asZapx(t *testing.T, docs []schema.Document) {
	t.Helper()
	count := len(docs)
	dir, ours := written(t, docs)
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
	if got, want := size(t, ours.path), size(t, alone); got > want+int64(80*len(zapFields)) {
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
}

// A merged segment has what zapx makes of the documents that are not deleted.
func TestMergeDeleted(t *testing.T) {
	if testing.Short() {
		t.Skip("these race as TestAsZapx does")
	}
	docs := corpus(rand.New(rand.NewPCG(5, 3)), 3*docValuesChunk)
	for name, gone := range map[string]func(doc int) bool{
		"every third": func(doc int) bool { return doc%3 == 0 },
		"a chunk":     func(doc int) bool { return doc/docValuesChunk == 1 },
		"all but one": func(doc int) bool { return doc != docValuesChunk },
	} {
		t.Run(name, func(t *testing.T) { mergeWithout(t, docs, gone) })
	}
}

func mergeWithout(t *testing.T, docs []schema.Document, gone func(doc int) bool) {
	t.Helper()
	dir, whole := written(t, docs)
	var live []schema.Document
	var made []index.Document
	for i := range docs {
		if gone(i) {
			whole.deleted = with(whole.deleted, i)
		} else {
			live, made = append(live, docs[i]), append(made, newZapxDocument(&docs[i], someJoins))
		}
	}
	if err := Merge(t.Context(), dir, 2, []*Segment{whole}, nil); err != nil {
		t.Fatal(err)
	}
	merged, err := OpenSegment(dir, 2, len(live))
	if err != nil {
		t.Fatal(err)
	}
	defer merged.Close()
	theirs, _, err := plugin.New(made)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	sameZap(t, merged.zap, theirs)
	for i := range live {
		if got, err := merged.document(i); err != nil || !reflect.DeepEqual(got, live[i]) {
			t.Fatalf("document %d is %+v, %v\nwant %+v", i, got, err, live[i])
		}
	}
}

// written returns segment number 1, which has docs, open until the test ends, and its folder.
func written(t *testing.T, docs []schema.Document) (dir string, s *Segment) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
		t.Fatal(err)
	}
	writeParts(t, dir, 1, docs)
	s, err := OpenSegment(dir, 1, len(docs))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return dir, s
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
	read := [2]stored{{segment: got}, {segment: want}}
	for doc := range got.Count() {
		sameLines(t, fmt.Sprint("document ", doc), read[0].lines(t, doc), read[1].lines(t, doc))
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
		// The count of an entry after that of a single document is wrong in merged segments.
		lines = append(lines, fmt.Sprintf("%q %d", entry.Term, list.Count()))
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

// A stored reads what a segment stores of its documents.
type stored struct {
	segment api.Segment
	state   api.DocVisitState // where the last document was read; each doc value is decoded anew without
}

// lines returns what is stored of a document, and its doc values.
func (s *stored) lines(t *testing.T, doc uint64) (lines []string) {
	t.Helper()
	add := func(field string, kind byte, value []byte, places []uint64) bool {
		lines = append(lines, fmt.Sprintf("%s %c %q %v", field, kind, value, places))
		return true
	}
	if err := s.segment.VisitStoredFields(doc, add); err != nil {
		t.Fatal(err)
	}
	id, err := s.segment.DocID(doc)
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, string(id))
	visitable := s.segment.(api.DocValueVisitable)
	s.state, err = visitable.VisitDocValues(doc, schema.Tags, func(field string, term []byte) {
		lines = append(lines, fmt.Sprintf("%s %q", field, term))
	}, s.state)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}
