package searcher

import (
	"cmp"
	"maps"
	"slices"

	"minutes/schema"
)

// A tally counts the values that documents have.
type tally struct {
	total    int
	days     counts
	names    map[string]counts // by field
	meetings map[meeting]bool  // nil where they are not wanted
}

// A meeting is a date and a name, folded.
type meeting struct{ date, name string }

// counts are how many documents have a value.
type counts map[string]*count

type count struct {
	value string
	n     int
}

func (c counts) add(value []byte) {
	if one := c[string(value)]; one != nil { // which takes no memory
		one.n++
		return
	}
	s := string(value)
	c[s] = &count{s, 1}
}

// share returns value as a string that it shares with all its like.
func (c counts) share(value []byte) string {
	if one := c[string(value)]; one != nil {
		return one.value
	}
	s := string(value)
	c[s] = &count{s, 0}
	return s
}

// sorted returns what was counted, in the order of the values.
func (c counts) sorted() []count {
	var all []count
	for _, value := range slices.Sorted(maps.Keys(c)) {
		all = append(all, *c[value])
	}
	return all
}

// bySize returns what was counted, the most frequent first, then in the order of
// the values.
func (c counts) bySize() []count {
	all := c.sorted()
	slices.SortStableFunc(all, func(a, b count) int { return cmp.Compare(b.n, a.n) })
	return all
}

// newTally returns an empty tally of what o wants.
func newTally(o Options) tally {
	t := tally{days: counts{}, names: map[string]counts{}}
	for _, field := range countedNames(o) {
		t.names[field] = counts{}
	}
	if o.Story {
		t.meetings = map[meeting]bool{}
	}
	return t
}

// countedNames returns the fields of names that o wants counted.
func countedNames(o Options) []string {
	var fields []string
	for _, field := range o.Facets {
		if periods[field] == nil {
			fields = append(fields, field)
		}
	}
	if o.Story && !slices.Contains(fields, schema.Team) {
		fields = append(fields, schema.Team)
	}
	return fields
}

// count counts a document.
func (t *tally) count(v *valuesOf) {
	t.total++
	t.days.add(v.date)
	for _, name := range v.names {
		if c, ok := t.names[name.field]; ok {
			c.add(name.value)
		}
	}
	if t.meetings != nil {
		m := meeting{t.days.share(v.date), string(v.meeting)}
		t.meetings[m] = true
	}
}
