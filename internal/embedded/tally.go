package embedded

import (
	"cmp"
	"slices"

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
	counts   map[string][][]int    // by field, then segment, then value of the column
	meetings map[localMeeting]bool // nil if not requested
	persons  map[localPersons]int  // nil if not requested
	last     localMeeting
	crossed  []*crossing
}

// A localMeeting is a date and a meeting name, as ordinals in a segment.
type localMeeting struct{ segment, date, name int }

// A localPersons has the leads and the people of a document, as ordinals in a segment.
type localPersons struct{ segment, lead, people int }

// A meeting is identified by its date and its folded name.
type meeting struct{ date, name string }

// newTally returns an empty tally for what q requests.
func newTally(r *reader, q engine.Request) tally {
	t := tally{reader: r, fields: append([]string{schema.Date}, q.Fields...), counts: map[string][][]int{}}
	for _, field := range t.fields {
		for _, s := range r.Segments {
			t.counts[field] = append(t.counts[field], make([]int, s.Columns.Column(field).Values()))
		}
	}
	if q.Persons {
		t.persons = map[localPersons]int{}
	}
	for _, c := range q.Crossed {
		t.crossed = append(t.crossed, newCrossing(c))
	}
	if q.Meetings {
		t.meetings = map[localMeeting]bool{}
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
	if t.meetings == nil {
		return
	}
	dates, names := b.segment.Columns.Column(schema.Date), b.segment.Columns.Column(schema.Meeting)
	for _, doc := range b.docs {
		m := localMeeting{b.index, dates.Ordinal(int(doc)), names.Ordinal(int(doc))}
		if m != t.last || t.total == len(b.docs) { // documents of a note are consecutive
			t.meetings[m] = true
		}
		t.last = m
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
	for p, n := range other.persons {
		t.persons[p] += n
	}
	for m := range other.meetings {
		t.meetings[m] = true
	}
	for i, c := range other.crossed {
		t.crossed[i].merge(c)
	}
}

// countPersons counts the leads and people of the documents of b. Consecutive documents
// often have the same, and looking up each would take most of the time of counting.
func (t *tally) countPersons(b *batch) {
	leads, people := b.segment.Columns.Column(schema.Lead), b.segment.Columns.Column(schema.People)
	var last localPersons
	n := 0
	for _, doc := range b.docs {
		p := localPersons{b.index, leads.Ordinal(int(doc)), people.Ordinal(int(doc))}
		if n > 0 && p != last {
			t.persons[last] += n
			n = 0
		}
		last = p
		n++
	}
	if n > 0 {
		t.persons[last] += n
	}
}

// countMeetings returns the number of different meetings.
func (t *tally) countMeetings() int {
	folded := map[string]string{}
	seen := map[meeting]bool{}
	for m := range t.meetings {
		c := t.reader.Segments[m.segment].Columns
		if c.Column(schema.Date).Value(m.date) == "" {
			continue
		}
		name := c.Column(schema.Meeting).Value(m.name)
		if _, ok := folded[name]; !ok {
			folded[name] = analysis.Fold(name)
		}
		seen[meeting{c.Column(schema.Date).Value(m.date), folded[name]}] = true
	}
	return len(seen)
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
	slices.SortFunc(all, func(a, b engine.Count) int { return cmp.Compare(a.Value, b.Value) })
	merged := all[:0]
	for _, c := range all {
		if last := len(merged) - 1; last >= 0 && merged[last].Value == c.Value {
			merged[last].N += c.N
		} else {
			merged = append(merged, c)
		}
	}
	return merged
}

// personValues returns the values of lead and people and the number of documents that have
// both; nil if not requested.
func (t *tally) personValues() map[[2]string]int {
	if t.persons == nil {
		return nil
	}
	all := map[[2]string]int{}
	for p, n := range t.persons {
		c := t.reader.Segments[p.segment].Columns
		all[[2]string{c.Column(schema.Lead).Value(p.lead), c.Column(schema.People).Value(p.people)}] += n
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
