package indexer

import (
	"regexp"
	"slices"
	"strings"

	extast "github.com/yuin/goldmark/extension/ast"

	"minutes/schema"
)

// table takes in the rows of a table. A table of two columns whose first cell is
// empty in at least half of the rows has labels there, which the rows below a
// label stand under.
func (b *blocks) table(table *extast.Table) {
	type row struct {
		line  int
		cells []plain
	}
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
		cells := r.cells
		if labelled {
			label := cells[0]
			if label.text != "" {
				parents = append(slices.Clone(base), schema.Parent{Line: r.line, Text: label.text})
			}
			below := rows[i+1:] // the rows of the label: those before the next one
			if next := slices.IndexFunc(below, func(r row) bool { return r.cells[0].text != "" }); next >= 0 {
				below = below[:next]
			}
			if label.text == "" || slices.ContainsFunc(rows[i:i+1+len(below)], func(r row) bool { return hasWords(r.cells[1]) }) {
				cells = cells[1:]
			}
		}
		if p := joinCells(cells); len(schema.Terms(p.text)) > 0 {
			over := parents
			if len(cells) == 2 && labelled {
				over = base // a label above nothing speaks for itself
			}
			b.add(piece{kind: schema.Row, line: r.line, plain: p, parents: over})
		}
	}
}

func hasWords(cell plain) bool { return len(schema.Terms(cell.text)) > 0 }

var bulletMark = regexp.MustCompile(`^[-*+]\s+`)

// joinCells returns the cells that hold words as one text.
func joinCells(cells []plain) plain {
	var joined plain
	var texts []string
	for _, cell := range cells {
		joined.links = append(joined.links, cell.links...)
		if hasWords(cell) {
			texts = append(texts, bulletMark.ReplaceAllString(cell.text, ""))
		}
	}
	joined.text = strings.Join(texts, " | ")
	return joined
}
