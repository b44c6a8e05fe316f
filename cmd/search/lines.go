package main

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// linesPrinter returns the printer of a hit a line, PATH:LINE:DATE TEAM (LEAD) MARK: TEXT,
// which editors and fzf can open, after facets as CLAUSE, a tab and the count.
func (f *flagSet) linesPrinter(s screen) printer {
	return func(out *bufio.Writer, a answer) error {
		for _, facet := range a.Facets {
			for _, row := range facetRows(facet) {
				fmt.Fprintf(out, "%s\t%d%s", terminal.Visible(row.clause), row.count, f.end())
			}
		}
		for h, err := range a.hits {
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(out, "%s:%s%s: %s%s", s.linePlace(a.path(h.File), h.Line),
				cmp.Or(h.Date, noDate), terminal.Visible(whose(h, " ", " (", ")")+marked(h.Is)), s.marked(h.Text, h.Spans, plain), f.end()); err != nil {
				return err
			}
			for _, line := range h.Explanation {
				fmt.Fprintf(out, "\t%s%s", terminal.Visible(line), f.end())
			}
		}
		return nil
	}
}

// linePlace returns the PATH:LINE that a line begins with.
func (s screen) linePlace(path string, line int) string {
	return s.link(s.paint(terminal.Visible(path), placed), path, line) + ":" + s.paint(fmt.Sprint(line), graphed)
}

// marked returns the letter of what came of a document, behind a blank.
func marked(is []string) string {
	if m := mark(is, false); m != "" {
		return " " + m
	}
	return ""
}

// whose returns team and lead of h, each only where there is one.
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
