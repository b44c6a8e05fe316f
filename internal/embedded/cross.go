package embedded

import (
	"minutes/internal/engine"
	"minutes/internal/segment"
)

// A crossing counts the documents with each pair of keys on two axes.
type crossing struct {
	axes   [2]axis
	table  []uint32     // counts by row, then by column, which are the numbers of the keys
	height int          // number of rows in table, some of them for keys to come
	width  int          // likewise, of columns
	counts map[pair]int // instead of table, if there are many pairs; else nil
}

// maxDense is the maximum number of pairs of keys for which there is a table of counts. Tests
// lower it.
var maxDense = 1 << 22

// An axis numbers the keys of an engine.Axis in the order in which they come up.
type axis struct {
	engine.Axis
	numbers  map[string]int32
	keys     []string
	most     int              // number of keys that is never exceeded
	of       *segment.Segment // the current segment, with its columns
	columns  []*segment.Column
	known    []int32              // ordinal in the first column to 1 plus the number of the key; if there is one column
	pairs    map[pair]int32       // ordinals in two columns to the number of the key
	found    [blockSize]int32     // numbers of the keys of the documents of a batch
	ordinals [2][blockSize]uint32 // of these documents in the columns
}

func newCrossing(c engine.Cross, segments []*segment.Segment) *crossing {
	made := &crossing{}
	for i, a := range c {
		made.axes[i] = axis{Axis: a, numbers: map[string]int32{}, most: mostKeys(a, segments)}
	}
	return made
}

// count counts the documents of b.
func (c *crossing) count(b *batch) {
	rows, columns := c.axes[0].read(b), c.axes[1].read(b)
	c.makeRoom()
	if c.counts != nil {
		c.countMany(rows, columns)
		return
	}
	table, width := c.table, c.width
	for i, row := range rows {
		table[int(row)*width+int(columns[i])]++
	}
}

// countMany counts documents by c.counts. Consecutive documents often have the same pair, and
// looking up each would take most of the time.
func (c *crossing) countMany(rows, columns []int32) {
	var last pair
	n := 0
	for i, row := range rows {
		p := pairOf(int(row), int(columns[i]))
		if n > 0 && p != last {
			c.counts[last] += n
			n = 0
		}
		last = p
		n++
	}
	if n > 0 {
		c.counts[last] += n
	}
}

// makeRoom makes room for all pairs of the keys that have come up.
func (c *crossing) makeRoom() {
	rows, columns := &c.axes[0], &c.axes[1]
	height, width := len(rows.keys), len(columns.keys)
	if c.counts != nil || height <= c.height && width <= c.width {
		return
	}
	if height*width > maxDense {
		counts := map[pair]int{}
		c.each(func(p pair, n int) { counts[p] = n })
		c.table, c.height, c.width, c.counts = nil, 0, 0, counts
		return
	}
	growth := 4 // memory that is left behind takes more time than memory that is never used
	if height*width > maxDense/16 {
		growth = 2
	}
	height, width = max(c.height, min(growth*height, rows.most)), max(c.width, min(growth*width, columns.most))
	table := make([]uint32, height*width)
	for row := range c.height {
		copy(table[row*width:], c.table[row*c.width:][:c.width])
	}
	c.table, c.height, c.width = table, height, width
}

// merge adds the counts of other, which was made for the same axes.
func (c *crossing) merge(other *crossing) {
	var numbers [2][]int32 // by number in other
	for i := range numbers {
		for _, key := range other.axes[i].keys {
			numbers[i] = append(numbers[i], c.axes[i].numberOf(key))
		}
	}
	c.makeRoom()
	other.each(func(p pair, n int) {
		row, column := int(numbers[0][p.first()]), int(numbers[1][p.second()])
		if c.counts != nil {
			c.counts[pairOf(row, column)] += n
		} else {
			c.table[row*c.width+column] += uint32(n)
		}
	})
}

// each calls visit with the counts that are not 0, by pairs of the numbers of keys.
func (c *crossing) each(visit func(p pair, n int)) {
	height, width := min(len(c.axes[0].keys), c.height), min(len(c.axes[1].keys), c.width)
	for row := range height {
		for column, n := range c.table[row*c.width:][:width] {
			if n > 0 {
				visit(pairOf(row, column), int(n))
			}
		}
	}
	for p, n := range c.counts {
		visit(p, n)
	}
}

// read returns the numbers of the keys of the documents of b. They are valid until the next
// call.
func (a *axis) read(b *batch) []int32 {
	if a.of != b.segment {
		a.of, a.columns, a.pairs = b.segment, nil, map[pair]int32{}
		for _, field := range a.Columns {
			a.columns = append(a.columns, b.segment.Columns.Column(field))
		}
		a.known = make([]int32, a.columns[0].Values())
	}
	numbers := a.found[:len(b.docs)]
	a.columns[0].Ordinals(b.docs, a.ordinals[0][:])
	if len(a.columns) == 1 {
		for i, ordinal := range a.ordinals[0][:len(b.docs)] {
			number := a.known[ordinal]
			if number == 0 {
				number = 1 + a.number(ordinal)
				a.known[ordinal] = number
			}
			numbers[i] = number - 1
		}
		return numbers
	}
	a.columns[1].Ordinals(b.docs, a.ordinals[1][:])
	var last pair
	number := int32(-1)
	for i := range numbers {
		at := pairOf(int(a.ordinals[0][i]), int(a.ordinals[1][i]))
		if number < 0 || at != last {
			var ok bool
			if number, ok = a.pairs[at]; !ok {
				number = a.number(a.ordinals[0][i], a.ordinals[1][i])
				a.pairs[at] = number
			}
			last = at
		}
		numbers[i] = number
	}
	return numbers
}

// mostKeys returns a number of keys that documents in segments never exceed.
func mostKeys(a engine.Axis, segments []*segment.Segment) int {
	most := 0
	for _, s := range segments {
		keys := 1
		for _, field := range a.Columns {
			keys *= s.Columns.Column(field).Values()
		}
		most += keys
	}
	return most
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
	pairs := 0
	c.each(func(pair, int) { pairs++ })
	cells := make([]engine.Cell, 0, pairs)
	c.each(func(p pair, n int) {
		cells = append(cells, engine.Cell{Keys: [2]int32{int32(p.first()), int32(p.second())}, N: n})
	})
	return engine.Crossed{Keys: [2][]string{c.axes[0].keys, c.axes[1].keys}, Cells: cells}
}
