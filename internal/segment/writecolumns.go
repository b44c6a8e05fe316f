package segment

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"slices"

	"minutes/schema"
)

// A columnWriter collects columns, document by document. It takes about 40 bytes per
// document.
type columnWriter struct {
	columns [columnCount]columnInMaking
	lines   []uint32
	sums    []uint64
	last    *schema.Document // that was added; nil for none
	agenda  bool             // whether its section is an agenda
}

type columnInMaking struct {
	values numbering
	of     []uint32 // number of the value of each document
}

// add adds d, which must not change until the next one is added.
func (w *columnWriter) add(d *schema.Document, sum uint64) {
	for i, field := range schema.Columns {
		// Most documents have the same value as the previous one.
		if c := &w.columns[i]; w.last != nil && sameValue(d, w.last, field) {
			c.of = append(c.of, c.of[len(c.of)-1])
		} else {
			c.of = append(c.of, c.values.number(Value(d, field)))
		}
	}
	line := uint32(d.Line)
	if d.Present {
		line |= presentBit
	}
	if w.last == nil || !sameValue(d, w.last, schema.Section) {
		w.agenda = isAgenda(d.Section)
	}
	if isPointer(d, w.agenda) {
		line |= pointerBit
	}
	w.lines = append(w.lines, line)
	w.sums = append(w.sums, sum)
	w.last = d
}

// addPart adds the documents of part.
func (w *columnWriter) addPart(part *columnWriter) {
	for i := range w.columns {
		from, to := &part.columns[i], &w.columns[i]
		numbers := make([]uint32, len(from.values.texts))
		for number, value := range from.values.texts {
			numbers[number] = to.values.number(value)
		}
		to.of = slices.Grow(to.of, len(from.of))
		for _, number := range from.of {
			to.of = append(to.of, numbers[number])
		}
	}
	w.lines = append(w.lines, part.lines...)
	w.sums = append(w.sums, part.sums...)
}

// reset removes all documents, and keeps the memory for others.
func (w *columnWriter) reset() {
	for i := range w.columns {
		c := &w.columns[i]
		c.values.reset()
		c.of = c.of[:0]
	}
	w.lines, w.sums, w.last = w.lines[:0], w.sums[:0], nil
}

// addFrom adds the documents of other for which keep returns true.
func (w *columnWriter) addFrom(other *Columns, keep func(doc int) bool) {
	for i := range w.columns {
		from, to := &other.columns[i], &w.columns[i]
		const unknown = math.MaxUint32
		numbers := make([]uint32, from.Values())
		for ordinal := range numbers {
			numbers[ordinal] = unknown
		}
		for doc := range other.count {
			if !keep(doc) {
				continue
			}
			ordinal := from.Ordinal(doc)
			if numbers[ordinal] == unknown {
				numbers[ordinal] = to.values.number(from.Value(ordinal))
			}
			to.of = append(to.of, numbers[ordinal])
		}
	}
	for doc := range other.count {
		if keep(doc) {
			w.lines = append(w.lines, u32(other.lines[4*doc:]))
			w.sums = append(w.sums, other.Sum(doc))
		}
	}
}

// sorted returns the values of c in order, and the rank of each number.
func (c *columnInMaking) sorted() (values []string, ranks []uint32) {
	values = slices.Clone(c.values.texts)
	slices.Sort(values)
	ranks = make([]uint32, len(values))
	for rank, value := range values {
		ranks[c.values.numbers[value]] = uint32(rank)
	}
	return values, ranks
}

// widthFor returns the number of bytes of an ordinal of so many values.
func widthFor(values int) int {
	switch {
	case values <= 1<<8:
		return 1
	case values <= 1<<16:
		return 2
	}
	return 4
}

// write writes the columns to a new file at path.
func (w *columnWriter) write(path string) error {
	order := binary.LittleEndian
	out := make([]byte, headerSize)
	copy(out, magic)
	order.PutUint32(out[8:], uint32(len(w.lines)))
	align := func() int {
		for len(out)%8 != 0 {
			out = append(out, 0)
		}
		return len(out)
	}
	at := 16
	for i := range w.columns {
		c := &w.columns[i]
		sorted, ranks := c.sorted()
		width := widthFor(len(sorted))
		order.PutUint32(out[at:], uint32(len(sorted)))
		order.PutUint32(out[at+4:], uint32(width))
		order.PutUint64(out[at+8:], uint64(align()))
		end := uint64(0)
		for _, value := range sorted {
			if end += uint64(len(value)); end > math.MaxUint32 {
				return fmt.Errorf("the values of %s exceed 4 GiB", schema.Columns[i])
			}
			out = order.AppendUint32(out, uint32(end))
		}
		for _, value := range sorted {
			out = append(out, value...)
		}
		order.PutUint64(out[at+16:], uint64(align()))
		for _, number := range c.of {
			switch rank := ranks[number]; width {
			case 1:
				out = append(out, byte(rank))
			case 2:
				out = order.AppendUint16(out, uint16(rank))
			default:
				out = order.AppendUint32(out, rank)
			}
		}
		at += columnHeader
	}
	order.PutUint64(out[at:], uint64(align()))
	for _, line := range w.lines {
		out = order.AppendUint32(out, line)
	}
	order.PutUint64(out[at+8:], uint64(align()))
	for _, sum := range w.sums {
		out = order.AppendUint64(out, sum)
	}
	return os.WriteFile(path, out, 0o666)
}
