package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"minutes/searcher"
)

// A printer writes an answer in which something was found.
type printer func(*bufio.Writer, *searcher.Result, places) error

// A screen is what is known of the terminal that an answer goes to.
type screen struct {
	terminal bool
	width    int // in columns
}

// screenOf returns what w is.
func screenOf(w io.Writer) screen {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return screen{width: 80}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return screen{true, width}
}

// printer returns the printer that the flags ask for.
func (f *flagSet) printer(s screen) (printer, error) {
	if f.count {
		if f.set("format") || f.set("facet") {
			return nil, errors.New("--count prints one number; leave out --format and --facet")
		}
		return printCount, nil
	}
	format := f.format
	if format == "" {
		format = "lines"
		if s.terminal {
			format = "text"
		}
	}
	switch format {
	case "text":
		return textPrinter(s), nil
	case "lines":
		return printLines, nil
	case "json":
		return printJSON, nil
	case "jsonl":
		if f.set("facet") {
			return nil, errors.New("--facet has no place in jsonl; write --format json")
		}
		return printJSONL, nil
	}
	return nil, fmt.Errorf("unknown format %q; the formats are text, lines, json, jsonl", f.format)
}

func printCount(out *bufio.Writer, r *searcher.Result, _ places) error {
	_, err := fmt.Fprintln(out, r.Total)
	return err
}

// printLines writes a hit a line, PATH:LINE:DATE TEAM (LEAD): TEXT, which editors
// and fzf can open, after facets as CLAUSE, a tab and the count.
func printLines(out *bufio.Writer, r *searcher.Result, at places) error {
	for _, facet := range r.Facets {
		for _, row := range facetRows(facet) {
			fmt.Fprintf(out, "%s\t%d\n", visible(row.label), row.count)
		}
	}
	for _, h := range r.Hits {
		if _, err := fmt.Fprintf(out, "%s:%d:%s%s: %s\n",
			visible(at.path(h.File)), h.Line, h.Date, visible(reporter(h, " ", " (", ")")), visible(h.Text)); err != nil {
			return err
		}
	}
	return nil
}

// reporter returns team and lead of h, each only where there is one.
func reporter(h searcher.Hit, before, open, end string) string {
	s := ""
	if h.Team != "" {
		s = before + h.Team
	}
	if len(h.Lead) > 0 {
		s += open + strings.Join(h.Lead, ", ") + end
	}
	return s
}

// A facetRow is a line of a facet.
type facetRow struct {
	label string // a clause of the query language, or how many more there are
	count int
}

// facetRows returns the lines of a facet: its values, what they leave out, and
// the documents without a value.
func facetRows(f searcher.Facet) []facetRow {
	var rows []facetRow
	for _, v := range f.Values {
		rows = append(rows, facetRow{v.Query, v.Count})
	}
	if f.Other > 0 {
		rows = append(rows, facetRow{"other " + f.Field + "s", f.Other})
	}
	if f.Missing > 0 {
		rows = append(rows, facetRow{f.Field + `:""`, f.Missing})
	}
	return rows
}

// printJSON writes the answer as one object.
func printJSON(out *bufio.Writer, r *searcher.Result, _ places) error {
	return encoder(out).Encode(r)
}

// printJSONL writes an object a hit.
func printJSONL(out *bufio.Writer, r *searcher.Result, _ places) error {
	e := encoder(out)
	for _, h := range r.Hits {
		if err := e.Encode(h); err != nil {
			return err
		}
	}
	return nil
}

func encoder(out io.Writer) *json.Encoder {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false) // <, > and & are text, and no browser reads this
	return e
}

// visible returns s with characters that are not printed, and those that turn
// the direction of writing, as \u escapes: text of notes must not steer a
// terminal or break a line.
func visible(s string) string {
	hidden := func(r rune) bool { return !strconv.IsPrint(r) && r != '\u200d' && r != '\ufe0f' } // these two join emoji
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hidden(r):
			b.WriteRune(r)
		case r == '\u00a0' || r == '\u202f':
			b.WriteByte(' ')
		default:
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}
