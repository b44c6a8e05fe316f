package segment

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"minutes/schema"
)

// Folder is the folder in which a Bleve index keeps its segments.
const Folder = "store"

// BitmapsFile is the file with the bitmaps of all segments.
const BitmapsFile = "BITMAPS"

// BleveFile returns the name under which Bleve reads the zap file of segment number n of a
// generation such as gen-000026. It is a hexadecimal number, as Bleve's own names are, so
// that segments that Bleve adds get greater ones.
func BleveFile(generation string, n int) string {
	return fmt.Sprintf("%s%06x.zap", strings.TrimPrefix(generation, "gen-"), n)
}

// RootFile is the database that tells Bleve which segments an index has. Bleve reads, and
// may write to, a copy of it outside the generation, in a folder that is called Folder too
// and has links to the segments.
const RootFile = "root.bolt"

// ZapFile returns the name of the zap file of segment number n, counted from 1.
func ZapFile(n int) string { return Folder + "/" + base(n) + ".zap" }

// ColumnsFile returns the name of the columns file of segment number n, counted from 1.
func ColumnsFile(n int) string { return base(n) + ".columns" }

func base(n int) string { return fmt.Sprintf("%012x", n) }

var plugin zap.ZapPlugin

// A Segment holds some of the documents of an index, open for reading.
type Segment struct {
	zap     api.Segment
	path    string // path of its zap file
	Columns *Columns
	bitmaps
	first  int      // number of its first document
	row    int      // ordinal of schema.Row in its column, plus 1; -1 for none; 0 until needed
	starts []uint32 // first document of each file; nil until needed
}

// OpenSegment opens segment number n of the index at dir, without its bitmaps. documents is
// its number of documents, including deleted ones.
func OpenSegment(dir string, n, documents int) (*Segment, error) {
	return open(filepath.Join(dir, ZapFile(n)), filepath.Join(dir, ColumnsFile(n)), documents)
}

// open opens a segment. documents is its number of documents.
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

// of returns err with the name of the file at path, unless err has a path already.
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

// Same reports whether s and t have the same files, which two generations can share. They may
// differ in their bitmaps.
func (s *Segment) Same(t *Segment) bool {
	one, err := os.Stat(s.path)
	if err != nil {
		return false
	}
	other, err := os.Stat(t.path)
	return err == nil && os.SameFile(one, other)
}

// Size returns the number of documents of s, including deleted ones.
func (s *Segment) Size() int { return s.Columns.count }

// First returns the number of the first document of s.
func (s *Segment) First() int { return s.first }

// Deleted reports whether a document of s is deleted. doc is counted from 0 in s, as in
// the methods below.
func (s *Segment) Deleted(doc int) bool { return contains(s.deleted, doc) }

// Block fills block with the documents of s from first on, until block is full or s ends.
// It returns those that are not deleted, and the number of documents it looked at.
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

// blocks yields the documents of s that are not deleted, in blocks.
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

// Live returns the number of documents of s that are not deleted.
func (s *Segment) Live() int { return s.Size() - cardinality(s.deleted) }

// DeletedSet returns the deleted documents as a Roaring bitmap; nil if there are none.
func (s *Segment) DeletedSet() *roaring.Bitmap { return s.deleted }

// Ready makes s ready for several goroutines, which may then call IsRow, Repeats, Routine,
// Shared and the methods of its columns, and read postings.
func (s *Segment) Ready() {
	if s.Size() > 0 {
		s.IsRow(0)
	}
}

// IsRow reports whether a document of s is a row of a table.
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

// Shared reports whether another document has the same text, team and parents as a
// document of s.
func (s *Segment) Shared(doc int) bool { return contains(s.shared, doc) }

// Repeats reports whether a document of s repeats an earlier one.
func (s *Segment) Repeats(doc int) bool { return contains(s.repeats, doc) }

// Routine reports whether a document of s is routine: it lists attendees, or repeats what
// most meetings of its name say, such as how to dial in.
func (s *Segment) Routine(doc int) bool {
	return s.Columns.Present(doc) || contains(s.routine, doc)
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

// tags returns a document with only the fields that the columns have.
func (s *Segment) tags(doc int) schema.Document {
	var d schema.Document
	for _, field := range schema.Columns {
		setValue(&d, field, s.value(field, doc))
	}
	d.Line, d.Present = s.Columns.Line(doc), s.Columns.Present(doc)
	return d
}

// note returns the documents of file that are not deleted. The documents of a file are
// consecutive.
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

func (s *Segment) value(field string, doc int) string {
	c := s.Columns.Column(field)
	return c.Value(c.Ordinal(doc))
}
