package segment

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"sort"

	"github.com/blevesearch/mmap-go"

	"minutes/schema"
)

// A columns file holds a column for each of schema.Columns: the distinct values of the
// documents, sorted, and for each document the ordinal of its value. An ordinal takes as
// many bytes as the largest one needs. Then follow two numbers for each document. All
// numbers are little-endian, and offsets are from the start of the file:
//
//	magic      8 bytes
//	documents  uint32
//	           uint32, 0
//	for each column
//	  values   uint32, number of values
//	  width    uint32, bytes of an ordinal: 1, 2 or 4
//	  ends     uint64, offset of the ends of the values: uint32 each, relative to the
//	           first byte of the first value; the values follow the ends
//	  ordinals uint64, offset of the ordinals
//	lines      uint64, offset of the lines: uint32 each; the highest bit is set if the
//	           document lists attendees
//	sums       uint64, offset of the sums: uint64 each, as in Columns.Sum
const (
	magic        = "mincol\x00\x04"
	columnHeader = 24
	headerSize   = 16 + columnHeader*columnCount + 16
)

const columnCount = 11 // len(schema.Columns)

// Columns are the values of a segment's documents in the fields of schema.Columns, with
// their lines and sums.
type Columns struct {
	file    mmap.MMap
	count   int
	columns [columnCount]Column
	lines   []byte
	sums    []byte
}

// A Column holds the values of a segment's documents in one field. Its distinct values
// are sorted, and each has an ordinal, from 0.
type Column struct {
	ends     []byte
	text     []byte
	ordinals []byte
	width    int
}

// openColumns opens the columns file at path. documents is its number of documents.
func openColumns(path string, documents int) (*Columns, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < headerSize {
		return nil, errColumns
	}
	file, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	c := &Columns{file: file, count: documents}
	if err := c.parse(); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

var errColumns = fmt.Errorf("columns are damaged")

func (c *Columns) close() error { return c.file.Unmap() }

// parse finds the parts of the file, and checks that all are inside it.
func (c *Columns) parse() error {
	if string(c.file[:8]) != magic || u32(c.file[8:]) != uint32(c.count) {
		return errColumns
	}
	header := c.file[16:]
	for i := range c.columns {
		values, width := uint64(u32(header)), uint64(u32(header[4:]))
		ends, ordinals := u64(header[8:]), u64(header[16:])
		if width != 1 && width != 2 && width != 4 {
			return errColumns
		}
		col := &c.columns[i]
		col.width = int(width)
		var ok1, ok2, ok3 bool
		col.ends, ok1 = c.part(ends, 4*values)
		col.ordinals, ok2 = c.part(ordinals, width*uint64(c.count))
		length := uint64(0)
		if ok1 && values > 0 {
			length = uint64(u32(col.ends[4*(values-1):]))
		}
		col.text, ok3 = c.part(ends+4*values, length)
		if !ok1 || !ok2 || !ok3 {
			return errColumns
		}
		header = header[columnHeader:]
	}
	var ok1, ok2 bool
	c.lines, ok1 = c.part(u64(header), 4*uint64(c.count))
	c.sums, ok2 = c.part(u64(header[8:]), 8*uint64(c.count))
	if !ok1 || !ok2 {
		return errColumns
	}
	return nil
}

// part returns size bytes of the file from start on, or false if they are not inside it.
func (c *Columns) part(start, size uint64) ([]byte, bool) {
	all := uint64(len(c.file))
	if start > all || size > all-start {
		return nil, false
	}
	return c.file[start : start+size], true
}

// Column returns the column of field, one of schema.Columns.
func (c *Columns) Column(field string) *Column {
	return &c.columns[slices.Index(schema.Columns, field)]
}

// Line returns the line that document doc begins on.
func (c *Columns) Line(doc int) int { return int(u32(c.lines[4*doc:]) &^ (presentBit | pointerBit)) }

// Present reports whether document doc lists attendees.
func (c *Columns) Present(doc int) bool { return u32(c.lines[4*doc:])&presentBit != 0 }

// Pointer reports whether document doc is a bare link or a line of an agenda.
func (c *Columns) Pointer(doc int) bool { return u32(c.lines[4*doc:])&pointerBit != 0 }

// Bits of a line number that hold properties of its document.
const (
	presentBit = 1 << 31
	pointerBit = 1 << 30
)

// Sum returns a hash of the words, team and parents of document doc. Documents that have
// all of these in common have the same sum. It is 0 for headings.
func (c *Columns) Sum(doc int) uint64 { return u64(c.sums[8*doc:]) }

// Values returns the number of distinct values.
func (c *Column) Values() int { return len(c.ends) / 4 }

// Value returns the value with ordinal, which must be less than Values.
func (c *Column) Value(ordinal int) string {
	start := uint32(0)
	if ordinal > 0 {
		start = u32(c.ends[4*(ordinal-1):])
	}
	return string(c.text[start:u32(c.ends[4*ordinal:])])
}

// Find returns the ordinal of value; there is false if no document has it.
func (c *Column) Find(value string) (ordinal int, there bool) {
	return sort.Find(c.Values(), func(i int) int { return cmp.Compare(value, c.Value(i)) })
}

// Ordinal returns the ordinal of the value of document doc.
func (c *Column) Ordinal(doc int) int {
	switch c.width {
	case 1:
		return int(c.ordinals[doc])
	case 2:
		return int(u16(c.ordinals[2*doc:]))
	}
	return int(u32(c.ordinals[4*doc:]))
}

// Ordinals sets each of ordinals to the ordinal of the value of the document of docs with
// the same index.
func (c *Column) Ordinals(docs []uint32, ordinals []uint32) {
	ordinals = ordinals[:len(docs)]
	switch c.width {
	case 1:
		for i, doc := range docs {
			ordinals[i] = uint32(c.ordinals[doc])
		}
	case 2:
		for i, doc := range docs {
			ordinals[i] = uint32(u16(c.ordinals[2*doc:]))
		}
	default:
		for i, doc := range docs {
			ordinals[i] = u32(c.ordinals[4*doc:])
		}
	}
}

// Look sets each of found to the element of table for the value of the document of docs with
// the same index. table must have an element for each value.
func (c *Column) Look(docs []uint32, table, found []int32) {
	found = found[:len(docs)]
	switch c.width {
	case 1:
		for i, doc := range docs {
			found[i] = table[c.ordinals[doc]]
		}
	case 2:
		for i, doc := range docs {
			found[i] = table[u16(c.ordinals[2*doc:])]
		}
	default:
		for i, doc := range docs {
			found[i] = table[u32(c.ordinals[4*doc:])]
		}
	}
}

// Count adds 1 to the count of its value for each of docs. counts must have an element
// for each value.
func (c *Column) Count(docs []uint32, counts []int) {
	switch c.width {
	case 1:
		for _, doc := range docs {
			counts[c.ordinals[doc]]++
		}
	case 2:
		for _, doc := range docs {
			counts[u16(c.ordinals[2*doc:])]++
		}
	default:
		for _, doc := range docs {
			counts[u32(c.ordinals[4*doc:])]++
		}
	}
}

// Select filters docs in place, and returns those whose value is wanted. wanted must have
// an element for each value.
func (c *Column) Select(docs []uint32, wanted []bool) []uint32 {
	n := 0
	switch c.width {
	case 1:
		for _, doc := range docs {
			docs[n] = doc
			if wanted[c.ordinals[doc]] {
				n++
			}
		}
	case 2:
		for _, doc := range docs {
			docs[n] = doc
			if wanted[u16(c.ordinals[2*doc:])] {
				n++
			}
		}
	default:
		for _, doc := range docs {
			docs[n] = doc
			if wanted[u32(c.ordinals[4*doc:])] {
				n++
			}
		}
	}
	return docs[:n]
}

func u16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }
func u32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func u64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }
