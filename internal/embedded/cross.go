package embedded

import (
	"minutes/internal/engine"
	"minutes/internal/segment"
)

// A crossing counts the documents with each pair of keys on two axes. It has a table while there
// are few pairs, then a list. In a large table most counts are 0, and getting its memory takes
// longer than counting.
type crossing struct {
	axes   [2]axis
	table  []uint32        // counts by row, then by column, which are the numbers of the keys
	height int             // number of rows in table, some of them for keys to come
	width  int             // likewise, of columns
	listed bool            // whether new counts go to list
	list   [][]engine.Cell // counts of runs of documents, in chunks, which are never moved
	same   int             // axis on which the documents of a run have the same key
	run    []uint32        // counts of a run, by the number of the key on the other axis; else 0
}

// maxTable is the maximum number of pairs of keys for which there is a table. Tests lower it.
var maxTable = 1 << 16

// chunk is the number of cells for which a list gets memory at once.
const chunk = 4096

// An axis numbers the keys of an engine.Axis in the order in which they come up.
type axis struct {
	engine.Axis
	numbers  map[string]int32
	keys     []string
	of       *segment.Segment // the current segment, with its columns
	columns  []*segment.Column
	known    []int32              // ordinal in the first column to 1 plus the number of the key; if there is one column
	pairs    map[pair]int32       // ordinals in two columns to the number of the key
	found    [blockSize]int32     // numbers of the keys of the documents of a batch
	ordinals [2][blockSize]uint32 // of these documents in the columns
}

func newCrossing(c engine.Cross) *crossing {
	made := &crossing{}
	for i, a := range c {
		made.axes[i] = axis{Axis: a, numbers: map[string]int32{}}
	}
	return made
}

// count counts the documents of b.
func (c *crossing) count(b *batch) {
	rows, columns := c.axes[0].read(b), c.axes[1].read(b)
	c.makeRoom(rows, columns)
	if c.listed {
		c.listRuns([2][]int32{rows, columns})
		return
	}
	table, width := c.table, c.width
	for i, row := range rows {
		table[int(row)*width+int(columns[i])]++
	}
}

// makeRoom makes room for all pairs of the keys that have come up, last those in rows and columns.
// If they are too many for the table, it turns to the list.
func (c *crossing) makeRoom(rows, columns []int32) {
	height, width := len(c.axes[0].keys), len(c.axes[1].keys)
	if c.listed || height <= c.height && width <= c.width {
		return
	}
	if height*width > maxTable {
		c.listed = true
		if changes(columns) < changes(rows) {
			c.same = 1
		}
		return
	}
	const growth = 2 // memory that is left behind takes more time than memory that is never used
	if height > c.height {
		height *= growth
	}
	if width > c.width {
		width *= growth
	}
	height, width = max(c.height, height), max(c.width, width)
	table := make([]uint32, height*width)
	for row := range c.height {
		copy(table[row*width:], c.table[row*c.width:][:c.width])
	}
	c.table, c.height, c.width = table, height, width
}

// changes returns the number of keys that differ from the one before.
func changes(keys []int32) int {
	n := 0
	for i, key := range keys {
		if i > 0 && key != keys[i-1] {
			n++
		}
	}
	return n
}

// listRuns lists the counts of each run of documents with the same key on axis c.same. The
// documents of a note are consecutive, so runs on the axis of dates are long.
func (c *crossing) listRuns(keys [2][]int32) {
	other := 1 - c.same
	if missing := len(c.axes[other].keys) - len(c.run); missing > 0 {
		c.run = append(c.run, make([]uint32, missing)...)
	}
	same, counts := keys[c.same], c.run
	var found [blockSize + 1]int32
	for first := 0; first < len(same); {
		n, next := 0, first
		for ; next < len(same) && same[next] == same[first]; next++ {
			key := keys[other][next]
			found[n] = key
			if counts[key] == 0 {
				n++
			}
			counts[key]++
		}
		for _, key := range found[:n] {
			cell := engine.Cell{N: int(counts[key])}
			cell.Keys[c.same], cell.Keys[other] = same[first], key
			c.add(cell)
			counts[key] = 0
		}
		first = next
	}
}

// add adds cell to the list.
func (c *crossing) add(cell engine.Cell) {
	last := len(c.list) - 1
	if last < 0 || len(c.list[last]) == chunk {
		c.list = append(c.list, make([]engine.Cell, 0, chunk))
		last++
	}
	c.list[last] = append(c.list[last], cell)
}

// merge adds the counts of other, which was made for the same axes. It takes the list of other.
func (c *crossing) merge(other *crossing) {
	var numbers [2][]int32 // by number in other
	for i := range numbers {
		for _, key := range other.axes[i].keys {
			numbers[i] = append(numbers[i], c.axes[i].numberOf(key))
		}
	}
	renumber := func(cell *engine.Cell) {
		cell.Keys[0], cell.Keys[1] = numbers[0][cell.Keys[0]], numbers[1][cell.Keys[1]]
	}
	for cell := range other.tabled {
		renumber(&cell)
		c.add(cell)
	}
	for _, cells := range other.list {
		for i := range cells {
			renumber(&cells[i])
		}
		c.list = append(c.list, cells)
	}
}

// tabled yields the counts in the table. The keys of a cell are their numbers.
func (c *crossing) tabled(yield func(engine.Cell) bool) {
	height, width := min(len(c.axes[0].keys), c.height), min(len(c.axes[1].keys), c.width)
	for row := range height {
		for column, n := range c.table[row*c.width:][:width] {
			if n > 0 && !yield(engine.Cell{Keys: [2]int32{int32(row), int32(column)}, N: int(n)}) {
				return
			}
		}
	}
}

// cells yields all counts. The keys of a cell are their numbers.
func (c *crossing) cells(yield func(engine.Cell) bool) {
	for cell := range c.tabled {
		if !yield(cell) {
			return
		}
	}
	for _, cells := range c.list {
		for _, cell := range cells {
			if !yield(cell) {
				return
			}
		}
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

// number returns the number of the key for ordinals in the columns.
func (a *axis) number(ordinals ...uint32) int32 {
	var values [2]string
	for i, ordinal := range ordinals {
		values[i] = a.columns[i].Value(int(ordinal))
	}
	return a.numberOf(a.Key(values[:len(ordinals)]))
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
	return engine.Crossed{Keys: [2][]string{c.axes[0].keys, c.axes[1].keys}, Cells: c.cells}
}
