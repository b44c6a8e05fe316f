package searcher

import (
	"cmp"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/schema"
)

// A tally counts the values that documents have.
type tally struct {
	reader   *indexReader
	total    int
	fields   []string
	counts   map[string][][]int    // by field, then segment, then value of the column
	meetings map[localMeeting]bool // nil if not requested
	persons  map[localPersons]int  // nil if not requested
	last     localMeeting
}

// A localMeeting is a date and a meeting name, as ordinals in a segment.
type localMeeting struct{ segment, date, name int }

// A localPersons has the leads and the people of a document, as ordinals in a segment.
type localPersons struct{ segment, lead, people int }

// A meeting is identified by its date and its folded name.
type meeting struct{ date, name string }

// A count is a value and the number of documents that have it.
type count struct {
	value string
	n     int
}

// newTally returns an empty tally for what o requests.
func newTally(r *indexReader, o Options) tally {
	t := tally{reader: r, fields: append([]string{schema.Date}, countedNames(o)...), counts: map[string][][]int{}}
	for _, field := range t.fields {
		for _, s := range r.Segments {
			t.counts[field] = append(t.counts[field], make([]int, s.Columns.Column(field).Values()))
		}
	}
	if slices.Contains(o.Facets, schema.Person) {
		t.persons = map[localPersons]int{}
	}
	if o.Story {
		t.meetings = map[localMeeting]bool{}
	}
	return t
}

// countedNames returns the fields of names whose values must be counted for o.
func countedNames(o Options) []string {
	var fields []string
	for _, field := range o.Facets {
		if periods[field] == nil && field != schema.Person {
			fields = append(fields, field)
		}
	}
	if o.Story && !slices.Contains(fields, schema.Team) {
		fields = append(fields, schema.Team)
	}
	return fields
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

// span returns the first and the last date, or "" if there is none.
func (t *tally) span() (first, last string) {
	for i, counts := range t.counts[schema.Date] {
		c := t.reader.Segments[i].Columns.Column(schema.Date)
		for ordinal, n := range counts {
			if day := c.Value(ordinal); n > 0 && day != "" {
				if first == "" || day < first {
					first = day
				}
				last = max(last, day)
			}
		}
	}
	return first, last
}

// undated returns the number of documents without a date.
func (t *tally) undated() int {
	total := 0
	for i, counts := range t.counts[schema.Date] {
		if ordinal, ok := t.reader.Segments[i].Columns.Column(schema.Date).Find(""); ok {
			total += counts[ordinal]
		}
	}
	return total
}

// days returns the dates and their counts, in time order.
func (t *tally) days() []count {
	var all []count
	for i, counts := range t.counts[schema.Date] {
		c := t.reader.Segments[i].Columns.Column(schema.Date)
		for ordinal, n := range counts {
			if n > 0 && c.Value(ordinal) != "" {
				all = append(all, count{c.Value(ordinal), n})
			}
		}
	}
	if len(t.reader.Segments) == 1 {
		return all
	}
	slices.SortFunc(all, func(a, b count) int { return cmp.Compare(a.value, b.value) })
	merged := all[:0]
	for _, c := range all {
		if last := len(merged) - 1; last >= 0 && merged[last].value == c.value {
			merged[last].n += c.n
		} else {
			merged = append(merged, c)
		}
	}
	return merged
}

// bySize returns the counts of the names in field, most frequent first. Names with the
// same count are sorted by their folded form.
func (t *tally) bySize(field string, names naming.Names) []count {
	sums := map[string]int{}
	if field == schema.Person {
		t.sumPersons(sums, names)
	}
	for i, counts := range t.counts[field] {
		c := t.reader.Segments[i].Columns.Column(field)
		for ordinal, n := range counts {
			if n == 0 {
				continue
			}
			for _, name := range names.Terms(field, c.Value(ordinal)) {
				sums[name] += n
			}
		}
	}
	all := make([]count, 0, len(sums))
	for name, n := range sums {
		all = append(all, count{name, n})
	}
	slices.SortFunc(all, func(a, b count) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.value, b.value)) })
	return all
}

// sumPersons adds to sums the number of documents of each person, who may be a lead or
// one of the people. Documents with neither count for naming.Missing.
func (t *tally) sumPersons(sums map[string]int, names naming.Names) {
	for p, n := range t.persons {
		c := t.reader.Segments[p.segment].Columns
		terms := slices.Concat(
			names.Terms(schema.Lead, c.Column(schema.Lead).Value(p.lead)),
			names.Terms(schema.People, c.Column(schema.People).Value(p.people)))
		slices.Sort(terms)
		terms = slices.Compact(terms)
		if len(terms) > 1 { // then the document has a person
			terms = slices.DeleteFunc(terms, func(term string) bool { return term == naming.Missing })
		}
		for _, term := range terms {
			sums[term] += n
		}
	}
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
