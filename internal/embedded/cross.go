package embedded

import (
	"minutes/internal/engine"
	"minutes/internal/segment"
)

// A crossing counts the documents with each pair of keys on two axes.
type crossing struct {
	axes   [2]axis
	rows   [][]int          // counts by the numbers of the keys, if these are few
	counts map[[2]int32]int // otherwise; nil if they are few
}

// maxDense is the maximum number of pairs of keys for which there is a table of counts.
const maxDense = 1 << 22

// An axis numbers the keys of an engine.Axis in the order in which they come up.
type axis struct {
	engine.Axis
	numbers map[string]int32
	keys    []string
	of      *segment.Segment // the current segment, with its columns
	columns []*segment.Column
	known   []int32             // ordinal in the first column to 1 plus the number of the key; if there is one column
	pairs   map[[2]uint32]int32 // ordinals in two columns to the number of the key
	found   [blockSize]int32    // numbers of the keys of the documents of a batch
}

func newCrossing(c engine.Cross) *crossing {
	made := &crossing{}
	for i, a := range c {
		made.axes[i] = axis{Axis: a, numbers: map[string]int32{}}
	}
	return made
}

// count counts the documents of b. Consecutive documents often have the same pair, and
// looking up each would take most of the time.
func (c *crossing) count(b *batch) {
	c.axes[0].read(b)
	c.axes[1].read(b)
	if c.counts == nil && len(c.axes[0].keys)*len(c.axes[1].keys) > maxDense {
		c.counts = map[[2]int32]int{}
		c.eachRow(func(pair [2]int32, n int) { c.counts[pair] = n })
		c.rows = nil
	}
	var last [2]int32
	n := 0
	for i := range b.docs {
		pair := [2]int32{c.axes[0].found[i], c.axes[1].found[i]}
		if n > 0 && pair != last {
			c.add(last, n)
			n = 0
		}
		last = pair
		n++
	}
	if n > 0 {
		c.add(last, n)
	}
}

func (c *crossing) add(pair [2]int32, n int) {
	if c.counts != nil {
		c.counts[pair] += n
		return
	}
	for int(pair[0]) >= len(c.rows) {
		c.rows = append(c.rows, nil)
	}
	if row := c.rows[pair[0]]; int(pair[1]) >= len(row) {
		c.rows[pair[0]] = append(row, make([]int, int(pair[1])+1-len(row))...)
	}
	c.rows[pair[0]][pair[1]] += n
}

// merge adds the counts of other, which was made for the same axes.
func (c *crossing) merge(other *crossing) {
	for _, cell := range other.result().Cells {
		var pair [2]int32
		for i, key := range cell.Keys {
			pair[i] = c.axes[i].numberOf(other.axes[i].keys[key])
		}
		c.add(pair, cell.N)
	}
}

// eachRow calls visit with the counts in c.rows that are not 0.
func (c *crossing) eachRow(visit func(pair [2]int32, n int)) {
	for i, row := range c.rows {
		for j, n := range row {
			if n > 0 {
				visit([2]int32{int32(i), int32(j)}, n)
			}
		}
	}
}

// read sets a.found to the numbers of the keys of the documents of b.
func (a *axis) read(b *batch) {
	if a.of != b.segment {
		a.of, a.columns, a.pairs = b.segment, nil, map[[2]uint32]int32{}
		for _, field := range a.Columns {
			a.columns = append(a.columns, b.segment.Columns.Column(field))
		}
		a.known = make([]int32, a.columns[0].Values())
	}
	var ordinals [2][blockSize]uint32
	for i, column := range a.columns {
		column.Ordinals(b.docs, ordinals[i][:])
	}
	if len(a.columns) == 1 {
		for i, ordinal := range ordinals[0][:len(b.docs)] {
			if a.known[ordinal] == 0 {
				a.known[ordinal] = 1 + a.number(ordinal)
			}
			a.found[i] = a.known[ordinal] - 1
		}
		return
	}
	for i := range b.docs {
		at := [2]uint32{ordinals[0][i], ordinals[1][i]}
		if i > 0 && at == [2]uint32{ordinals[0][i-1], ordinals[1][i-1]} {
			a.found[i] = a.found[i-1]
			continue
		}
		number, ok := a.pairs[at]
		if !ok {
			number = a.number(at[:]...)
			a.pairs[at] = number
		}
		a.found[i] = number
	}
}

// number returns the number of the key for ordinals in the columns.
func (a *axis) number(ordinals ...uint32) int32 {
	values := make([]string, len(ordinals))
	for i, ordinal := range ordinals {
		values[i] = a.columns[i].Value(int(ordinal))
	}
	return a.numberOf(a.Key(values))
}

func (a *axis) numberOf(key string) int32 {
	number, ok := a.numbers[key]
	if !ok {
		number = int32(len(a.keys))
		a.numbers[key] = number
		a.keys = append(a.keys, key)
	}
	return number
}

// result returns the counts.
func (c *crossing) result() engine.Crossed {
	all := engine.Crossed{Keys: [2][]string{c.axes[0].keys, c.axes[1].keys}}
	add := func(pair [2]int32, n int) { all.Cells = append(all.Cells, engine.Cell{Keys: pair, N: n}) }
	c.eachRow(add)
	for pair, n := range c.counts {
		add(pair, n)
	}
	return all
}
