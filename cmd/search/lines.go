package main

import (
	"bufio"
	"fmt"
	"strings"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// printLines writes a hit a line, PATH:LINE:DATE TEAM (LEAD): TEXT, which editors
// and fzf can open, after facets as CLAUSE, a tab and the count.
func printLines(out *bufio.Writer, a answer) error {
	for _, facet := range a.Facets {
		for _, row := range facetRows(facet) {
			if !row.clause {
				continue // a script adds up what it needs
			}
			fmt.Fprintf(out, "%s\t%d\n", terminal.Visible(row.label), row.count)
		}
	}
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s:%d:%s%s: %s\n",
			terminal.Visible(a.path(h.File)), h.Line, h.Date, terminal.Visible(whose(h, " ", " (", ")")), terminal.Visible(h.Text)); err != nil {
			return err
		}
		for _, line := range h.Explanation {
			fmt.Fprintf(out, "\t%s\n", terminal.Visible(line))
		}
	}
	return nil
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
