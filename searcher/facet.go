package searcher

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/internal/query"
	"minutes/schema"
)

// A Facet counts the values that one field has in all documents that match.
type Facet struct {
	Field   string       `json:"-"`
	Total   int          `json:"total"`   // number of values counted; a document with two leads counts twice
	Other   int          `json:"other"`   // part of Total that is not in Values
	Missing int          `json:"missing"` // documents without a value
	Values  []FacetValue `json:"values"`  // periods in time order, names by count
	Cut     int          `json:"-"`       // number of names that are not in Values
	Cross   *Cross       `json:"-"`       // of a crossed facet, which has nothing else but Field; nil for another
}

// A FacetValue is one value of a facet.
type FacetValue struct {
	Value string `json:"value"` // a name in the spelling to show, or a period such as 2018Q2
	Count int    `json:"count"`
	Query string `json:"query"` // a clause that finds these documents
}

// Facets are the facets of an answer, in the order requested.
type Facets []Facet

// MarshalJSON returns an object that maps each field to its facet.
func (fs Facets) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // the caller decides whether to escape HTML
	b.WriteByte('{')
	for i, f := range fs {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", f.Field)
		var value any = f
		if f.Cross != nil {
			value = f.Cross
		}
		if err := e.Encode(value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// FacetFields are the fields that facets can count: names first, then the periods of
// dates.
var FacetFields = []string{
	schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind, schema.Lang,
	"year", "quarter", "month", schema.Date,
}

// ParseFacets splits list at commas and returns the facets, each once, without spaces
// around them. It returns nil if list is "". It returns an error if a facet is neither one
// of FacetFields, nor two different ones with a colon between them.
func ParseFacets(list string) ([]string, error) {
	var asked []string
	for facet := range strings.SplitSeq(list, ",") {
		facet = strings.TrimSpace(facet)
		switch {
		case list == "" || slices.Contains(asked, facet):
		case !isFacet(facet):
			return nil, unknownFacet(facet)
		default:
			asked = append(asked, facet)
		}
	}
	return asked, nil
}

func unknownFacet(name string) error {
	if fields, crossed := crossedFields(name); crossed && fields[0] == fields[1] && slices.Contains(FacetFields, fields[0]) {
		return fmt.Errorf("the facet %q crosses a field with itself; write two fields, such as team:year", name)
	}
	return fmt.Errorf("unknown facet %q; the facets are %s; two of them may be crossed, such as team:year", name, strings.Join(FacetFields, ", "))
}

// periods maps each facet of periods to a function that returns the period of a date. The
// date is a day or a month.
var periods = map[string]func(day string) string{
	"year": func(day string) string { return day[:4] },
	"quarter": func(day string) string {
		month := 10*(day[5]-'0') + day[6] - '0'
		return day[:4] + "Q" + strconv.Itoa(int(month+2)/3)
	},
	"month":     func(day string) string { return day[:7] },
	schema.Date: func(day string) string { return day },
}

// MissingClause returns the clause for documents that a facet of field counts as missing:
// those without a value.
func MissingClause(field string) string {
	if periods[field] != nil {
		field = schema.Date
	}
	return field + `:""`
}

// dateClause returns the clause that finds the documents of a period. If the field is
// date and the period is a month, the clause finds only documents whose date is that
// month, and not its days.
func dateClause(field, period string) string {
	if field == schema.Date && len(period) == len(query.MonthLayout) {
		period += "-00"
	}
	return schema.Date + ":" + period
}

// facet returns the counts of field in c. If top is not 0, it returns at most top names;
// it always returns all periods.
func facet(c *engine.Collection, field string, top int, names naming.Names) Facet {
	if of := periods[field]; of != nil {
		return periodFacet(c, field, of)
	}
	return nameFacet(c, field, top, names)
}

func nameFacet(counted *engine.Collection, field string, top int, names naming.Names) Facet {
	f := Facet{Field: field, Values: []FacetValue{}}
	for _, c := range bySize(counted, field, names) {
		if c.Value == naming.Missing {
			f.Missing = c.N
			continue
		}
		f.Total += c.N
		shown := planner.ShowName(names, field, c.Value)
		f.Values = append(f.Values, FacetValue{shown, c.N, query.NameClause(field, c.Value, shown)})
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

// periodFacet returns the number of documents in each period, in time order.
func periodFacet(c *engine.Collection, field string, of func(day string) string) Facet {
	days, undated := engine.Dated(c.Counts[schema.Date])
	f := Facet{Field: field, Values: []FacetValue{}, Missing: undated}
	for _, day := range days {
		period := of(day.Value)
		if last := len(f.Values) - 1; last >= 0 && f.Values[last].Value == period {
			f.Values[last].Count += day.N
		} else {
			f.Values = append(f.Values, FacetValue{period, day.N, dateClause(field, period)})
		}
		f.Total += day.N
	}
	return f
}
