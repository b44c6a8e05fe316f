package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"strings"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// A table writes rows of cells.
type table func(cells ...string) error

// csvTable returns the table of CSV as RFC 4180 has it, but that lines end as they
// do in Unix.
func csvTable(out *bufio.Writer, s screen) table {
	w := csv.NewWriter(out)
	return func(cells ...string) error {
		return w.Write(s.fit(cells)) // into out itself, which is large enough for it and flushed at the end
	}
}

// tsvTable returns the table of cells apart by tabs. Nothing is quoted: what would
// end a cell is a blank in it.
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

// fit returns cells as they may go to s: all bytes to a program, nothing that
// steers it to a terminal.
func (s screen) fit(cells []string) []string {
	if s.terminal {
		for i, cell := range cells {
			cells[i] = terminal.Visible(cell)
		}
	}
	return cells
}

// tablePrinter returns the printer of hits as a table, with their JSON names above,
// or of facets where there are any.
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

// hitNames are the JSON names of a hit, in their order.
var hitNames = []string{
	"id", "key", "score", "partial", "date", "meeting", "team", "lead", "topic", "people", "is", "kind", "text",
	"parents", "section", "links", "file", "line", "spans",
}

// hitValues returns h by its JSON names.
func hitValues(h searcher.Hit) map[string]any {
	parents := make([]map[string]any, len(h.Parents))
	for i, p := range h.Parents {
		parents[i] = map[string]any{"line": p.Line, "text": p.Text}
	}
	return map[string]any{
		"id": h.ID, "key": h.Key, "score": h.Score, "partial": h.Partial, "date": h.Date, "meeting": h.Meeting,
		"team": h.Team, "lead": h.Lead, "topic": h.Topic, "people": h.People, "is": h.Is, "kind": h.Kind, "text": h.Text, "parents": parents,
		"section": h.Section, "links": h.Links, "file": h.File, "line": h.Line, "spans": h.Spans,
	}
}

// cells returns those of values that have names, in their order, as cells.
func cells(values map[string]any, names []string) []string {
	row := make([]string, len(names))
	for i, name := range names {
		row[i] = cell(values[name])
	}
	return row
}

// cell returns a value of a hit as a cell. A list is joined, with the texts of
// parents, and spans as 5-15.
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
