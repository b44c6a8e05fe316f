package indexer

import (
	"regexp"
	"slices"
	"strings"

	extast "github.com/yuin/goldmark/extension/ast"

	"minutes/internal/analysis"
	"minutes/schema"
)

// table adds the rows of a table. If a table has two columns, and the first is empty in
// at least half of the rows, that column holds labels. A label is the parent of the rows
// below it.
func (b *blocks) table(table *extast.Table) {
	var rows []row
	unlabelled := 0
	for n := table.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != extast.KindTableRow {
			continue
		}
		r := row{line: b.firstLine(n)}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.cells = append(r.cells, b.inline(c))
		}
		if len(r.cells) > 0 && r.cells[0].text == "" {
			unlabelled++
		}
		rows = append(rows, r)
	}
	labelled := len(table.Alignments) == 2 && 2*unlabelled >= len(rows)
	base := b.parents()
	parents := base
	for i, r := range rows {
		cells, over := r.cells, base
		if labelled {
			if label := cells[0].text; label != "" {
				parents = append(slices.Clone(base), schema.Parent{Line: r.line, Text: label})
			}
			if cells[0].text == "" || labelsRows(rows[i:]) {
				cells, over = cells[1:], parents
			}
		}
		if p := joinCells(cells); hasWords(p) {
			b.add(piece{kind: schema.Row, line: r.line, plain: p, parents: over})
		}
	}
}

// A row is one row of a table's body.
type row struct {
	line  int
	cells []plain
}

// labelsRows reports whether the label in the first of rows has words to label: in its
// own row, or in the rows before the next label. A label without any is a row itself.
func labelsRows(rows []row) bool {
	for i, r := range rows {
		if i > 0 && r.cells[0].text != "" {
			return false
		}
		if hasWords(r.cells[1]) {
			return true
		}
	}
	return false
}

func hasWords(cell plain) bool { return len(analysis.Terms(cell.text)) > 0 }

var bulletMark = regexp.MustCompile(`^[-*+]\s+`)

// joinCells returns the cells that hold words as one text.
func joinCells(cells []plain) plain {
	var joined plain
	var texts, unsaid []string
	for _, cell := range cells {
		joined.links = append(joined.links, cell.links...)
		joined.calls = append(joined.calls, cell.calls...)
		if hasWords(cell) {
			texts = append(texts, bulletMark.ReplaceAllString(cell.text, ""))
			unsaid = append(unsaid, cell.unsaid)
		}
	}
	joined.text, joined.unsaid = strings.Join(texts, " | "), oneLine(strings.Join(unsaid, " "))
	return joined
}
