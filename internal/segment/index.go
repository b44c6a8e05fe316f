package segment

import (
	"cmp"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"sort"

	api "github.com/blevesearch/scorch_segment_api/v2"

	"minutes/schema"
)

// An Index holds the segments of an index, open for reading. It must not be used by
// several goroutines at once.
type Index struct {
	Segments []*Segment
	live     int
	dicts    map[string][]api.TermDictionary
}

// Open opens the index at dir. sizes are the numbers of documents in its segments,
// including deleted ones. Open fails if they differ, or if a file is damaged.
func Open(dir string, sizes []int) (x *Index, err error) {
	x = &Index{dicts: map[string][]api.TermDictionary{}}
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	all, err := readBitmaps(filepath.Join(dir, BitmapsFile), len(sizes))
	if err != nil {
		return nil, err
	}
	first := 0
	for i, size := range sizes {
		s, err := open(filepath.Join(dir, ZapFile(i+1)), filepath.Join(dir, ColumnsFile(i+1)), size)
		if err != nil {
			return nil, err
		}
		s.bitmaps, s.first = all[i], first
		x.Segments = append(x.Segments, s)
		first += size
		x.live += size - cardinality(s.deleted)
	}
	return x, nil
}

// Close closes the files of x, which must not be used after that.
func (x *Index) Close() error {
	var err error
	for _, s := range x.Segments {
		err = cmp.Or(err, s.Close())
	}
	return err
}

// Documents returns the number of documents, without deleted ones.
func (x *Index) Documents() int { return x.live }

// Languages returns the codes of the languages that documents have, each once, also of deleted
// ones.
func (x *Index) Languages() (codes []string) {
	for _, s := range x.Segments {
		c := s.Columns.Column(schema.Lang)
		for ordinal := range c.Values() {
			if code := c.Value(ordinal); !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// HasDeleted reports whether x has deleted documents.
func (x *Index) HasDeleted() bool {
	return slices.ContainsFunc(x.Segments, func(s *Segment) bool { return s.deleted != nil })
}

// Locate returns the segment that has the document with number, and the document's number
// in that segment.
func (x *Index) Locate(number uint64) (s *Segment, doc int) {
	if len(x.Segments) == 1 {
		return x.Segments[0], int(number)
	}
	i := sort.Search(len(x.Segments), func(i int) bool { return x.Segments[i].first > int(number) }) - 1
	return x.Segments[i], int(number) - x.Segments[i].first
}

// Document returns the document with number.
func (x *Index) Document(number uint64) (schema.Document, error) {
	s, doc := x.Locate(number)
	return s.document(doc)
}

// Text calls visit with the text of the document with number. It holds for the call alone.
func (x *Index) Text(number uint64, visit func(text []byte)) error {
	s, doc := x.Locate(number)
	there := false
	err := s.zap.VisitStoredFields(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == schema.Text {
			there = true
			visit(value)
		}
		return true
	})
	if err == nil && !there {
		err = errStored
	}
	if err != nil {
		d := s.tags(doc)
		return fmt.Errorf("read document %s: %w", d.ID(), err)
	}
	return nil
}

// All yields all documents that are not deleted. It yields an error for a document that
// cannot be read, or that has the wrong key.
func (x *Index) All() iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		for _, s := range x.Segments {
			for doc := range s.Size() {
				if s.Deleted(doc) {
					continue
				}
				d, err := s.document(doc)
				if err == nil {
					var key []byte
					if key, err = s.zap.DocID(uint64(doc)); err == nil && Key(d) != string(key) {
						err = fmt.Errorf("document %s: its key is %q", d.ID(), key)
					}
				}
				if !yield(d, err) {
					return
				}
			}
		}
	}
}

// Note returns the numbers of the documents of file, in order.
func (x *Index) Note(file string) []uint64 {
	for _, s := range x.Segments {
		if docs := s.note(file); len(docs) > 0 {
			numbers := make([]uint64, len(docs))
			for i, doc := range docs {
				numbers[i] = uint64(s.first + int(doc))
			}
			return numbers
		}
	}
	return nil
}

// compareAge orders documents by date, then as in the notes.
func (x *Index) compareAge(a, b uint64) int {
	s, i := x.Locate(a)
	t, j := x.Locate(b)
	return cmp.Or(cmp.Compare(s.value(schema.Date, i), t.value(schema.Date, j)), x.Compare(a, b))
}

// Compare orders documents, given by number, as in the notes: by file, then by line.
func (x *Index) Compare(a, b uint64) int {
	s, i := x.Locate(a)
	t, j := x.Locate(b)
	file := 0
	if s == t {
		c := s.Columns.Column(schema.File)
		file = cmp.Compare(c.Ordinal(i), c.Ordinal(j))
	} else {
		file = cmp.Compare(s.value(schema.File, i), t.value(schema.File, j))
	}
	return cmp.Or(file, cmp.Compare(s.Columns.Line(i), t.Columns.Line(j)))
}
