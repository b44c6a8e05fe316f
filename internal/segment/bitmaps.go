package segment

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"

	"minutes/schema"
)

// bitmaps hold the properties of a segment's documents that depend on other segments. They
// can differ between generations. An empty set is nil.
type bitmaps struct {
	deleted *roaring.Bitmap // deleted documents
	shared  *roaring.Bitmap // documents with the same text, team and parents as another
	repeats *roaring.Bitmap // shared documents that repeat an earlier one
	routine *roaring.Bitmap // shared documents that repeat what most meetings of their name say
}

// A file of bitmaps has the four sets of each segment, segment by segment. A set is its size
// in bytes, as a little-endian uint32, followed by the set in the format of
// github.com/RoaringBitmap/RoaringFormatSpec.

func (m *bitmaps) sets() [4]**roaring.Bitmap {
	return [...]**roaring.Bitmap{&m.deleted, &m.shared, &m.repeats, &m.routine}
}

// writeBitmaps writes the bitmaps of all segments to path.
func writeBitmaps(path string, all []bitmaps) error {
	var out []byte
	for i := range all {
		for _, set := range all[i].sets() {
			var text []byte
			if *set != nil {
				var err error
				if text, err = (*set).ToBytes(); err != nil {
					return err
				}
			}
			out = binary.LittleEndian.AppendUint32(out, uint32(len(text)))
			out = append(out, text...)
		}
	}
	return os.WriteFile(path, out, 0o666)
}

// readBitmaps reads the bitmaps of count segments from path.
func readBitmaps(path string, count int) ([]bitmaps, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	all := make([]bitmaps, count)
	for i := range all {
		for _, set := range all[i].sets() {
			if len(text) < 4 || uint64(len(text)-4) < uint64(u32(text)) {
				return nil, errBitmaps
			}
			size := u32(text)
			if size > 0 {
				*set = roaring.New()
				if _, err := (*set).FromBuffer(text[4 : 4+size]); err != nil {
					return nil, errBitmaps
				}
			}
			text = text[4+size:]
		}
	}
	if len(text) > 0 {
		return nil, errBitmaps
	}
	return all, nil
}

var errBitmaps = errors.New("the bitmaps of documents are damaged")

// contains reports whether doc is in set.
func contains(set *roaring.Bitmap, doc int) bool { return set != nil && set.Contains(uint32(doc)) }

func cardinality(set *roaring.Bitmap) int {
	if set == nil {
		return 0
	}
	return int(set.GetCardinality())
}

// Delete deletes the documents of the files for which gone returns true. It changes only
// x, until the bitmaps are written.
func (x *Index) Delete(gone func(file string) bool) {
	for _, s := range x.Segments {
		c := s.Columns.Column(schema.File)
		wanted := make([]bool, c.Values())
		for ordinal := range wanted {
			wanted[ordinal] = gone(c.Value(ordinal))
		}
		for docs := range s.blocks() {
			for _, doc := range c.Select(docs, wanted) {
				s.deleted = with(s.deleted, int(doc))
				x.live--
			}
		}
	}
}

// WriteDeleted writes a file of bitmaps with only the deleted documents of segments to the
// index at dir. A segment that is nil has none.
func WriteDeleted(dir string, segments []*Segment) error {
	all := make([]bitmaps, len(segments))
	for i, s := range segments {
		if s != nil {
			all[i].deleted = s.deleted
		}
	}
	return writeBitmaps(filepath.Join(dir, BitmapsFile), all)
}

// WriteBitmaps finds the documents of x that repeat others, and writes the bitmaps of all
// documents to the index at dir.
func (x *Index) WriteBitmaps(dir string) error {
	x.findRepeats()
	all := make([]bitmaps, len(x.Segments))
	for i, s := range x.Segments {
		for _, set := range s.sets() {
			if *set != nil {
				(*set).RunOptimize()
			}
		}
		all[i] = s.bitmaps
	}
	return writeBitmaps(filepath.Join(dir, BitmapsFile), all)
}

func with(set *roaring.Bitmap, doc int) *roaring.Bitmap {
	if set == nil {
		set = roaring.New()
	}
	set.Add(uint32(doc))
	return set
}
