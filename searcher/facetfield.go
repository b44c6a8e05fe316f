package searcher

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"minutes/internal/query"
	"minutes/schema"
)

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

// isFacet reports whether name is a facet or a crossed facet.
func isFacet(name string) bool {
	fields, crossed := crossedFields(name)
	if !crossed {
		return slices.Contains(FacetFields, name)
	}
	return fields[0] != fields[1] && slices.Contains(FacetFields, fields[0]) && slices.Contains(FacetFields, fields[1])
}

// IsCrossed reports whether facet, as ParseFacets returns it, is a crossed one.
func IsCrossed(facet string) bool {
	_, crossed := crossedFields(facet)
	return crossed
}

// crossedFields returns the two fields of a crossed facet; ok is false for another one.
func crossedFields(facet string) (fields [2]string, ok bool) {
	fields[0], fields[1], ok = strings.Cut(facet, ":")
	return fields, ok
}

func unknownFacet(name string) error {
	if fields, crossed := crossedFields(name); crossed && fields[0] == fields[1] && slices.Contains(FacetFields, fields[0]) {
		return fmt.Errorf("the facet %q crosses a field with itself; write two fields, such as team:year", name)
	}
	if strings.Count(name, ":") > 1 {
		return fmt.Errorf("the facet %q crosses more than two fields; write two, such as team:year, and a value of the third in the query", name)
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

// IsPeriod reports whether the values of a facet of field are periods, which come in time
// order.
func IsPeriod(field string) bool { return periods[field] != nil }

// A FacetValue is one value of a facet.
type FacetValue struct {
	Value string `json:"value"` // a name in the spelling to show, or a period such as 2018Q2
	Count int    `json:"count"`
	Query string `json:"query"` // a clause that finds these documents
}

// MissingClause returns the clause for documents that a facet of field counts as missing:
// those without a value.
func MissingClause(field string) string {
	if IsPeriod(field) {
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
