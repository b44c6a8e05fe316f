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
	fields   []string
	counts   map[string][][]int // by field, then segment, then value of the column
	meetings [][]pair           // by segment: dates and names of meetings, also several times; nil if not requested
	persons  []map[pair]int     // by segment: number of documents with leads and people; nil if not requested
	crossed  []*crossing
}

// A pair holds two ordinals of a segment, or two other numbers. Maps of integers are faster
// than those of structs.
type pair uint64

func pairOf(first, second int) pair { return pair(first)<<32 | pair(second) }

func (p pair) first() int  { return int(p >> 32) }
func (p pair) second() int { return int(uint32(p)) }

// newTally returns an empty tally for what q requests.
func newTally(r *reader, q engine.Request) tally {
	t := tally{reader: r, fields: append([]string{schema.Date}, q.Fields...), counts: map[string][][]int{}}
	for _, field := range t.fields {
		for _, s := range r.Segments {
			t.counts[field] = append(t.counts[field], make([]int, s.Columns.Column(field).Values()))
		}
	}
	if q.Persons {
		t.persons = make([]map[pair]int, len(r.Segments))
		for i := range t.persons {
			t.persons[i] = map[pair]int{}
		}
	}
	for _, c := range q.Crossed {
		t.crossed = append(t.crossed, newCrossing(c))
	}
	if q.Meetings {
		t.meetings = make([][]pair, len(r.Segments))
	}
	return t
}

// count counts the documents of b.
func (t *tally) count(b *batch) {
	t.total += len(b.docs)
	for _, field := range t.fields {
		b.segment.Columns.Column(field).Count(b.docs, t.counts[field][b.index])
	}
	if t.persons != nil {
		t.countPersons(b)
	}
	for _, c := range t.crossed {
		c.count(b)
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
	for i, persons := range other.persons {
		for p, n := range persons {
			t.persons[i][p] += n
		}
	}
	for i, meetings := range other.meetings {
		t.meetings[i] = append(t.meetings[i], meetings...)
	}
	for i, c := range other.crossed {
		t.crossed[i].merge(c)
	}
}

// countPersons counts the leads and people of the documents of b. Consecutive documents
// often have the same, and looking up each would take most of the time of counting.
func (t *tally) countPersons(b *batch) {
	leads, people := b.segment.Columns.Column(schema.Lead), b.segment.Columns.Column(schema.People)
	counts := t.persons[b.index]
	var last pair
	n := 0
	for _, doc := range b.docs {
		p := pairOf(leads.Ordinal(int(doc)), people.Ordinal(int(doc)))
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
// both; nil if not requested.
func (t *tally) personValues() map[[2]string]int {
	if t.persons == nil {
		return nil
	}
	all := map[[2]string]int{}
	for i, persons := range t.persons {
		c := t.reader.Segments[i].Columns
		for p, n := range persons {
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
