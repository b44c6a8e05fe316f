package engine

import "iter"

// A Cross asks for the number of documents with each pair of keys on two axes.
type Cross [2]Axis

// An Axis gives each document a key, from its values in one or two columns.
type Axis struct {
	Columns []string
	Key     func(values []string) string
}

// Crossed are the numbers of documents with each pair of keys on two axes.
type Crossed struct {
	Keys  [2][]string    // the different keys on each axis
	Cells iter.Seq[Cell] // pairs that documents have; the numbers of a pair that comes several times add up
}

// A Cell is a pair of keys, by their indexes, with a number of documents.
type Cell struct {
	Keys [2]int32
	N    int
}

// A Crossing makes Crossed from numbers of documents that come one after the other. The zero
// value is ready to use.
type Crossing struct {
	keys    [2][]string
	numbers [2]map[string]int32 // indexes of keys
	cells   map[[2]int32]int
}

// Add adds n documents with a pair of keys.
func (c *Crossing) Add(keys [2]string, n int) {
	if c.cells == nil {
		c.numbers, c.cells = [2]map[string]int32{{}, {}}, map[[2]int32]int{}
	}
	var pair [2]int32
	for axis, key := range keys {
		number, ok := c.numbers[axis][key]
		if !ok {
			number = int32(len(c.keys[axis]))
			c.numbers[axis][key], c.keys[axis] = number, append(c.keys[axis], key)
		}
		pair[axis] = number
	}
	c.cells[pair] += n
}

// Crossed returns what was added.
func (c *Crossing) Crossed() Crossed {
	return Crossed{Keys: c.keys, Cells: func(yield func(Cell) bool) {
		for pair, n := range c.cells {
			if !yield(Cell{pair, n}) {
				return
			}
		}
	}}
}
