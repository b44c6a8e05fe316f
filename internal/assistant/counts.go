package assistant

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"minutes/searcher"
)

type facetsInput struct {
	question
	Fields []string `json:"fields"`
	Top    int      `json:"top,omitempty" jsonschema:"maximum number of names of each field"`
}

// A count is a value of a field, with its number of documents.
type count struct {
	Value string `json:"value" jsonschema:"empty for documents without a value"`
	Count int    `json:"count"`
	Query string `json:"query,omitempty" jsonschema:"clause that finds these documents"`
}

type facet struct {
	Field   string  `json:"field"`
	Missing int     `json:"missing" jsonschema:"number of documents without a value"`
	Cut     int     `json:"cut,omitempty" jsonschema:"number of values that are not shown: the least frequent names or the oldest periods"`
	Values  []count `json:"values"`
}

// A crossed is a facet of two fields.
type crossed struct {
	Field      string  `json:"field"`
	Rows       []count `json:"rows" jsonschema:"values of the first field"`
	Columns    []count `json:"columns" jsonschema:"values of the second field"`
	Counts     [][]int `json:"counts" jsonschema:"for each row, the number of documents in each column; the clauses of both together find them"`
	CutRows    int     `json:"cut_rows,omitempty" jsonschema:"number of rows that are not shown: the least frequent names or the oldest periods"`
	CutColumns int     `json:"cut_columns,omitempty" jsonschema:"likewise, of columns"`
}

type facetsOutput struct {
	summary
	Facets  []facet   `json:"facets"`
	Crossed []crossed `json:"crossed,omitempty" jsonschema:"the facets of two fields"`
}

func facets(ctx context.Context, idx *searcher.Index, in facetsInput) (out facetsOutput, err error) {
	q, err := in.parse()
	if err != nil {
		return out, err
	}
	o := searcher.Options{Top: in.Top, Without: true}
	if o.Facets, err = parseFields(in.Fields); err != nil {
		return out, err
	}
	r, err := idx.Search(ctx, q, o)
	if err != nil {
		return out, err
	}
	out = facetsOutput{summary: summary{Total: r.Total, Notices: notices(r)}, Facets: []facet{}}
	for i, f := range r.Facets {
		const frame = 200                                               // more than the names around values take
		size := max(0, (maxAnswer-sizeOf(out))/(len(r.Facets)-i)-frame) // 0 if notices take all
		if f.Cross != nil {
			out.Crossed = append(out.Crossed, newCrossed(f, size))
			continue
		}
		values := newEdge(f.Field, f.Values).upTo(size)
		out.Facets = append(out.Facets, facet{f.Field, f.Missing, f.Cut + values.cut, values.counts})
	}
	return out, nil
}

// parseFields returns the facets that fields name.
func parseFields(fields []string) (all []string, err error) {
	for _, field := range fields {
		field = cut(field, maxName)
		parsed, err := searcher.ParseFacets(field)
		if err != nil {
			return nil, badArgument{err}
		}
		if len(parsed) != 1 {
			return nil, bad("%q is not one field; give each as an element of fields, or two to cross as team:year", field)
		}
		if !slices.Contains(all, parsed[0]) {
			all = append(all, parsed[0])
		}
	}
	return all, nil
}

// newCrossed returns as much of f, a crossed facet, as JSON of size bytes has room for.
func newCrossed(f searcher.Facet, size int) crossed {
	c, most := f.Cross, 0
	for _, row := range c.Counts {
		for _, n := range row {
			most = max(most, int(n))
		}
	}
	cell := len(fmt.Sprint(most, ","))
	rows, columns := newEdge(c.Fields[0], c.Rows), newEdge(c.Fields[1], c.Columns)
	for rows.size+columns.size+len(rows.at)*(len("[],")+len(columns.at)*cell) > size {
		if rows.size > columns.size {
			rows.drop()
		} else {
			columns.drop()
		}
	}
	shown := crossed{f.Field, rows.counts, columns.counts, [][]int{}, c.CutRows + rows.cut, c.CutColumns + columns.cut}
	for _, i := range rows.at {
		row := []int{}
		for _, j := range columns.at {
			row = append(row, int(c.Counts[i][j]))
		}
		shown.Counts = append(shown.Counts, row)
	}
	return shown
}

// An edge is the values of a facet, or of one side of a crossed one, that are shown.
type edge struct {
	periods bool
	counts  []count
	at      []int // where they are among all values
	size    int   // as JSON
	cut     int   // number of values that were dropped
}

func newEdge(field string, values []searcher.FacetValue) *edge {
	e := &edge{periods: searcher.IsPeriod(field), counts: []count{}}
	for i, v := range values {
		c := newCount(v)
		e.counts, e.at, e.size = append(e.counts, c), append(e.at, i), e.size+sizeOf(c)+len(",")
	}
	return e
}

// newCount returns v with a name of bounded size.
func newCount(v searcher.FacetValue) count {
	c := count{cut(v.Value, maxName), v.Count, v.Query}
	if sizeOf(c.Query) > 2*maxName {
		c.Query = "" // a clause that is cut finds others
	}
	return c
}

// upTo returns e without what JSON of size bytes has no room for.
func (e *edge) upTo(size int) *edge {
	for e.size > size {
		e.drop()
	}
	return e
}

// drop removes the oldest period or the least frequent name. Documents without a value, which
// come last, stay longest.
func (e *edge) drop() {
	i := len(e.at) - 1
	switch {
	case e.periods:
		i = 0
	case i > 0 && e.counts[i].Value == "":
		i--
	}
	e.size -= sizeOf(e.counts[i]) + len(",")
	e.cut++
	if i == 0 {
		e.counts, e.at = e.counts[1:], e.at[1:]
	} else {
		e.counts, e.at = slices.Delete(e.counts, i, i+1), slices.Delete(e.at, i, i+1)
	}
}

type timelineInput struct {
	question
	By string `json:"by,omitempty" jsonschema:"length of a period"`
}

type timelineOutput struct {
	summary
	First   string  `json:"first,omitempty"`
	Last    string  `json:"last,omitempty"`
	Peak    string  `json:"peak,omitempty" jsonschema:"the period with the most documents; the earliest if several have as many"`
	Undated int     `json:"undated" jsonschema:"number of documents without a date"`
	Cut     int     `json:"cut,omitempty" jsonschema:"number of oldest periods that are not shown"`
	Periods []count `json:"periods" jsonschema:"in time order; those without documents are left out"`
}

func timeline(ctx context.Context, idx *searcher.Index, in timelineInput) (out timelineOutput, err error) {
	q, err := in.parse()
	if err != nil {
		return out, err
	}
	r, err := idx.Search(ctx, q, searcher.Options{Facets: []string{in.By}, Without: true})
	if err != nil {
		return out, err
	}
	periods := r.Facets[0]
	out = timelineOutput{summary: summary{Total: r.Total, Notices: notices(r)}, First: r.First, Last: r.Last, Undated: periods.Missing}
	if len(periods.Values) > 0 {
		out.Peak = slices.MaxFunc(periods.Values, func(a, b searcher.FacetValue) int { return cmp.Compare(a.Count, b.Count) }).Value
	}
	shown := newEdge(in.By, periods.Values).upTo(max(0, maxAnswer-sizeOf(out)-len(`,"cut":10000`)))
	out.Periods, out.Cut = shown.counts, shown.cut
	return out, nil
}
