package embedded

import (
	"slices"

	"minutes/internal/engine"
)

// A hit is a document that matches, with what is known before the document is read.
type hit struct {
	number uint64
	engine.Rank
	repeats     *engine.Repeats
	explanation *[]string // nil if not requested; a pointer, to save memory
}

// A hitQueue keeps the first matches of all that are added. Matches that are equal in order
// are sorted as in the notes.
type hitQueue struct {
	reader *reader
	order  engine.Order
	size   int // maximum number of matches to keep
	kept   []hit
	cut    bool // whether a match after kept[size-1] can be dropped
}

func (q *hitQueue) compare(a, b *hit) int {
	if c := q.order.Compare(&a.Rank, &b.Rank); c != 0 {
		return c
	}
	return q.reader.Compare(a.number, b.number)
}

// drops reports whether add would drop the match with index i in b, as its score alone shows.
// That is so for nearly all matches of a frequent word.
func (q *hitQueue) drops(b *batch, i int) bool {
	return q.cut && q.order.ByScore && len(b.scores) > 0 && b.scores[i] < q.kept[q.size-1].Score
}

func (q *hitQueue) add(m hit) {
	if q.size == 0 || q.cut && q.compare(&m, &q.kept[q.size-1]) > 0 {
		return
	}
	q.kept = append(q.kept, m)
	if len(q.kept) >= 2*q.size {
		q.cut = true
		q.sort()
	}
}

// sort sorts the kept matches and drops those after the first size.
func (q *hitQueue) sort() {
	slices.SortFunc(q.kept, func(a, b hit) int { return q.compare(&a, &b) })
	q.kept = q.kept[:min(len(q.kept), q.size)]
}

// from returns the kept matches without the first offset ones.
func (q *hitQueue) from(offset int) []hit {
	q.sort()
	return q.kept[min(offset, len(q.kept)):]
}
