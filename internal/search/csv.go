package search

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/present"
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
func (f *flagSet) tablePrinter(s screen, open func(*bufio.Writer, screen) table) printer {
	return func(out *bufio.Writer, a answer) error {
		write := open(out, s)
		switch {
		case len(a.Facets) == 0:
		case f.long:
			return crossLong(write, a.Facets)
		case a.Facets[0].Cross != nil:
			return crossTable(write, a.Facets[0])
		default:
			return facetTable(write, a.Facets)
		}
		names := slices.Clone(present.HitNames)
		if a.once {
			names = append(names, "change")
		}
		if err := write(slices.Clone(names)...); err != nil { // which may change them
			return err
		}
		for h, err := range a.hits {
			if err != nil {
				return err
			}
			if err := write(present.Cells(present.HitValues(h), names)...); err != nil {
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
