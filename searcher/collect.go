package searcher

import (
	"fmt"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/planner"
	"minutes/internal/query"
	"minutes/schema"
)

// collect returns what reader finds for q and o. If loose is true, some plain words may be
// missing from a document.
func collect(reader engine.Reader, q *planner.Question, o Options, loose bool) (*engine.Collection, error) {
	n, err := q.Plan(reader, loose)
	if err != nil {
		return nil, err
	}
	var remarks []string
	for _, read := range q.DatesRead() {
		remarks = append(remarks, fmt.Sprintf("%s only, for %q", read.To, read.From))
	}
	var crossed []engine.Cross
	for _, facet := range o.Facets {
		if fields, ok := crossedFields(facet); ok {
			crossed = append(crossed, engine.Cross{axis(fields[0], q.Names), axis(fields[1], q.Names)})
		}
	}
	return reader.Collect(n, engine.Request{
		Fields: countedNames(o), Days: o.Story || slices.Contains(o.Facets, schema.Date), Persons: slices.Contains(o.Facets, schema.Person), Meetings: o.Story, Crossed: crossed,
		Limit: o.Limit, Offset: o.Offset, Order: order(q, o, loose),
		Collapse: o.Collapse, SkipRoutine: o.SkipRoutine, SkipRepeats: o.SkipRepeats, Explain: o.Explain, Remarks: remarks,
	})
}

// order returns the order of hits.
func order(q *planner.Question, o Options, loose bool) engine.Order {
	if o.Sort == Relevance || o.Sort == "" && query.Scored(q.Tree) {
		return engine.Order{ByScore: true}
	}
	return engine.Order{ByClass: loose, Oldest: o.Sort == Oldest}
}

// countedNames returns the columns of names whose values must be counted for o.
func countedNames(o Options) []string {
	var fields []string
	for _, field := range o.Facets {
		if !IsPeriod(field) && field != schema.Person && !IsCrossed(field) {
			fields = append(fields, field)
		}
	}
	if o.Story && !slices.Contains(fields, schema.Team) {
		fields = append(fields, schema.Team)
	}
	return fields
}
