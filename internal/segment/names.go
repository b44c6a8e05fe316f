package segment

import (
	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// Made describes an index that was just made.
type Made struct {
	Sizes     []int             // number of documents in each segment, including deleted ones
	Documents int               // number of all documents, without deleted ones
	Names     naming.Names      // names in the documents
	Kept      map[string]string // files kept from the previous index, to their names there
	Totals    Totals
}

// Census counts the names in x, as they are written.
func (x *Index) Census() naming.Census {
	var census naming.Census
	for _, s := range x.Segments {
		dates := s.Columns.Column(schema.Date)
		for _, field := range naming.Fields {
			c := s.Columns.Column(field)
			counts, newest := make([]int, c.Values()), make([]int, c.Values())
			for docs := range s.blocks() {
				for _, doc := range docs {
					ordinal := c.Ordinal(int(doc))
					counts[ordinal]++
					newest[ordinal] = max(newest[ordinal], dates.Ordinal(int(doc)))
				}
			}
			for ordinal, n := range counts {
				if n > 0 {
					census.Add(field, c.Value(ordinal), n, dates.Value(newest[ordinal]))
				}
			}
		}
	}
	return census
}

// Counts returns the number of documents of s that have each value of field, by the
// ordinal of the value. field must be one of schema.Columns.
func (s *Segment) Counts(field string) []int {
	c := s.Columns.Column(field)
	counts := make([]int, c.Values())
	for docs := range s.blocks() {
		c.Count(docs, counts)
	}
	return counts
}

// eachMeeting calls visit with the date and the name of the meetings in s, each once.
func (s *Segment) eachMeeting(visit func(date, name string)) {
	dates, names := s.Columns.Column(schema.Date), s.Columns.Column(schema.Meeting)
	type meeting struct{ date, name int }
	seen := map[meeting]bool{}
	last := meeting{-1, -1}
	for docs := range s.blocks() {
		for _, doc := range docs {
			m := meeting{dates.Ordinal(int(doc)), names.Ordinal(int(doc))}
			if m == last { // documents of a note follow each other
				continue
			}
			if last = m; !seen[m] {
				seen[m] = true
				visit(dates.Value(m.date), names.Value(m.name))
			}
		}
	}
}

// Totals are the totals of an index. Joined names count once.
type Totals struct {
	Documents int `json:"documents"` // all but headings
	Headings  int `json:"headings"`  // headings that name a team
	Meetings  int `json:"meetings"`  // distinct pairs of date and meeting name
	Teams     int `json:"teams"`     // distinct folded names
	Leads     int `json:"leads"`     // distinct folded names
}

// Totals returns the totals of x.
func (x *Index) Totals(joins naming.Joins) Totals {
	var t Totals
	teams, leads, meetings := map[string]bool{}, map[string]bool{}, map[[2]string]bool{}
	for _, s := range x.Segments {
		for field, seen := range map[string]map[string]bool{schema.Team: teams, schema.Lead: leads} {
			c := s.Columns.Column(field)
			for ordinal, n := range s.Counts(field) {
				if n == 0 {
					continue
				}
				for _, term := range joins.Terms(field, c.Value(ordinal)) {
					seen[term] = true
				}
			}
		}
		if heading, ok := s.Columns.Column(schema.Kind).Find(schema.Heading); ok {
			t.Headings += s.Counts(schema.Kind)[heading]
		}
		folded := map[string]string{}
		s.eachMeeting(func(date, name string) {
			if date == "" {
				return
			}
			if _, ok := folded[name]; !ok {
				folded[name] = analysis.Fold(name)
			}
			meetings[[2]string{date, folded[name]}] = true
		})
	}
	delete(teams, naming.Missing)
	delete(leads, naming.Missing)
	t.Documents = x.Documents() - t.Headings
	t.Teams, t.Leads, t.Meetings = len(teams), len(leads), len(meetings)
	return t
}
