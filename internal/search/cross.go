package search

import (
	"bufio"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// maxLabel is the width to which names at the edges of a crossed facet are cut, in columns.
const maxLabel = 24

// noValue stands at the edge of a crossed facet for documents without a value.
const noValue = "none"

// shades are the shades of cells, from none to the largest count.
var shades = []rune(" ░▒▓█")

// A heatTable is a crossed facet as it is printed. Its last row and its last column have the
// totals.
type heatTable struct {
	screen
	corner  string
	heads   []string
	labels  []string
	counts  [][]int
	most    int // the largest count in a cell
	label   int // width of labels
	columns []int
}

// printCross writes a crossed facet as a table whose cells are shaded by their counts, with
// totals at the right and at the bottom. Columns that do not fit on the screen follow below,
// with the same rows.
func printCross(out *bufio.Writer, s screen, f searcher.Facet) {
	t := newHeatTable(s, f)
	for from := 0; from < len(t.heads); {
		to, used := from, t.label
		for to < len(t.heads) && (to == from || used+t.columns[to] <= s.width) {
			used += t.columns[to]
			to++
		}
		if from > 0 {
			fmt.Fprintln(out)
		}
		t.print(out, from, to)
		from = to
	}
	if cut := crossCut(f); cut != "" {
		fmt.Fprintln(out, s.paint(cut, faint))
	}
}

// crossCut says what of a crossed facet is left out; "" if nothing is.
func crossCut(f searcher.Facet) string {
	left := present.LeftOut(f.Cross)
	if left == "" {
		return ""
	}
	return left + " left out; to see all: --top 0"
}

func newHeatTable(s screen, f searcher.Facet) *heatTable {
	c := f.Cross
	t := &heatTable{screen: s, corner: f.Field}
	columns, at := withEmpty(c.Fields[1], c.Columns)
	for i, row := range c.Rows {
		counts := make([]int, len(columns), len(columns)+1)
		for j, k := range at {
			counts[k] = int(c.Counts[i][j])
			t.most = max(t.most, counts[k])
		}
		t.labels, t.counts = append(t.labels, edgeLabel(row)), append(t.counts, append(counts, row.Count))
	}
	rows, to := withEmpty(c.Fields[0], c.Rows)
	t.labels, t.counts = spread(t.labels, t.counts, rows, to, len(columns)+1)
	totals := make([]int, 0, len(columns)+1)
	for _, column := range columns {
		totals = append(totals, column.Count)
		t.heads = append(t.heads, edgeLabel(column))
	}
	t.heads = append(t.heads, "all")
	t.labels, t.counts = append(t.labels, "all"), append(t.counts, append(totals, c.Total))

	t.label = runewidth.StringWidth(t.corner)
	for _, label := range t.labels {
		t.label = max(t.label, runewidth.StringWidth(label))
	}
	for j, head := range t.heads {
		width := runewidth.StringWidth(head)
		for _, counts := range t.counts {
			width = max(width, len(fmt.Sprint(counts[j]))+1)
		}
		t.columns = append(t.columns, 2+width)
	}
	return t
}

// edgeLabel returns the text for a value at an edge.
func edgeLabel(v searcher.FacetValue) string {
	if v.Value == "" && v.Query != "" {
		return noValue
	}
	return runewidth.Truncate(terminal.Visible(v.Value), maxLabel, "…")
}

// withEmpty returns values with the empty periods between them, if field is one of years,
// quarters or months and they are few. at has the new index of each of values.
func withEmpty(field string, values []searcher.FacetValue) (all []searcher.FacetValue, at []int) {
	for i, v := range values {
		if i > 0 && v.Value != "" {
			for _, row := range emptyRows(field, values[i-1].Value, v.Value) {
				if row.clause != "" {
					all = append(all, searcher.FacetValue{Value: strings.TrimPrefix(row.clause, "date:")})
				}
			}
		}
		at = append(at, len(all))
		all = append(all, v)
	}
	return all, at
}

// spread returns labels and counts with rows for the empty periods among rows. at has the new
// index of each of labels.
func spread(labels []string, counts [][]int, rows []searcher.FacetValue, at []int, width int) ([]string, [][]int) {
	newLabels, newCounts := make([]string, len(rows)), make([][]int, len(rows))
	for i, row := range rows {
		newLabels[i], newCounts[i] = row.Value, make([]int, width)
	}
	for i, k := range at {
		newLabels[k], newCounts[k] = labels[i], counts[i]
	}
	return newLabels, newCounts
}

// print writes the columns from from up to to.
func (t *heatTable) print(out *bufio.Writer, from, to int) {
	line := func(label string, as style, cell func(j int) string) {
		var b strings.Builder
		b.WriteString(t.paint(label, as) + strings.Repeat(" ", t.label-runewidth.StringWidth(label)))
		for j := from; j < to; j++ {
			b.WriteString(cell(j))
		}
		fmt.Fprintln(out, strings.TrimRight(b.String(), " "))
	}
	line(t.corner, faint, func(j int) string {
		// A number ends one column earlier than its shade.
		return strings.Repeat(" ", t.columns[j]-1-runewidth.StringWidth(t.heads[j])) + t.paint(t.heads[j], strong) + " "
	})
	for i, label := range t.labels {
		line(label, plain, func(j int) string { return t.cell(i, j) })
	}
}

// cell returns a cell with the space before it: its count and its shade. Totals have no
// shade.
func (t *heatTable) cell(i, j int) string {
	n := t.counts[i][j]
	total := i == len(t.labels)-1 || j == len(t.heads)-1
	text, shade, as := fmt.Sprint(n), " ", plain
	switch {
	case n == 0:
		text, as = "·", faint
	case total:
		as = strong
	default:
		shade = string(shades[(n*(len(shades)-1)+t.most-1)/t.most])
	}
	return strings.Repeat(" ", t.columns[j]-1-runewidth.StringWidth(text)) + t.paint(text, as) + t.paint(shade, graphed)
}

// crossTable writes a crossed facet as a matrix: its columns, and the totals.
func crossTable(write table, f searcher.Facet) error {
	c := f.Cross
	head := []string{f.Field}
	totals := []string{"total"}
	for _, v := range c.Columns {
		head, totals = append(head, v.Value), append(totals, fmt.Sprint(v.Count))
	}
	if err := write(append(head, "total")...); err != nil {
		return err
	}
	for i, row := range c.Rows {
		cells := []string{row.Value}
		for _, n := range c.Counts[i] {
			cells = append(cells, fmt.Sprint(n))
		}
		if err := write(append(cells, fmt.Sprint(row.Count))...); err != nil {
			return err
		}
	}
	return write(append(totals, fmt.Sprint(c.Total))...)
}

// crossLong writes crossed facets as a table with a row for each cell that is not 0, with
// the query that finds its documents.
func crossLong(write table, facets searcher.Facets) error {
	if err := write("facet", "row", "column", "count", "query"); err != nil {
		return err
	}
	for _, f := range facets {
		for cell := range crossCells(f.Cross) {
			if err := write(f.Field, cell.row.Value, cell.column.Value, fmt.Sprint(cell.count), cell.query()); err != nil {
				return err
			}
		}
	}
	return nil
}

// A crossCell is a cell of a crossed facet.
type crossCell struct {
	row, column *searcher.FacetValue
	count       int
}

func (c crossCell) query() string { return c.row.Query + " " + c.column.Query }

// crossCells yields the cells of c that are not 0, row by row.
func crossCells(c *searcher.Cross) iter.Seq[crossCell] {
	return func(yield func(crossCell) bool) {
		for i, counts := range c.Counts {
			for j, n := range counts {
				if n > 0 && !yield(crossCell{&c.Rows[i], &c.Columns[j], int(n)}) {
					return
				}
			}
		}
	}
}

func hasCrossed(facets []string) bool { return slices.ContainsFunc(facets, searcher.IsCrossed) }

func allCrossed(facets []string) bool {
	return hasCrossed(facets) && !slices.ContainsFunc(facets, func(facet string) bool { return !searcher.IsCrossed(facet) })
}
