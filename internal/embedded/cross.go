package embedded

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"minutes/internal/engine"
	"minutes/internal/fault"
)

// A crossing counts documents by their keys on two axes, in two passes. The first is that of
// the tally: it counts the values of the columns, which gives the keys, and keeps the documents.
// The second counts them by pairs of keys.
type crossing struct {
	reader    *reader
	documents int
	matches   []docSet // by segment
	axes      [2]*axis
}

// crossed returns what t has counted of c.
func (t *tally) crossed(c engine.Cross) engine.Crossed {
	made := &crossing{reader: t.reader, documents: t.total, matches: t.matches, axes: [2]*axis{newAxis(t, c[0]), newAxis(t, c[1])}}
	all := engine.Crossed{Count: made.count}
	for i, axis := range made.axes {
		all.Keys[i], all.Sums[i] = axis.keys, axis.sums
	}
	if len(c[0].Columns) == 1 && slices.Equal(c[0].Columns, c[1].Columns) {
		all.Count = func(places engine.Places, rows, columns int) ([][]int32, error) {
			return made.countValues(t.counts[c[0].Columns[0]], places, rows, columns), nil
		}
	}
	return all
}

// countValues does what count does if both axes have the same column, such as those of year and
// month. It needs no second pass: all documents with a value have the same pair of keys. counts
// has their number, by segment and value.
func (c *crossing) countValues(counts [][]int, places engine.Places, rows, columns int) [][]int32 {
	table := engine.NewTable(rows, columns)
	for i, ofSegment := range counts {
		row, column := c.axes[0].of[i].known, c.axes[1].of[i].known
		for value, n := range ofSegment {
			if n > 0 {
				places.Add(table, int(row[value]), int(column[value]), n)
			}
		}
	}
	return table
}

// count implements engine.Crossed.Count.
func (c *crossing) count(places engine.Places, rows, columns int) ([][]int32, error) {
	if c.documents == 0 { // there are no keys
		return engine.NewTable(rows, columns), nil
	}
	// The cells that are counted have one more row and one more column, for keys without a
	// place: to count these too is faster than to tell them from the others.
	width := columns + 1
	counter := pairCounter{
		crossing: c, places: places, width: width, cells: (rows + 1) * width,
		offsets: [2][]int32{offsetsOf(places[0], rows, width), offsetsOf(places[1], columns, 1)},
	}
	parts := 1
	if c.documents > 2*counter.cells { // otherwise adding up the parts takes longer than counting
		parts = 2
	}
	counts := make([][]int32, parts)
	var group errgroup.Group
	for part := range parts {
		group.Go(func() error {
			return fault.Catch(func() (err error) {
				counts[part], err = counter.count(part, parts)
				return err
			})
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, other := range counts[1:] {
		for i, n := range other {
			counts[0][i] += n
		}
	}
	table := make([][]int32, rows)
	for i := range table {
		table[i] = counts[0][i*width:][:columns:columns]
	}
	return table, nil
}

// A pairCounter counts the documents of a crossing in cells of a table, row by row.
type pairCounter struct {
	*crossing
	places  engine.Places
	cells   int        // number of cells
	width   int        // cells in a row
	offsets [2][]int32 // by key, see offsetsOf
}

// count returns the counts of the documents in one of parts of the blocks.
func (c *pairCounter) count(part, parts int) ([]int32, error) {
	cells := make([]int32, c.cells)
	var block [blockSize]uint32
	var rows, columns [blockSize]int32
	for i, set := range c.matches {
		lookRow, lookColumn := c.axes[0].lookup(i, c.offsets[0]), c.axes[1].lookup(i, c.offsets[1])
		for at := part; at < set.blocks(); at += parts {
			if err := context.Cause(c.reader.ctx); err != nil {
				return nil, err
			}
			docs := set.block(at, &block)
			lookRow(docs, rows[:])
			lookColumn(docs, columns[:])
			c.add(cells, rows[:len(docs)], columns[:len(docs)])
		}
	}
	return cells, nil
}

// add adds documents to cells. rows and columns have the offsets of their keys.
func (c *pairCounter) add(cells []int32, rows, columns []int32) {
	columns = columns[:len(rows)]
	for i, row := range rows {
		column := columns[i]
		if row|column >= 0 {
			cells[row+column]++
			continue
		}
		at := [2][]int{{int(row) / c.width}, {int(column)}}
		if row < 0 {
			at[0] = c.places[0][^row]
		}
		if column < 0 {
			at[1] = c.places[1][^column]
		}
		for _, row := range at[0] {
			for _, column := range at[1] {
				cells[row*c.width+column]++
			}
		}
	}
}

// offsetsOf returns the offset of the place of each key, where places are step cells apart: that
// of none for a key without a place, and ^key for one with several. Tables are small enough for
// int32, see engine.Crossed.
func offsetsOf(places [][]int, none, step int) []int32 {
	all := make([]int32, len(places))
	for key, of := range places {
		switch len(of) {
		case 0:
			all[key] = int32(none * step)
		case 1:
			all[key] = int32(of[0] * step)
		default:
			all[key] = ^int32(key)
		}
	}
	return all
}
