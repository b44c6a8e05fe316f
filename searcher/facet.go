package searcher

import (
	"bytes"
	"encoding/json"
	"fmt"

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
