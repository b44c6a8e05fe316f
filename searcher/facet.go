package searcher

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"minutes/schema"
)

// A Facet counts the values that one field has in all documents that match.
type Facet struct {
	Field   string       `json:"-"`
	Total   int          `json:"total"`   // all values; a document with two leads has two
	Other   int          `json:"other"`   // those that Values leaves out
	Missing int          `json:"missing"` // documents without a value
	Values  []FacetValue `json:"values"`  // periods in the order of time, names by count
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

// facets are the facets that can be asked for: of names, then of the periods into
// which dates fall.
var facets = []string{
	schema.Team, schema.Lead, schema.Meeting, schema.Kind,
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
		case !slices.Contains(facets, facet):
			return nil, unknownFacet(facet)
		default:
			asked = append(asked, facet)
		}
	}
	return asked, nil
}

func unknownFacet(name string) error {
	return fmt.Errorf("unknown facet %q; the facets are %s", name, strings.Join(facets, ", "))
}

// periods tells, for each facet of periods, the one that a day falls into.
var periods = map[string]func(day string) string{
	"year": func(day string) string { return day[:4] },
	"quarter": func(day string) string {
		month := 10*(day[5]-'0') + day[6] - '0'
		return fmt.Sprintf("%sQ%d", day[:4], (month+2)/3)
	},
	"month":     func(day string) string { return day[:7] },
	schema.Date: func(day string) string { return day },
}

// addFacets has request count all dates, and the names that facets want.
func addFacets(request *bleve.SearchRequest, wanted []string) error {
	request.AddFacet(schema.Date, bleve.NewFacetRequest(schema.Date, math.MaxInt))
	for _, field := range wanted {
		if !slices.Contains(facets, field) {
			return unknownFacet(field)
		}
		if periods[field] == nil {
			request.AddFacet(field, bleve.NewFacetRequest(field, math.MaxInt))
		}
	}
	return nil
}

// newFacets returns the facets that o asks for, from what Bleve has counted.
func newFacets(found search.FacetResults, o Options, names schema.Names) Facets {
	var fs Facets
	for _, field := range o.Facets {
		if of := periods[field]; of != nil {
			fs = append(fs, periodFacet(field, of, found))
		} else {
			fs = append(fs, nameFacet(found[field], o.Top, names))
		}
	}
	return fs
}

// nameFacet returns the names counted, at most top of them. They come as Bleve
// sorts them: the most frequent first, then by folded name.
func nameFacet(found *search.FacetResult, top int, names schema.Names) Facet {
	f := Facet{Field: found.Field, Missing: found.Missing, Values: []FacetValue{}}
	for _, t := range found.Terms.Terms() {
		if t.Term == schema.Missing {
			f.Missing += t.Count
			continue
		}
		f.Total += t.Count
		shown := names.Show(f.Field, t.Term)
		f.Values = append(f.Values, FacetValue{shown, t.Count, nameClause(f.Field, t.Term, shown)})
	}
	if top > 0 && top < len(f.Values) {
		for _, v := range f.Values[top:] {
			f.Other += v.Count
		}
		f.Values = f.Values[:top]
	}
	return f
}

// nameClause returns the clause that finds the folded name in field, as close to
// the spelling shown as a shell takes for one word: team:ovens-night. A lead is
// quoted, since lead:ute finds all leads who have that word.
func nameClause(field, folded, shown string) string {
	if field == schema.Lead {
		return field + `:"` + folded + `"`
	}
	if spelling := strings.ToLower(shown); isPlain(spelling) && schema.Fold(spelling) == folded {
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
func periodFacet(field string, of func(day string) string, found search.FacetResults) Facet {
	f := Facet{Field: field, Values: []FacetValue{}}
	for _, d := range daysIn(found) {
		if last := len(f.Values) - 1; last >= 0 && f.Values[last].Value == of(d.Term) {
			f.Values[last].Count += d.Count
		} else {
			f.Values = append(f.Values, FacetValue{of(d.Term), d.Count, schema.Date + ":" + of(d.Term)})
		}
		f.Total += d.Count
	}
	all := found[schema.Date]
	f.Missing = all.Missing + all.Total - f.Total
	return f
}

// daysIn returns the dates counted, in the order of time.
func daysIn(found search.FacetResults) []*search.TermFacet {
	var days []*search.TermFacet
	for _, t := range found[schema.Date].Terms.Terms() {
		if len(t.Term) == len(time.DateOnly) {
			days = append(days, t)
		}
	}
	slices.SortFunc(days, func(a, b *search.TermFacet) int { return cmp.Compare(a.Term, b.Term) })
	return days
}
