package segment

import (
	"minutes/internal/analysis"
	"minutes/schema"
)

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

// findRoutine adds the documents with numbers, which have the same text, team and parents, to
// the routine ones if most meetings of their name have such a document.
func (m meetings) findRoutine(x *Index, numbers []uint64) {
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
