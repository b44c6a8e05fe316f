package searcher

import (
	"cmp"
	"slices"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/internal/query"
	"minutes/schema"
)

// A Cross counts the documents that match by the values of two fields together, such as
// team:quarter. As JSON it is part of the interface for scripts. The documents of a cell are
// found by the queries of its row and of its column.
type Cross struct {
	Rows    []FacetValue `json:"rows"`    // values of the first field; those without one come last, as ""
	Columns []FacetValue `json:"columns"` // likewise, of the second field
	Counts  [][]int      `json:"counts"`  // by row, then by column
	Total   int          `json:"total"`   // number of documents

	CutRows    int `json:"cut_rows"`    // number of names that are not in Rows
	CutColumns int `json:"cut_columns"` // number of names that are not in Columns

	Fields [2]string `json:"-"` // of rows and of columns
}

// axis returns the axis of field. Its keys are the values of the facet that a document
// counts for, one per line.
func axis(field string, names naming.Names) engine.Axis {
	if of := periods[field]; of != nil {
		return engine.Axis{Columns: []string{schema.Date}, Key: func(values []string) string {
			if values[0] == "" {
				return naming.Missing
			}
			return of(values[0])
		}}
	}
	columns := query.ColumnsOf(field)
	return engine.Axis{Columns: columns, Key: func(values []string) string {
		var terms []string
		for i, column := range columns {
			terms = append(terms, names.Terms(column, values[i])...)
		}
		return strings.Join(distinct(terms), "\n")
	}}
}

// cross returns the crossed facet of fields whose documents are counted. If top is not 0, it
// returns at most top names in rows, and in columns; it returns all periods.
func cross(counted engine.Crossed, fields [2]string, top int, names naming.Names) *Cross {
	c := &Cross{Fields: fields}
	var sums [2][]int // by key
	for i, keys := range counted.Keys {
		sums[i] = make([]int, len(keys))
	}
	for _, cell := range counted.Cells {
		c.Total += cell.N
		sums[0][cell.Keys[0]] += cell.N
		sums[1][cell.Keys[1]] += cell.N
	}
	var at [2][][]int // by key: indexes of its values at the edge
	at[0], c.Rows, c.CutRows = edge(counted.Keys[0], sums[0], fields[0], top, names)
	at[1], c.Columns, c.CutColumns = edge(counted.Keys[1], sums[1], fields[1], top, names)
	c.Counts = make([][]int, len(c.Rows))
	for i := range c.Counts {
		c.Counts[i] = make([]int, len(c.Columns))
	}
	for _, cell := range counted.Cells {
		for _, row := range at[0][cell.Keys[0]] {
			for _, column := range at[1][cell.Keys[1]] {
				c.Counts[row][column] += cell.N
			}
		}
	}
	return c
}

// edge returns the values at one edge of a crossed facet: periods in time order, names by
// count, and those without a value last. counts has the number of documents of each of keys.
// edge also returns the indexes of the values of each key, and the number of names that it
// left out.
func edge(keys []string, counts []int, field string, top int, names naming.Names) (at [][]int, values []FacetValue, cut int) {
	sums := make(map[string]int, len(keys))
	for i, key := range keys {
		for term := range strings.SplitSeq(key, "\n") {
			sums[term] += counts[i]
		}
	}
	terms, cut := edgeTerms(sums, periods[field] != nil, top)
	index := make(map[string]int, len(terms))
	values = make([]FacetValue, 0, len(terms))
	for i, term := range terms {
		index[term] = i
		v := FacetValue{Count: sums[term]}
		switch {
		case term == naming.Missing:
			v.Query = MissingClause(field)
		case periods[field] != nil:
			v.Value, v.Query = term, dateClause(field, term)
		default:
			v.Value = planner.ShowName(names, field, term)
			v.Query = query.NameClause(field, term, v.Value)
		}
		values = append(values, v)
	}
	at = make([][]int, len(keys))
	for i, key := range keys {
		for term := range strings.SplitSeq(key, "\n") {
			if n, ok := index[term]; ok {
				at[i] = append(at[i], n)
			}
		}
	}
	return at, values, cut
}

// edgeTerms returns the terms of sums in the order of an edge. If they are names and top is
// not 0, it returns at most top of them, besides naming.Missing, and the number of the others.
func edgeTerms(sums map[string]int, period bool, top int) (terms []string, cut int) {
	for term := range sums {
		if term != naming.Missing {
			terms = append(terms, term)
		}
	}
	slices.SortFunc(terms, func(a, b string) int {
		if period {
			return cmp.Compare(a, b)
		}
		return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b))
	})
	if !period && top > 0 && top < len(terms) {
		cut = len(terms) - top
		terms = terms[:top]
	}
	if sums[naming.Missing] > 0 {
		terms = append(terms, naming.Missing)
	}
	return terms, cut
}
