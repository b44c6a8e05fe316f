package segment

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"minutes/schema"
)

// Folder is where a Bleve index keeps its segments.
const Folder = "store"

// MarksFile is where the marks of the documents of all segments are.
const MarksFile = "MARKS"

// BleveFile returns the name that the zap file of segment number n of a generation, such as
// gen-000026, has where Bleve reads it: hexadecimal, as Bleve's own are, so that those are
// greater that Bleve adds.
func BleveFile(generation string, n int) string {
	return fmt.Sprintf("%s%06x.zap", strings.TrimPrefix(generation, "gen-"), n)
}

// RootFile is what tells Bleve which segments an index has. Bleve reads a copy of it
// that lies outside of the generation, in a folder beside it that is called Folder too
// and has the segments under their other names, and may write to that copy.
const RootFile = "root.bolt"

// ZapFile returns the name of the zap file of segment number n, counted from 1, and
// ColumnsFile that of its columns.
func ZapFile(n int) string     { return Folder + "/" + base(n) + ".zap" }
func ColumnsFile(n int) string { return base(n) + ".columns" }

func base(n int) string { return fmt.Sprintf("%012x", n) }

var plugin zap.ZapPlugin

// A Segment is some of the documents of an index, open for reading.
type Segment struct {
	zap     api.Segment
	path    string // of its zap file
	Columns *Columns
	marks
	first  int      // number of its first document
	row    int      // ordinal of the kind of rows, plus 1; -1 for none, 0 until it is needed
	starts []uint32 // of each file, the first document; nil until it is needed
}

// An Index is the segments of an index, open for reading. It is for one goroutine.
type Index struct {
	Segments []*Segment
	live     int
	dicts    map[string][]api.TermDictionary
}

// Open opens the index at dir, which has so many documents in each of its segments,
// deleted ones among them.
func Open(dir string, sizes []int) (x *Index, err error) {
	x = &Index{dicts: map[string][]api.TermDictionary{}}
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	all, err := readMarks(filepath.Join(dir, MarksFile), len(sizes))
	if err != nil {
		return nil, err
	}
	first := 0
	for i, size := range sizes {
		s, err := open(filepath.Join(dir, ZapFile(i+1)), filepath.Join(dir, ColumnsFile(i+1)), size)
		if err != nil {
			return nil, err
		}
		s.marks, s.first = all[i], first
		x.Segments = append(x.Segments, s)
		first += size
		x.live += size - cardinality(s.deleted)
	}
	return x, nil
}

// OpenSegment opens segment number n of the index at dir by itself, without what was
// deleted.
func OpenSegment(dir string, n, documents int) (*Segment, error) {
	return open(filepath.Join(dir, ZapFile(n)), filepath.Join(dir, ColumnsFile(n)), documents)
}

// open opens a segment of so many documents.
func open(zapFile, columnsFile string, documents int) (*Segment, error) {
	z, err := plugin.Open(zapFile)
	if err != nil {
		return nil, of(zapFile, err)
	}
	s := &Segment{zap: z, path: zapFile}
	if count := z.Count(); count != uint64(documents) {
		s.Close()
		return nil, fmt.Errorf("%s holds %d documents, want %d", filepath.Base(zapFile), count, documents)
	}
	if s.Columns, err = openColumns(columnsFile, documents); err != nil {
		s.Close()
		return nil, of(columnsFile, err)
	}
	return s, nil
}

// of returns err with the name of the file at path, unless it has that.
func of(path string, err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	return fmt.Errorf("%s: %w", filepath.Base(path), err)
}

// Close closes the files of s.
func (s *Segment) Close() error {
	err := s.zap.Close()
	if s.Columns != nil {
		err = cmp.Or(err, s.Columns.close())
	}
	return err
}

// Close closes the files. Nothing of x may be used any more.
func (x *Index) Close() error {
	var err error
	for _, s := range x.Segments {
		err = cmp.Or(err, s.Close())
	}
	return err
}

// Documents returns how many documents there are.
func (x *Index) Documents() int { return x.live }

// HasDeleted says whether there are documents that are no more.
func (x *Index) HasDeleted() bool {
	return slices.ContainsFunc(x.Segments, func(s *Segment) bool { return s.deleted != nil })
}

// Size returns how many documents s has, deleted ones among them.
func (s *Segment) Size() int { return s.Columns.count }

// First returns the number of the first document of s.
func (s *Segment) First() int { return s.first }

// Deleted says whether a document of s, counted from its first, is no more.
func (s *Segment) Deleted(doc int) bool { return contains(s.deleted, doc) }

// Block puts into block the documents of s from first on, as many as it holds and s
// has, and returns those that are not deleted, and how many were looked at.
func (s *Segment) Block(first int, block []uint32) (live []uint32, looked int) {
	docs := block[:min(len(block), s.Size()-first)]
	for i := range docs {
		docs[i] = uint32(first + i)
	}
	looked = len(docs)
	if s.deleted == nil || !s.deleted.IntersectsWithInterval(uint64(first), uint64(first+looked)) {
		return docs, looked
	}
	return slices.DeleteFunc(docs, s.deleted.Contains), looked
}

// blocks yields the documents of s that are not deleted, some at a time.
func (s *Segment) blocks() iter.Seq[[]uint32] {
	return func(yield func([]uint32) bool) {
		var block [1024]uint32
		for first := 0; first < s.Size(); first += len(block) {
			if docs, _ := s.Block(first, block[:]); !yield(docs) {
				return
			}
		}
	}
}

// Live returns how many documents s has that are not deleted.
func (s *Segment) Live() int { return s.Size() - cardinality(s.deleted) }

// DeletedSet returns the documents that are deleted, as a bitmap of Roaring's; nil
// where there are none.
func (s *Segment) DeletedSet() *roaring.Bitmap { return s.deleted }

// IsRow says whether a document of s is a row of a table.
func (s *Segment) IsRow(doc int) bool {
	kinds := s.Columns.Column(schema.Kind)
	if s.row == 0 {
		if ordinal, there := kinds.Find(schema.Row); there {
			s.row = ordinal + 1
		} else {
			s.row = -1
		}
	}
	return kinds.Ordinal(doc)+1 == s.row
}

// Shared says whether a document of s says the same as another one.
func (s *Segment) Shared(doc int) bool { return contains(s.shared, doc) }

// Repeats says whether a document of s says what an earlier one has said.
func (s *Segment) Repeats(doc int) bool { return contains(s.repeats, doc) }

// Routine says whether a document of s is what a meeting has for its own sake: it lists
// who was there, or says what most meetings of its name say, such as how to dial in.
func (s *Segment) Routine(doc int) bool {
	return s.Columns.Present(doc) || contains(s.routine, doc)
}

// Locate returns the segment that has the document with number, and where in it.
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

func (s *Segment) document(doc int) (schema.Document, error) {
	d := s.tags(doc)
	d.Parents, d.Links = []schema.Parent{}, []string{} // rather than nil
	r := restorer{Document: &d}
	err := s.zap.VisitStoredFields(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		r.take(field, value)
		return true
	})
	if err = cmp.Or(err, r.finish()); err != nil {
		return schema.Document{}, fmt.Errorf("read document %s: %w", d.ID(), err)
	}
	return d, nil
}

// All yields all documents, with an error for what cannot be read. One whose key is
// another's cannot be.
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

// tags returns a document as far as the columns have it.
func (s *Segment) tags(doc int) schema.Document {
	var d schema.Document
	for _, field := range schema.Columns {
		setValue(&d, field, s.value(field, doc))
	}
	d.Line, d.Present = s.Columns.Line(doc), s.Columns.Present(doc)
	return d
}

// Note returns the numbers of the documents of file, in their order.
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

// note returns the documents of file that are not deleted. They stand side by side.
func (s *Segment) note(file string) []uint32 {
	c := s.Columns.Column(schema.File)
	ordinal, there := c.Find(file)
	if !there {
		return nil
	}
	if s.starts == nil {
		s.starts = make([]uint32, c.Values())
		for doc := s.Size() - 1; doc >= 0; doc-- {
			s.starts[c.Ordinal(doc)] = uint32(doc)
		}
	}
	var docs []uint32
	for doc := int(s.starts[ordinal]); doc < s.Size() && c.Ordinal(doc) == ordinal; doc++ {
		if !s.Deleted(doc) {
			docs = append(docs, uint32(doc))
		}
	}
	return docs
}
