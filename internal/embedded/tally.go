package embedded

import (
	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/segment"
	"minutes/schema"
)

// A tally counts the values that documents have.
type tally struct {
	reader   *reader
	total    int
	counts   map[string][][]int           // by field, then segment, then value of the column
	pairs    map[[2]string][]map[pair]int // by two fields, then segment, then values of their columns
	meetings [][]pair                     // by segment: dates and names of meetings, also several times; nil if not requested
	matches  []docSet                     // by segment: the documents; nil if nothing is crossed
}

// A pair holds two ordinals of a segment, or two other numbers. Maps of integers are faster
// than those of structs.
type pair uint64

func pairOf(first, second int) pair { return pair(first)<<32 | pair(second) }

func (p pair) first() int  { return int(p >> 32) }
func (p pair) second() int { return int(uint32(p)) }

// persons are the fields of Request.Persons.
var persons = [2]string{schema.Lead, schema.People}

// newTally returns an empty tally for what q requests.
func newTally(r *reader, q engine.Request) tally {
	t := tally{reader: r, counts: map[string][][]int{}, pairs: map[[2]string][]map[pair]int{}}
	t.include(schema.Date)
	for _, field := range q.Fields {
		t.include(field)
	}
	if q.Persons {
		t.include(persons[:]...)
	}
	for _, c := range q.Crossed {
		t.include(c[0].Columns...)
		t.include(c[1].Columns...)
	}
	if q.Crossed != nil {
		for _, s := range r.Segments {
			t.matches = append(t.matches, newDocSet(s))
		}
	}
	if q.Meetings {
		t.meetings = make([][]pair, len(r.Segments))
	}
	return t
}

// include makes t count the values of one or two fields.
func (t *tally) include(fields ...string) {
	switch len(fields) {
	case 1:
		counts := make([][]int, len(t.reader.Segments))
		for i, s := range t.reader.Segments {
			counts[i] = make([]int, s.Columns.Column(fields[0]).Values())
		}
		t.counts[fields[0]] = counts
	case 2:
		counts := make([]map[pair]int, len(t.reader.Segments))
		for i := range counts {
			counts[i] = map[pair]int{}
		}
		t.pairs[[2]string(fields)] = counts
	}
}

// count counts the documents of b.
func (t *tally) count(b *batch) {
	t.total += len(b.docs)
	for field, counts := range t.counts {
		b.segment.Columns.Column(field).Count(b.docs, counts[b.index])
	}
	for fields, counts := range t.pairs {
		countPairs(b, fields, counts[b.index])
	}
	if t.matches != nil {
		t.matches[b.index].add(b.docs)
	}
	if t.meetings != nil {
		t.addMeetings(b)
	}
}

// merge adds the counts of other, which was made for the same request.
func (t *tally) merge(other *tally) {
	t.total += other.total
	for field, segments := range other.counts {
		for i, counts := range segments {
			for ordinal, n := range counts {
				t.counts[field][i][ordinal] += n
			}
		}
	}
	for fields, segments := range other.pairs {
		for i, counts := range segments {
			for p, n := range counts {
				t.pairs[fields][i][p] += n
			}
		}
	}
	for i, meetings := range other.meetings {
		t.meetings[i] = append(t.meetings[i], meetings...)
	}
	for i, set := range other.matches {
		t.matches[i].addAll(set)
	}
}

// countPairs counts the values of the documents of b in two fields. Consecutive documents
// often have the same, and looking up each would take most of the time of counting.
func countPairs(b *batch, fields [2]string, counts map[pair]int) {
	var pairs [blockSize]pair
	var last pair
	n := 0
	for _, p := range readPairs(columnsOf(b.segment, fields[:]), b.docs, &pairs) {
		if n > 0 && p != last {
			counts[last] += n
			n = 0
		}
		last = p
		n++
	}
	if n > 0 {
		counts[last] += n
	}
}

// readPairs fills pairs with the ordinals of the values of docs in two columns, and returns them.
func readPairs(columns []*segment.Column, docs []uint32, pairs *[blockSize]pair) []pair {
	var first, second [blockSize]uint32
	columns[0].Ordinals(docs, first[:])
	columns[1].Ordinals(docs, second[:])
	for i, ordinal := range first[:len(docs)] {
		pairs[i] = pairOf(int(ordinal), int(second[i]))
	}
	return pairs[:len(docs)]
}

// addMeetings adds the meetings of the documents of b. Documents of a note are consecutive,
// so few meetings are added twice.
func (t *tally) addMeetings(b *batch) {
	dates, names := b.segment.Columns.Column(schema.Date), b.segment.Columns.Column(schema.Meeting)
	all := t.meetings[b.index]
	for _, doc := range b.docs {
		m := pairOf(dates.Ordinal(int(doc)), names.Ordinal(int(doc)))
		if len(all) == 0 || m != all[len(all)-1] {
			all = append(all, m)
		}
	}
	t.meetings[b.index] = all
}

// countMeetings returns the number of different meetings. A meeting is identified by its
// date and its folded name.
func (t *tally) countMeetings() int {
	days, folded := map[string]int{"": 0}, map[string]int{}
	seen := map[pair]bool{}
	for i, meetings := range t.meetings {
		c := t.reader.Segments[i].Columns
		dates := numbering{column: c.Column(schema.Date), known: days, key: func(day string) string { return day }}
		names := numbering{column: c.Column(schema.Meeting), known: folded, key: analysis.Fold}
		for _, m := range meetings {
			if day := dates.of(m.first()); day != 0 {
				seen[pairOf(day, names.of(m.second()))] = true
			}
		}
	}
	return len(seen)
}

// A numbering gives numbers to the values of columns of several segments. Values with the
// same key have the same number.
type numbering struct {
	column  *segment.Column
	key     func(value string) string
	known   map[string]int // numbers by key, for all segments
	numbers []int          // by ordinal, plus 1; 0 until needed
}

func (n *numbering) of(ordinal int) int {
	if n.numbers == nil {
		n.numbers = make([]int, n.column.Values())
	}
	if n.numbers[ordinal] == 0 {
		key := n.key(n.column.Value(ordinal))
		number, ok := n.known[key]
		if !ok {
			number = len(n.known)
			n.known[key] = number
		}
		n.numbers[ordinal] = number + 1
	}
	return n.numbers[ordinal] - 1
}

// values returns the values of field and their counts, sorted by value, without those that
// no document has.
func (t *tally) values(field string) []engine.Count {
	all := []engine.Count{}
	for i, counts := range t.counts[field] {
		c := t.reader.Segments[i].Columns.Column(field)
		for ordinal, n := range counts {
			if n > 0 {
				all = append(all, engine.Count{Value: c.Value(ordinal), N: n})
			}
		}
	}
	if len(t.reader.Segments) == 1 {
		return all
	}
	return engine.Sum(all)
}

// personValues returns the values of lead and people and the number of documents that have
// both.
func (t *tally) personValues() map[[2]string]int {
	all := map[[2]string]int{}
	for i, counts := range t.pairs[persons] {
		c := t.reader.Segments[i].Columns
		for p, n := range counts {
			all[[2]string{c.Column(schema.Lead).Value(p.first()), c.Column(schema.People).Value(p.second())}] += n
		}
	}
	return all
}

// A dateColumn returns the dates of documents in a segment. Documents with the same date
// share one string.
type dateColumn struct {
	column *segment.Column
	days   []string
}

func newDateColumn(s *segment.Segment) *dateColumn {
	c := s.Columns.Column(schema.Date)
	return &dateColumn{c, make([]string, c.Values())}
}

func (d *dateColumn) of(doc int) string {
	ordinal := d.column.Ordinal(doc)
	if d.days[ordinal] == "" {
		d.days[ordinal] = d.column.Value(ordinal)
	}
	return d.days[ordinal]
}
