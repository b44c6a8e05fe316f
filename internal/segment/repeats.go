package segment

import (
	"cmp"
	"slices"
)

// findRepeats finds the documents that have the same words, team and parents. For example, a
// roadmap repeats its rows for months. The same short reply to another question is not a
// repeat. All such documents except the first are repeats; they are ordered by date, then
// as in the notes.
func (x *Index) findRepeats() {
	type said struct {
		sum    uint64
		number uint32
	}
	// Few documents repeat others. If a sum does not share its place with another, it is
	// unique and need not be sorted.
	places := newPlaces(x.live)
	x.eachSum(func(_ *Segment, _ uint32, sum uint64) { places.add(sum) })
	var all []said
	for _, s := range x.Segments {
		s.shared, s.repeats, s.routine = nil, nil, nil
	}
	x.eachSum(func(s *Segment, doc uint32, sum uint64) {
		if places.shares(sum) {
			all = append(all, said{sum, uint32(s.first) + doc})
		}
	})
	slices.SortFunc(all, func(a, b said) int { return cmp.Compare(a.sum, b.sum) })
	held := x.meetingsByName()
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].sum == all[0].sum {
			n++
		}
		if n > 1 {
			first := all[0]
			for _, other := range all[1:n] {
				if x.compareAge(uint64(other.number), uint64(first.number)) < 0 {
					first = other
				}
			}
			for _, one := range all[:n] {
				s, doc := x.Locate(uint64(one.number))
				s.shared = with(s.shared, doc)
				if one != first {
					s.repeats = with(s.repeats, doc)
				}
			}
			numbers := make([]uint64, n)
			for i, one := range all[:n] {
				numbers[i] = uint64(one.number)
			}
			held.findRoutine(x, numbers)
		}
		all = all[n:]
	}
}

// eachSum calls visit with each document of x and its sum, except for headings.
func (x *Index) eachSum(visit func(s *Segment, doc uint32, sum uint64)) {
	for _, s := range x.Segments {
		for docs := range s.blocks() {
			for _, doc := range docs {
				if sum := s.Columns.Sum(int(doc)); sum != 0 {
					visit(s, doc, sum)
				}
			}
		}
	}
}

// places assigns a place to each sum. Few sums share one.
type places struct {
	once, twice []uint64 // a bit for each place: whether it has a sum, or more than one
	mask        uint64
}

// newPlaces returns enough places that at most one in sixteen of n different sums shares
// its place.
func newPlaces(n int) *places {
	size := uint64(64)
	for size < 16*uint64(n) {
		size *= 2
	}
	return &places{make([]uint64, size/64), make([]uint64, size/64), size - 1}
}

func (p *places) add(sum uint64) {
	at := sum & p.mask
	bit := uint64(1) << (at % 64)
	p.twice[at/64] |= p.once[at/64] & bit
	p.once[at/64] |= bit
}

func (p *places) shares(sum uint64) bool {
	at := sum & p.mask
	return p.twice[at/64]>>(at%64)&1 == 1
}
