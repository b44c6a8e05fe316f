package web

import (
	"fmt"
	"sort"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// place gives the first block of each line an id, and each further line of a paragraph an
// anchor. It marks the line asked, or the last one before it that has an id.
func place(doc ast.Node, source []byte, asked int) {
	p := placer{taken: map[int]bool{}, asked: asked, source: source, starts: []int{0}}
	for i, c := range source {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	_ = ast.Walk(doc, p.visit) // which never fails
	if p.mark != nil {
		p.mark()
	}
}

// A placer gives ids to the lines of a note.
type placer struct {
	source []byte
	starts []int // offsets of lines
	taken  map[int]bool
	asked  int
	above  []int  // levels of the headings above, as in the note
	marked int    // line that mark marks
	mark   func() // marks the line asked, as far as is known
}

func (p *placer) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		p.heading(n)
		p.block(n)
	case *ast.ListItem, *ast.Paragraph, *extast.TableRow, *extast.TableHeader:
		p.block(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		p.code(n)
	case *ast.HTMLBlock:
		p.html(n)
	case *ast.Text:
		if n.Segment.Len() > 0 && n.Parent().Kind() != ast.KindCodeSpan {
			p.text(n)
		}
	}
	return ast.WalkContinue, nil
}

// take returns the line at offset. ok is false if it has an id already.
func (p *placer) take(offset int) (line int, ok bool) {
	line = sort.SearchInts(p.starts, offset+1)
	if offset < 0 || p.taken[line] {
		return line, false
	}
	p.taken[line] = true
	return line, true
}

// choose makes mark the way to mark the line asked, if line is the nearest so far.
func (p *placer) choose(line int, mark func()) {
	if line <= p.asked && line > p.marked {
		p.marked, p.mark = line, mark
	}
}

// heading gives n a level below that of the page, and leaves out no level in between, so
// that a screen reader can go from one to the next.
func (p *placer) heading(n *ast.Heading) {
	for len(p.above) > 0 && p.above[len(p.above)-1] >= n.Level {
		p.above = p.above[:len(p.above)-1]
	}
	p.above = append(p.above, n.Level)
	n.Level = min(1+len(p.above), 6)
}

// block gives n the id of its first line.
func (p *placer) block(n ast.Node) {
	line, ok := p.take(textStart(n))
	if !ok {
		return
	}
	n.SetAttributeString("id", fmt.Appendf(nil, "L%d", line))
	p.choose(line, func() { n.SetAttributeString("class", []byte("asked")) })
}

// text puts an anchor before n, if it begins a further line of its block.
func (p *placer) text(n *ast.Text) {
	line, ok := p.take(n.Segment.Start)
	if !ok {
		return
	}
	a := &anchor{line: line}
	n.Parent().InsertBefore(n.Parent(), n, a)
	p.choose(line, func() { a.asked = true })
}

// askedLine is the attribute of a block of code with the index of its marked line.
const askedLine = "asked"

// code takes the lines of a block of code, whose renderer gives them ids.
func (p *placer) code(n ast.Node) {
	for i := range n.Lines().Len() {
		if line, ok := p.take(n.Lines().At(i).Start); ok {
			p.choose(line, func() { n.SetAttributeString(askedLine, i) })
		}
	}
}

// textStart returns the offset of the first text in n; -1 if it has none.
func textStart(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if start := textStart(c); start >= 0 {
			return start
		}
	}
	return -1
}
