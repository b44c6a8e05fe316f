package search

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// A facetRow is a line of a facet.
type facetRow struct {
	value  string
	count  int
	clause string // clause of the query language; "" if there is none
	label  string // text to show if there is no clause
}

// facetRows returns the lines of a facet that have a clause: one for each value, and one
// for documents without a value.
func facetRows(f searcher.Facet) []facetRow {
	var rows []facetRow
	for _, v := range f.Values {
		rows = append(rows, facetRow{value: v.Value, count: v.Count, clause: v.Query})
	}
	if f.Missing > 0 {
		rows = append(rows, facetRow{count: f.Missing, clause: searcher.MissingClause(f.Field)})
	}
	return rows
}

// shownRows returns the lines of a facet for people. They include empty periods, and a
// line for names that the facet leaves out.
func shownRows(f searcher.Facet) []facetRow {
	var rows []facetRow
	for i, row := range facetRows(f) {
		if i == len(f.Values) && f.Cut > 0 {
			rows = append(rows, cutRow(f))
		}
		if i > 0 && i < len(f.Values) {
			rows = append(rows, emptyRows(f.Field, f.Values[i-1].Value, row.value)...)
		}
		rows = append(rows, row)
	}
	if f.Cut > 0 && f.Missing == 0 {
		rows = append(rows, cutRow(f))
	}
	return rows
}

func cutRow(f searcher.Facet) facetRow {
	return facetRow{count: f.Other, label: "+" + terminal.Grouped(f.Cut) + " more"}
}

// maxEmpty is the maximum number of consecutive empty periods that are shown one by one.
const maxEmpty = 24

// emptyRows returns lines for the years, quarters or months between from and to. It
// returns none for days, because most days between two meetings are empty.
func emptyRows(field, from, to string) []facetRow {
	first, last := present.Ordinal(field, from)+1, present.Ordinal(field, to)
	if last-first > maxEmpty {
		return []facetRow{{label: fmt.Sprintf("… %d empty", last-first)}}
	}
	var rows []facetRow
	for n := first; n < last; n++ {
		rows = append(rows, facetRow{clause: "date:" + present.PeriodAt(field, n)})
	}
	return rows
}

// The width of bars, and the space between facets side by side, in columns.
const (
	leastBar   = 8
	longestBar = 40
	facetGap   = 4
)

// A facetBlock is a facet as it is printed.
type facetBlock struct {
	rows         []facetRow
	label, count int // columns
	most         int // the largest count with a bar
}

func newFacetBlock(f searcher.Facet) facetBlock {
	b := facetBlock{rows: shownRows(f)}
	for i := range b.rows {
		row := &b.rows[i]
		if row.clause != "" {
			row.label = terminal.Visible(row.clause)
		}
		b.label = max(b.label, runewidth.StringWidth(row.label))
		b.count = max(b.count, len(fmt.Sprint(row.count)))
		if row.clause != "" {
			b.most = max(b.most, row.count)
		}
	}
	return b
}

// fixed returns the width of b without its bars, in columns.
func (b facetBlock) fixed() int { return b.label + 2 + b.count + 2 }

// printAllFacets writes the facets, the crossed ones last.
func printAllFacets(out *bufio.Writer, s screen, facets searcher.Facets) {
	var simple, crossed searcher.Facets
	for _, f := range facets {
		if f.Cross == nil {
			simple = append(simple, f)
		} else {
			crossed = append(crossed, f)
		}
	}
	if len(simple) > 0 {
		printFacets(out, s, simple)
	}
	for i, f := range crossed {
		if i+len(simple) > 0 {
			fmt.Fprintln(out)
		}
		printCross(out, s, f)
	}
}

// moreNames says how to see the names that facets leave out; "" if they leave out none.
func moreNames(facets searcher.Facets) string {
	var cut []string
	for _, f := range facets {
		if f.Cut > 0 {
			cut = append(cut, present.Counted(len(f.Values)+f.Cut, f.Field))
		}
	}
	if len(cut) == 0 {
		return ""
	}
	return "to see all " + strings.Join(cut, ", ") + ": --top 0"
}

// wayOn says how to see the documents that a number of the facets of r counts, with the
// first number as an example. It returns "" if there is none, or if nothing can follow the
// query.
func wayOn(r *searcher.Result) string {
	clauses := firstNumber(r.Facets)
	leave, add := "-f", "add"
	if r.Limit == 0 {
		leave = "-f -n 0"
	}
	switch {
	case clauses == "" || r.Unclosed.Mark != "":
		return ""
	case strings.Contains(r.Query, "OR"), // "and" binds more tightly
		strings.HasSuffix(r.Query, "NOT"): // a word, unless a clause follows
		add, clauses = "write", "("+r.Query+") "+clauses
	}
	return fmt.Sprintf("to see what a number counts, leave out %s and %s: %s", leave, add, terminal.Quoted(clauses))
}

// firstNumber returns the clauses of the first number in a crossed facet, else in any; ""
// if there is none.
func firstNumber(facets searcher.Facets) (clauses string) {
	for _, f := range facets {
		if f.Cross != nil {
			for cell := range crossCells(f.Cross) {
				return cell.query()
			}
		} else if clauses == "" && len(f.Values) > 0 {
			clauses = f.Values[0].Query
		}
	}
	return clauses
}

// hint writes text below facets, on lines that break at blanks.
func (p *textPrinter) hint(text string) {
	if p.terminal {
		text = wrapLine(text, p.width)
	}
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintln(p.out, p.paint(line, faint))
	}
}

// printFacets writes facets, as many side by side as fit on the screen.
func printFacets(out *bufio.Writer, s screen, facets searcher.Facets) {
	var beside []facetBlock
	used := 0
	for i, f := range facets {
		b := newFacetBlock(f)
		need := b.fixed() + leastBar
		if i > 0 && used+facetGap+need > s.width {
			printBeside(out, s, beside)
			fmt.Fprintln(out)
			beside, used = nil, 0
		}
		if len(beside) > 0 {
			used += facetGap
		}
		beside = append(beside, b)
		used += need
	}
	printBeside(out, s, beside)
}

func printBeside(out *bufio.Writer, s screen, blocks []facetBlock) {
	room, height := s.width-facetGap*(len(blocks)-1), 0
	for _, b := range blocks {
		room -= b.fixed()
		height = max(height, len(b.rows))
	}
	bar := min(max(room/len(blocks), 0), longestBar)
	for i := range height {
		pending := 0 // spaces to write before the next text
		for _, b := range blocks {
			if i >= len(b.rows) {
				pending += b.fixed() + bar + facetGap
				continue
			}
			row := b.rows[i]
			as := plain
			if row.clause == "" || row.count == 0 {
				as = faint
			}
			count := fmt.Sprintf("%*d", b.count, row.count)
			if row.clause == "" && row.count == 0 {
				count = strings.Repeat(" ", b.count)
			}
			length := 0
			if row.count > 0 && bar > 0 && row.clause != "" {
				length = max(1, (row.count*bar+b.most/2)/b.most)
			}
			fmt.Fprint(out, strings.Repeat(" ", pending), s.paint(row.label, as),
				strings.Repeat(" ", b.label-runewidth.StringWidth(row.label)+2), s.paint(count, as))
			pending = 2 + bar + facetGap
			if length > 0 {
				fmt.Fprint(out, "  ", s.paint(strings.Repeat("█", length), graphed))
				pending = bar - length + facetGap
			}
		}
		fmt.Fprintln(out)
	}
}
