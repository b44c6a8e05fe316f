package searcher

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// A Facet counts the values that one field has in all documents that match.
type Facet struct {
	Field   string       `json:"-"`
	Total   int          `json:"total"`   // all values; a document with two leads has two
	Other   int          `json:"other"`   // those that Values leaves out
	Missing int          `json:"missing"` // documents without a value
	Values  []FacetValue `json:"values"`  // periods in the order of time, names by count
	Cut     int          `json:"-"`       // how many names Values leaves out
}

// A FacetValue is one value of a facet.
type FacetValue struct {
	Value string `json:"value"` // a name in the spelling to show, or a period such as 2018Q2
	Count int    `json:"count"`
	Query string `json:"query"` // a clause that finds the documents counted
}

// Facets are the facets of an answer, in the order they were asked for.
type Facets []Facet

// MarshalJSON returns one object that maps each field to its facet.
func (fs Facets) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // that is for whoever prints it to say
	b.WriteByte('{')
	for i, f := range fs {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", f.Field)
		if err := e.Encode(f); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// FacetFields are the facets that can be asked for: of names, then of the periods into
// which dates fall.
var FacetFields = []string{
	schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind,
	"year", "quarter", "month", schema.Date,
}

// ParseFacets returns the facets in list, which are apart by commas, each once.
// It returns none where list is "".
func ParseFacets(list string) ([]string, error) {
	var asked []string
	for facet := range strings.SplitSeq(list, ",") {
		facet = strings.TrimSpace(facet)
		switch {
		case list == "" || slices.Contains(asked, facet):
		case !slices.Contains(FacetFields, facet):
			return nil, unknownFacet(facet)
		default:
			asked = append(asked, facet)
		}
	}
	return asked, nil
}

func unknownFacet(name string) error {
	return fmt.Errorf("unknown facet %q; the facets are %s", name, strings.Join(FacetFields, ", "))
}

// periods tells, for each facet of periods, the one that a date falls into, which is a
// day or a month.
var periods = map[string]func(day string) string{
	"year": func(day string) string { return day[:4] },
	"quarter": func(day string) string {
		month := 10*(day[5]-'0') + day[6] - '0'
		return fmt.Sprintf("%sQ%d", day[:4], (month+2)/3)
	},
	"month":     func(day string) string { return day[:7] },
	schema.Date: func(day string) string { return day },
}

// dateClause returns the clause that finds the documents of a period. That of a month
// which is the date of documents, and not a period, leaves its days out.
func dateClause(field, period string) string {
	if field == schema.Date && len(period) == len(month) {
		period += "-00"
	}
	return schema.Date + ":" + period
}

// facet returns what t has counted of field. Of names there are at most top, where
// that is not 0.
func (t *tally) facet(field string, top int, names naming.Names) Facet {
	if of := periods[field]; of != nil {
		return t.periodFacet(field, of)
	}
	return t.nameFacet(field, top, names)
}

func (t *tally) nameFacet(field string, top int, names naming.Names) Facet {
	f := Facet{Field: field, Values: []FacetValue{}}
	for _, c := range t.bySize(field, names) {
		if c.value == naming.Missing {
			f.Missing = c.n
			continue
		}
		f.Total += c.n
		shown := showName(names, field, c.value)
		f.Values = append(f.Values, FacetValue{shown, c.n, nameClause(field, c.value, shown)})
	}
	if top > 0 && top < len(f.Values) {
		for _, v := range f.Values[top:] {
			f.Other += v.Count
		}
		f.Cut = len(f.Values) - top
		f.Values = f.Values[:top]
	}
	return f
}

// showName returns the spelling of a folded name to show.
func showName(names naming.Names, field, folded string) string {
	columns := columnsOf(field)
	for _, column := range columns {
		if _, ok := names.Shown[column].All()[folded]; ok {
			return names.Show(column, folded)
		}
	}
	return names.Show(columns[0], folded)
}

// nameClause returns the clause that finds the folded name in field, as close to
// the spelling shown as a shell takes for one word: team:ovens-night. A lead, a person
// or a topic is quoted, since lead:ute finds all leads who have that word.
func nameClause(field, folded, shown string) string {
	if byWord(field) {
		return field + `:"` + folded + `"`
	}
	if spelling := strings.ToLower(shown); isPlain(spelling) && analysis.Fold(spelling) == folded {
		return field + ":" + spelling
	}
	return field + ":" + strings.ReplaceAll(folded, " ", "-")
}

// isPlain says whether name can follow a colon without quotes: it has only
// letters, digits and hyphens between them.
func isPlain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' && i > 0) {
			return false
		}
	}
	return name != ""
}

// periodFacet returns the documents of each period, in the order of time.
func (t *tally) periodFacet(field string, of func(day string) string) Facet {
	f := Facet{Field: field, Values: []FacetValue{}, Missing: t.undated()}
	for _, day := range t.days() {
		period := of(day.value)
		if last := len(f.Values) - 1; last >= 0 && f.Values[last].Value == period {
			f.Values[last].Count += day.n
		} else {
			f.Values = append(f.Values, FacetValue{period, day.n, dateClause(field, period)})
		}
		f.Total += day.n
	}
	return f
}
