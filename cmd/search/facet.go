package main

import "minutes/searcher"

// A facetRow is a line of a facet.
type facetRow struct {
	label  string
	count  int
	clause bool // whether label is one of the query language
}

// facetRows returns the lines of a facet: its values, what they leave out, and
// the documents without a value.
func facetRows(f searcher.Facet) []facetRow {
	var rows []facetRow
	for _, v := range f.Values {
		rows = append(rows, facetRow{v.Query, v.Count, true})
	}
	if f.Other > 0 {
		rows = append(rows, facetRow{"other " + f.Field + "s", f.Other, false})
	}
	if f.Missing > 0 {
		rows = append(rows, facetRow{f.Field + `:""`, f.Missing, true})
	}
	return rows
}
