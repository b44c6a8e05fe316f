package embedded

import (
	"minutes/internal/engine"
	"minutes/internal/segment"
)

// An axis has the keys of an engine.Axis.
type axis struct {
	numbers map[string]int32 // indexes in keys
	keys    []string
	sums    []int // number of documents with each key
	of      []values
}

// values are the values of a segment in the one or two columns of an axis.
type values struct {
	columns []*segment.Column
	known   []int32        // keys by ordinal, if there is one column
	pairs   map[pair]int32 // keys by ordinals, if there are two
}

// newAxis returns the axis of a for the documents that t has counted.
func newAxis(t *tally, a engine.Axis) *axis {
	made := &axis{numbers: map[string]int32{}}
	for i, s := range t.reader.Segments {
		of := values{columns: columnsOf(s, a.Columns)}
		if len(of.columns) == 1 {
			of.known = make([]int32, of.columns[0].Values())
			for ordinal, n := range t.counts[a.Columns[0]][i] {
				if n > 0 {
					of.known[ordinal] = made.add(n, a.Key([]string{of.columns[0].Value(ordinal)}))
				}
			}
		} else {
			counts := t.pairs[[2]string(a.Columns)][i]
			of.pairs = make(map[pair]int32, len(counts))
			for p, n := range counts {
				of.pairs[p] = made.add(n, a.Key([]string{of.columns[0].Value(p.first()), of.columns[1].Value(p.second())}))
			}
		}
		made.of = append(made.of, of)
	}
	return made
}

// columnsOf returns the columns of fields in s.
func columnsOf(s *segment.Segment, fields []string) []*segment.Column {
	var columns []*segment.Column
	for _, field := range fields {
		columns = append(columns, s.Columns.Column(field))
	}
	return columns
}

// add adds n documents with key, and returns the number of the key.
func (a *axis) add(n int, key string) int32 {
	number, ok := a.numbers[key]
	if !ok {
		number = int32(len(a.keys))
		a.numbers[key] = number
		a.keys, a.sums = append(a.keys, key), append(a.sums, 0)
	}
	a.sums[number] += n
	return number
}

// lookup returns a function that sets each of found to the element of byKey for the key of the
// document of docs with the same index. They are documents of the segment with the given index,
// at most a block.
func (a *axis) lookup(index int, byKey []int32) func(docs []uint32, found []int32) {
	of := a.of[index]
	if len(of.columns) == 1 {
		table := make([]int32, len(of.known))
		for ordinal, key := range of.known {
			table[ordinal] = byKey[key]
		}
		return func(docs []uint32, found []int32) { of.columns[0].Look(docs, table, found) }
	}
	return func(docs []uint32, found []int32) {
		var pairs [blockSize]pair
		var last pair
		for i, p := range readPairs(of.columns, docs, &pairs) {
			if i == 0 || p != last {
				found[i], last = byKey[of.pairs[p]], p
			} else {
				found[i] = found[i-1]
			}
		}
	}
}
