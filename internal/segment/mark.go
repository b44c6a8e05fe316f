package segment

import (
	"cmp"
	"path/filepath"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"minutes/internal/analysis"
	"minutes/schema"
)

// Delete deletes the documents of the files for which gone returns true. It changes only
// x, until the marks are written.
func (x *Index) Delete(gone func(file string) bool) {
	for _, s := range x.Segments {
		c := s.Columns.Column(schema.File)
		wanted := make([]bool, c.Values())
		for ordinal := range wanted {
			wanted[ordinal] = gone(c.Value(ordinal))
		}
		for docs := range s.blocks() {
			for _, doc := range c.Select(docs, wanted) {
				s.deleted = with(s.deleted, int(doc))
				x.live--
			}
		}
	}
}

// WriteDeleted writes a marks file with only the deleted documents of segments to the
// index at dir. A segment that is nil has none.
func WriteDeleted(dir string, segments []*Segment) error {
	all := make([]marks, len(segments))
	for i, s := range segments {
		if s != nil {
			all[i].deleted = s.deleted
		}
	}
	return writeMarks(filepath.Join(dir, MarksFile), all)
}

// WriteMarks finds the documents of x that repeat others, and writes the marks of all
// documents to the index at dir.
func (x *Index) WriteMarks(dir string) error {
	x.compare()
	all := make([]marks, len(x.Segments))
	for i, s := range x.Segments {
		for _, set := range s.sets() {
			if *set != nil {
				(*set).RunOptimize()
			}
		}
		all[i] = s.marks
	}
	return writeMarks(filepath.Join(dir, MarksFile), all)
}

// compare marks documents that have the same words, team and parents. For example, a
// roadmap repeats its rows for months. The same short reply to another question is not a
// repeat. All such documents except the first are repeats; they are ordered by date, then
// as in the notes.
func (x *Index) compare() {
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
			held.markRoutine(x, numbers)
		}
		all = all[n:]
	}
}

// meetings maps the folded name of a meeting to its dates.
type meetings map[string]map[string]bool

// meetingsByName returns the meetings of x, without those that have no date or no name.
func (x *Index) meetingsByName() meetings {
	held := meetings{}
	for _, s := range x.Segments {
		dates, names := s.Columns.Column(schema.Date), s.Columns.Column(schema.Meeting)
		folded := foldedValues(names)
		last := [2]int{-1, -1}
		for docs := range s.blocks() {
			for _, doc := range docs {
				at := [2]int{dates.Ordinal(int(doc)), names.Ordinal(int(doc))}
				if at != last { // documents of a meeting follow each other
					held.add(folded[at[1]], dates.Value(at[0]))
				}
				last = at
			}
		}
	}
	return held
}

func foldedValues(c *Column) []string {
	folded := make([]string, c.Values())
	for ordinal := range folded {
		folded[ordinal] = analysis.Fold(c.Value(ordinal))
	}
	return folded
}

func (m meetings) add(name, date string) {
	if name == "" || date == "" {
		return
	}
	if m[name] == nil {
		m[name] = map[string]bool{}
	}
	m[name][date] = true
}

// fewMeetings is a number of meetings of one name. Up to this number, nothing is routine,
// because repeats could be chance.
const fewMeetings = 3

// markRoutine marks the documents with numbers, which have the same text, team and
// parents, if most meetings of their name have such a document.
func (m meetings) markRoutine(x *Index, numbers []uint64) {
	if len(numbers) <= fewMeetings/2 {
		return
	}
	say := meetings{}
	names := make([]string, len(numbers))
	for i, number := range numbers {
		s, doc := x.Locate(number)
		names[i] = analysis.Fold(s.value(schema.Meeting, doc))
		say.add(names[i], s.value(schema.Date, doc))
	}
	for i, number := range numbers {
		all := len(m[names[i]])
		if all > fewMeetings && 2*len(say[names[i]]) > all {
			s, doc := x.Locate(number)
			s.routine = with(s.routine, doc)
		}
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

func with(set *roaring.Bitmap, doc int) *roaring.Bitmap {
	if set == nil {
		set = roaring.New()
	}
	set.Add(uint32(doc))
	return set
}

// compareAge orders documents by date, then as in the notes.
func (x *Index) compareAge(a, b uint64) int {
	s, i := x.Locate(a)
	t, j := x.Locate(b)
	return cmp.Or(cmp.Compare(s.value(schema.Date, i), t.value(schema.Date, j)), x.Compare(a, b))
}

func (s *Segment) value(field string, doc int) string {
	c := s.Columns.Column(field)
	return c.Value(c.Ordinal(doc))
}

// Compare orders documents, given by number, as in the notes: by file, then by line.
func (x *Index) Compare(a, b uint64) int {
	s, i := x.Locate(a)
	t, j := x.Locate(b)
	file := 0
	if s == t {
		c := s.Columns.Column(schema.File)
		file = cmp.Compare(c.Ordinal(i), c.Ordinal(j))
	} else {
		file = cmp.Compare(s.value(schema.File, i), t.value(schema.File, j))
	}
	return cmp.Or(file, cmp.Compare(s.Columns.Line(i), t.Columns.Line(j)))
}
