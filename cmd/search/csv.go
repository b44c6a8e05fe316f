package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strings"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// A table writes one row of cells.
type table func(cells ...string) error

// csvTable returns a table that writes CSV as in RFC 4180, but with Unix line ends.
func csvTable(out *bufio.Writer, s screen) table {
	w := csv.NewWriter(out)
	return func(cells ...string) error {
		return w.Write(s.fit(cells)) // writes directly to out, which has a large buffer and is flushed at the end
	}
}

// tsvTable returns a table that separates cells by tabs. It quotes nothing; tabs and line
// breaks in a cell become spaces.
func tsvTable(out *bufio.Writer, s screen) table {
	blank := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	return func(cells ...string) error {
		for i, cell := range cells {
			cells[i] = blank.Replace(cell)
		}
		_, err := fmt.Fprintln(out, strings.Join(s.fit(cells), "\t"))
		return err
	}
}

// fit returns cells as they may be written to s. For a terminal, control characters are
// made visible; for a program, nothing changes.
func (s screen) fit(cells []string) []string {
	if s.terminal {
		for i, cell := range cells {
			cells[i] = terminal.Visible(cell)
		}
	}
	return cells
}

// tablePrinter returns a printer that writes hits as a table with a header of their JSON
// names, or, if there are facets, a table of them instead.
func tablePrinter(s screen, open func(*bufio.Writer, screen) table) printer {
	return func(out *bufio.Writer, a answer) error {
		write := open(out, s)
		if len(a.Facets) > 0 {
			return facetTable(write, a.Facets)
		}
		if err := write(append([]string{}, hitNames...)...); err != nil {
			return err
		}
		for h, err := range a.hits {
			if err != nil {
				return err
			}
			if err := write(cells(hitValues(h), hitNames)...); err != nil {
				return err
			}
		}
		return nil
	}
}

func facetTable(write table, facets searcher.Facets) error {
	if err := write("facet", "value", "count"); err != nil {
		return err
	}
	for _, f := range facets {
		for _, row := range facetRows(f) {
			if err := write(f.Field, row.value, fmt.Sprint(row.count)); err != nil {
				return err
			}
		}
	}
	return nil
}

// hitNames are the JSON names of a hit, in order.
var hitNames = []string{
	"id", "key", "score", "partial", "date", "meeting", "team", "lead", "topic", "people", "is", "kind", "lang", "text",
	"parents", "section", "links", "file", "line", "spans",
}

// hitValues returns the values of h by JSON name.
func hitValues(h searcher.Hit) map[string]any {
	parents := make([]map[string]any, len(h.Parents))
	for i, p := range h.Parents {
		parents[i] = map[string]any{"line": p.Line, "text": p.Text}
	}
	return map[string]any{
		"id": h.ID, "key": h.Key, "score": h.Score, "partial": h.Partial, "date": h.Date, "meeting": h.Meeting,
		"team": h.Team, "lead": h.Lead, "topic": h.Topic, "people": h.People, "is": h.Is, "kind": h.Kind, "lang": h.Lang, "text": h.Text, "parents": parents,
		"section": h.Section, "links": h.Links, "file": h.File, "line": h.Line, "spans": h.Spans,
	}
}

// cells returns the values with the given names, in that order, as cells.
func cells(values map[string]any, names []string) []string {
	row := make([]string, len(names))
	for i, name := range names {
		row[i] = cell(values[name])
	}
	return row
}

// cell returns a value of a hit as a cell. The elements of a list are joined by "; ".
// Parents are their texts, spans are START-END, such as 5-15.
func cell(value any) string {
	var parts []string
	switch v := value.(type) {
	case []string:
		parts = v
	case []map[string]any:
		for _, parent := range v {
			parts = append(parts, fmt.Sprint(parent["text"]))
		}
	case [][2]int:
		for _, span := range v {
			parts = append(parts, fmt.Sprintf("%d-%d", span[0], span[1]))
		}
	default:
		return fmt.Sprint(v)
	}
	return strings.Join(parts, "; ")
}
