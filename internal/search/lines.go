package search

import (
	"bufio"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"minutes/internal/present"
	"minutes/internal/seen"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// linesPrinter returns a printer that writes one hit per line, PATH:LINE:DATE TEAM (LEAD)
// MARK changed: TEXT, which editors and fzf can open. Facets come first: CLAUSE, a tab and the
// count.
func (f *flagSet) linesPrinter(s screen) printer {
	return func(out *bufio.Writer, a answer) error {
		for _, facet := range a.Facets {
			if facet.Cross != nil {
				for cell := range crossCells(facet.Cross) {
					f.printCount(out, cell.count, cell.row.Query, cell.column.Query)
				}
				continue
			}
			for _, row := range facetRows(facet) {
				f.printCount(out, row.count, row.clause)
			}
		}
		for h, err := range a.hits {
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(out, "%s:%s%s: %s%s", s.linePlace(a.path(h.File), h.Line),
				cmp.Or(h.Date, present.NoDate), terminal.Visible(whose(h, " ", " (", ")")+marked(h.Is)+edited(h)), s.marked(h.Text, h.Spans, plain), f.end()); err != nil {
				return err
			}
			for _, line := range h.Explanation {
				fmt.Fprintf(out, "\t%s%s", terminal.Visible(line), f.end())
			}
		}
		return nil
	}
}

// printCount writes a line with the query that consists of clauses, and the number of
// documents that it finds. There may be as many lines as days, so it makes no strings.
func (f *flagSet) printCount(out *bufio.Writer, n int, clauses ...string) {
	for i, clause := range clauses {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(terminal.Visible(clause))
	}
	out.WriteByte('\t')
	out.WriteString(strconv.Itoa(n))
	out.WriteString(f.end())
}

// linePlace returns the PATH:LINE at the beginning of a line.
func (s screen) linePlace(path string, line int) string {
	return s.link(s.paint(terminal.Visible(path), placed), path, line) + ":" + s.paint(fmt.Sprint(line), graphed)
}

// marked returns a space and the letter for the outcome of a document, or "".
func marked(is []string) string {
	if m := present.Mark(is, false); m != "" {
		return " " + m
	}
	return ""
}

// edited returns " changed" for a hit that was shown before with another text.
func edited(h searcher.Hit) string {
	if h.Change == string(seen.Changed) {
		return " " + h.Change
	}
	return ""
}

// whose returns the team of h with before in front, and its leads between open and end.
// What h does not have is left out.
func whose(h searcher.Hit, before, open, end string) string {
	s := ""
	if h.Team != "" {
		s = before + h.Team
	}
	if len(h.Lead) > 0 {
		s += open + strings.Join(h.Lead, ", ") + end
	}
	return s
}
