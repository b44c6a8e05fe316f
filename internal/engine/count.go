package engine

import (
	"cmp"
	"slices"
)

// A Count is a value and the number of documents that have it.
type Count struct {
	Value string
	N     int
}

// Sum sorts counts by value, and returns them with each value once. It uses their array.
func Sum(counts []Count) []Count {
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Compare(a.Value, b.Value) })
	sums := counts[:0]
	for _, c := range counts {
		if last := len(sums) - 1; last >= 0 && sums[last].Value == c.Value {
			sums[last].N += c.N
		} else {
			sums = append(sums, c)
		}
	}
	return sums
}

// FirstLast returns the first and the last date in counts of dates, which are in order; "" if
// there is none.
func FirstLast(dates []Count) (first, last string) {
	if dated, _ := Dated(dates); len(dated) > 0 {
		return dated[0].Value, dated[len(dated)-1].Value
	}
	return "", ""
}

// Dated returns counts of dates, which are in order, without that of documents that have no
// date, and the number of these.
func Dated(dates []Count) (dated []Count, undated int) {
	if len(dates) > 0 && dates[0].Value == "" {
		return dates[1:], dates[0].N
	}
	return dates, 0
}
