package searcher

import (
	"cmp"
	"fmt"
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
	Counts  [][]int32    `json:"counts"`  // by row, then by column
	Total   int          `json:"total"`   // number of documents

	CutRows    int `json:"cut_rows"`    // number of names that are not in Rows
	CutColumns int `json:"cut_columns"` // number of names that are not in Columns

	Fields [2]string `json:"-"` // of rows and of columns
}

// maxCells is the maximum number of cells of a crossed facet. That many take 128 MB. Tests
// lower it.
var maxCells = 1 << 25

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
func cross(counted engine.Crossed, fields [2]string, top int, names naming.Names) (c *Cross, err error) {
	c = &Cross{Fields: fields}
	for _, n := range counted.Sums[0] {
		c.Total += n
	}
	var places engine.Places
	places[0], c.Rows, c.CutRows = edge(counted.Keys[0], counted.Sums[0], fields[0], top, names)
	places[1], c.Columns, c.CutColumns = edge(counted.Keys[1], counted.Sums[1], fields[1], top, names)
	if len(c.Rows)*len(c.Columns) > maxCells {
		return nil, planner.TooMany(fmt.Sprintf("facet %s:%s has %d rows and %d columns, which is too much for a table; count fewer names, or fewer documents",
			fields[0], fields[1], len(c.Rows), len(c.Columns)))
	}
	c.Counts, err = counted.Count(places, len(c.Rows), len(c.Columns))
	return c, err
}

// edge returns the values at one edge of a crossed facet: periods in time order, names by
// count, and those without a value last. counts has the number of documents of each of keys.
// edge also returns the indexes of the values of each key, and the number of names that it
// left out.
func edge(keys []string, counts []int, field string, top int, names naming.Names) (at [][]int, values []FacetValue, cut int) {
	terms, at := edgeTerms(keys, counts)
	places := make([]int, len(terms)) // 1 plus the index in values, by number; 0 if left out
	terms, cut = sortEdge(terms, IsPeriod(field), top)
	values = make([]FacetValue, 0, len(terms))
	for i, t := range terms {
		places[t.number] = i + 1
		v := FacetValue{Count: t.count}
		switch {
		case t.text == naming.Missing:
			v.Query = MissingClause(field)
		case IsPeriod(field):
			v.Value, v.Query = t.text, dateClause(field, t.text)
		default:
			v.Value = planner.ShowName(names, field, t.text)
			v.Query = query.NameClause(field, t.text, v.Value)
		}
		values = append(values, v)
	}
	for i, numbers := range at {
		at[i] = numbers[:0]
		for _, number := range numbers {
			if place := places[number]; place > 0 {
				at[i] = append(at[i], place-1)
			}
		}
	}
	return at, values, cut
}

// An edgeTerm is a term at an edge, with its number of documents.
type edgeTerm struct {
	text   string
	number int // in the order in which terms come up
	count  int
}

// edgeTerms returns the terms in keys, and the numbers of the terms of each key. counts has the
// number of documents of each key.
func edgeTerms(keys []string, counts []int) (terms []edgeTerm, numbers [][]int) {
	terms = make([]edgeTerm, 0, len(keys))
	numbers = make([][]int, len(keys))
	all := make([]int, 0, len(keys)) // what numbers holds; most keys are one term
	var known map[string]int         // numbers of terms; nil if each key is a term of its own
	if slices.ContainsFunc(keys, func(key string) bool { return strings.Contains(key, "\n") }) {
		known = make(map[string]int, len(keys))
	}
	for i, key := range keys {
		first := len(all)
		for text := range strings.SplitSeq(key, "\n") {
			number, ok := known[text]
			if !ok {
				number = len(terms)
				terms = append(terms, edgeTerm{text: text, number: number})
				if known != nil {
					known[text] = number
				}
			}
			terms[number].count += counts[i]
			all = append(all, number)
		}
		numbers[i] = all[first:]
	}
	return terms, numbers
}

// sortEdge returns terms in the order of an edge. If they are names and top is not 0, it
// returns at most top of them, besides naming.Missing, and the number of the others.
func sortEdge(terms []edgeTerm, period bool, top int) (sorted []edgeTerm, cut int) {
	names, missing := terms, terms[len(terms):]
	if i := slices.IndexFunc(terms, func(t edgeTerm) bool { return t.text == naming.Missing }); i >= 0 {
		last := len(terms) - 1
		terms[i], terms[last] = terms[last], terms[i]
		names, missing = terms[:last], terms[last:]
	}
	slices.SortFunc(names, func(a, b edgeTerm) int {
		if !period && a.count != b.count {
			return cmp.Compare(b.count, a.count)
		}
		return strings.Compare(a.text, b.text)
	})
	if !period && top > 0 && top < len(names) {
		cut = len(names) - top
		names = names[:top]
	}
	return append(names, missing...), cut
}
