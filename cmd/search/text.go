package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// textPrinter returns the printer for people: a head line, the facets, then each
// hit under its date, team and lead, with the place where it stands and what it
// stands under, full ones apart from partial ones.
func textPrinter(s screen) printer {
	return func(out *bufio.Writer, a answer) error {
		fmt.Fprintln(out, headline(a.Result))
		for _, facet := range a.Facets {
			fmt.Fprintln(out)
			printFacet(out, facet)
		}
		partial := false
		for h, err := range a.hits {
			if err != nil {
				return err
			}
			if h.Partial && !partial && a.Full > 0 {
				fmt.Fprintf(out, "\n— %d with most of the words —\n", a.Total-a.Full)
			}
			partial = h.Partial
			fmt.Fprintln(out)
			printHit(out, h, a.places, s.width)
		}
		next := a.Offset + a.Shown()
		if left := a.Total - next; left > 0 && a.Shown() > 0 {
			fmt.Fprintf(out, "\n%d more; the next with: --offset %d\n", left, next)
		}
		return nil
	}
}

func headline(r *searcher.Result) string {
	documents := "documents"
	if r.Total == 1 {
		documents = "document"
	}
	if r.First == r.Last {
		return fmt.Sprintf("%d %s   %s", r.Total, documents, r.First)
	}
	return fmt.Sprintf("%d %s   %s to %s", r.Total, documents, r.First, r.Last)
}

func printFacet(out *bufio.Writer, facet searcher.Facet) {
	rows := facetRows(facet)
	label, count := 0, 0
	for i, row := range rows {
		rows[i].label = terminal.Visible(row.label)
		label = max(label, runewidth.StringWidth(rows[i].label))
		count = max(count, len(fmt.Sprint(row.count)))
	}
	for _, row := range rows {
		fmt.Fprintf(out, "%s  %*d\n", runewidth.FillRight(row.label, label), count, row.count)
	}
}

func printHit(out *bufio.Writer, h searcher.Hit, at places, width int) {
	who := terminal.Visible(h.Date + whose(h, "  ", " · ", ""))
	place := terminal.Visible(fmt.Sprintf("%s:%d", at.path(h.File), h.Line))
	if gap := width - runewidth.StringWidth(who) - runewidth.StringWidth(place); gap >= 2 {
		fmt.Fprintf(out, "%s%s%s\n", who, strings.Repeat(" ", gap), place)
	} else {
		fmt.Fprintf(out, "%s\n  %s\n", who, place)
	}
	indent := "  "
	for _, p := range h.Parents {
		printWrapped(out, indent, p.Text, width)
		if len(indent) < maxIndent {
			indent += "  "
		}
	}
	printWrapped(out, indent, h.Text, width)
	for _, line := range h.Explanation {
		printWrapped(out, "  = ", line, width)
	}
}

// maxIndent is how many columns the family of a hit is moved in at most.
const maxIndent = 10

func printWrapped(out *bufio.Writer, indent, text string, width int) {
	for _, line := range wrap(terminal.Visible(text), width-len(indent)) {
		fmt.Fprintf(out, "%s%s\n", indent, line)
	}
}

// wrap breaks text at blanks into lines of at most width columns. A longer word
// has a line of its own.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		w := runewidth.StringWidth(word)
		switch {
		case line == "":
			line, used = word, w
		case used+1+w <= width:
			line, used = line+" "+word, used+1+w
		default:
			lines = append(lines, line)
			line, used = word, w
		}
	}
	return append(lines, line)
}
