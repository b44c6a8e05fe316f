package indexer

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"minutes/schema"
)

var markdown = func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.Linkify, extension.TaskList),
		// The parts of extension.Footnote, except the one that drops unused footnotes.
		goldmark.WithParserOptions(
			parser.WithBlockParsers(util.Prioritized(extension.NewFootnoteBlockParser(), 999)),
			parser.WithInlineParsers(util.Prioritized(extension.NewFootnoteParser(), 101)))).Parser()
}()

// blocks walks the blocks of one text.
type blocks struct {
	*reader
	src    []byte
	starts []int // offsets of lines, in bytes
	first  int   // number of the first line
	base   []schema.Parent
	depth  int
	quotes int        // number of quotes around the current block
	under  int        // line right below the last heading
	open   []openItem // items that the next one may be nested in, outermost first
	notes  []*extast.Footnote
	called map[int]piece // number of a footnote to the piece that refers to it first
	place  int           // place of added pieces; 0 for their own lines
}

// An openItem is an item that the next one may be nested in. The column of its marker
// decides, as a reader sees it, not the rules of Markdown.
type openItem struct {
	column int
	parent schema.Parent
}

// line returns the number of the line that holds the byte at offset.
func (b *blocks) line(offset int) int {
	return b.first + sort.SearchInts(b.starts, offset+1) - 1
}

// firstLine returns the number of the line on which the text of n begins. The parser's
// own offsets of blocks are wrong after tabs.
func (b *blocks) firstLine(n ast.Node) int { return b.line(textStart(n)) }

// textStart returns the offset of the first text in n, or that of n if it has no text.
func textStart(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		if start := textStart(c); start >= 0 {
			return start
		}
	}
	return max(n.Pos(), 0)
}

func (b *blocks) add(p piece) {
	p.place = cmp.Or(b.place, p.line)
	b.pieces = append(b.pieces, p)
	for _, number := range p.plain.calls {
		if _, ok := b.called[number]; !ok {
			if b.called == nil {
				b.called = map[int]piece{}
			}
			b.called[number] = p
		}
	}
}

// footnotes adds the footnotes. Each has the place of the piece that refers to it first.
// That piece is also its parent, unless it is a heading.
func (b *blocks) footnotes() {
	base := b.base
	b.quotes++
	for i := 0; i < len(b.notes); i++ { // a footnote may add another
		b.base, b.place = base, 0
		if p, ok := b.called[b.notes[i].Index]; ok {
			b.base, b.place = p.parents, p.place
			if p.kind != schema.Heading && !p.isFootnote() { // a footnote in a footnote is its sibling
				b.base = append(slices.Clone(p.parents), schema.Parent{Line: p.line, Text: p.plain.text})
			}
		}
		for c := b.notes[i].FirstChild(); c != nil; c = c.NextSibling() {
			b.block(c)
		}
	}
	b.base, b.place = base, 0
	b.quotes--
}

// noteList collects the footnotes in list. The parser puts the list at the first
// footnote.
func (b *blocks) noteList(list ast.Node) {
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		if note, ok := c.(*extast.Footnote); ok {
			b.notes = append(b.notes, note)
		}
	}
}

// isFootnote reports whether p belongs to another line than its own.
func (p piece) isFootnote() bool { return p.place != p.line }

// parents returns the parents of the current block, outermost first.
func (b *blocks) parents() []schema.Parent {
	parents := slices.Clone(b.base)
	for _, item := range b.open {
		if item.parent.Text != "" {
			parents = append(parents, item.parent)
		}
	}
	return parents
}

// block adds a block that is not in a list.
func (b *blocks) block(n ast.Node) {
	if _, ok := n.(*ast.List); !ok {
		b.open = nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		b.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		b.paragraph(n)
	case *ast.List:
		b.list(n)
	case *ast.Blockquote:
		b.quotes++
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b.block(c)
		}
		b.quotes--
	case *extast.Table:
		b.table(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		b.pasted(n)
	case *extast.FootnoteList:
		b.noteList(n)
	}
}

// heading adds a heading. A heading of several lines is really a paragraph above a rule,
// and is added as one. So is a pasted heading.
func (b *blocks) heading(n *ast.Heading) {
	if n.Lines().Len() > 1 || b.depth > 0 {
		b.paragraph(n)
	} else if p := b.inline(n); p.text != "" {
		if strings.Contains(p.text, "{#") {
			p.text, p.unsaid = anchor.ReplaceAllString(p.text, ""), anchor.ReplaceAllString(p.unsaid, "")
		}
		b.add(piece{kind: schema.Heading, line: b.firstLine(n), level: n.Level, plain: p, top: b.top()})
	}
}

// paragraph adds a paragraph, or a heading that counts as one. In pasted text, lines
// right below a heading continue its paragraph.
func (b *blocks) paragraph(n ast.Node) {
	in := &inliner{src: b.src}
	in.children(n)
	p := in.plain()
	if p.text == "" {
		return
	}
	line := b.firstLine(n)
	if b.depth > 0 && n.Kind() != ast.KindHeading && b.under == line {
		above := &b.pieces[len(b.pieces)-1].plain
		above.text += " " + p.text
		above.links = append(above.links, p.links...)
		return
	}
	if n.Kind() == ast.KindHeading {
		b.under = line + n.Lines().Len()
	}
	paragraph := piece{kind: schema.Paragraph, line: line, plain: p, parents: b.parents(), top: b.top()}
	if paragraph.top && n.Lines().Len() > 1 {
		paragraph.lines = in.lines()
	}
	b.add(paragraph)
}

// top reports whether the current block is outside lists, quotes and pasted text.
func (b *blocks) top() bool { return b.depth == 0 && b.quotes == 0 && len(b.open) == 0 }

func (b *blocks) inline(n ast.Node) plain {
	in := &inliner{src: b.src}
	in.children(n)
	return in.plain()
}

func (b *blocks) list(list *ast.List) {
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		b.item(n)
	}
}

// item adds a list item: its own text, then the blocks nested in it.
func (b *blocks) item(n ast.Node) {
	line, column := b.marker(min(n.Pos(), textStart(n)))
	for len(b.open) > 0 && b.open[len(b.open)-1].column >= column {
		b.open = b.open[:len(b.open)-1]
	}
	own := &inliner{src: b.src}
	var nested []ast.Node
	textLine := 0
	b.own(n, own, &nested, &textLine)
	p := own.plain()
	if p.text != "" {
		if len(nested) > 0 && textLine > 0 && b.firstLine(nested[0]) == line {
			line = textLine // the line of the marker belongs to the nested heading or item
		}
		b.add(piece{kind: schema.Bullet, line: line, plain: p, parents: b.parents()})
	}
	b.open = append(b.open, openItem{column, schema.Parent{Line: line, Text: p.text}})
	depth := len(b.open)
	for _, c := range nested {
		if c.Kind() != ast.KindList {
			b.open = b.open[:depth] // it is a sibling of the items nested before it
		}
		switch c := c.(type) {
		case *ast.List:
			b.list(c)
		case *ast.Heading:
			b.heading(c)
		case *extast.Table:
			b.table(c)
		default:
			b.pasted(c)
		}
	}
}

// own collects the text of an item: its paragraphs, including quoted ones, and its code.
// It adds nested blocks to nested, and sets line to the first line of the text.
func (b *blocks) own(n ast.Node, own *inliner, nested *[]ast.Node, line *int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		heading, isHeading := c.(*ast.Heading)
		switch {
		case c.Kind() == ast.KindList, c.Kind() == extast.KindTable, isHeading && heading.Lines().Len() == 1:
			*nested = append(*nested, c)
		case c.Kind() == extast.KindFootnoteList:
			b.noteList(c)
		case c.Kind() == ast.KindBlockquote:
			b.own(c, own, nested, line)
		case isCode(c):
			lines, at := b.codeLines(c)
			if holdsItems(lines) && b.depth < maxPasted {
				*nested = append(*nested, c)
				continue
			}
			own.write("\n" + strings.Join(lines, "\n") + "\n")
			for _, url := range codeLinks(strings.Join(lines, "\n")) {
				own.link(url)
			}
			setLine(line, at)
		case c.Type() == ast.TypeBlock && c.Kind() != ast.KindThematicBreak && c.Kind() != ast.KindLinkReferenceDefinition:
			own.children(c)
			own.write("\n")
			setLine(line, b.firstLine(c))
		}
	}
}

func setLine(line *int, first int) {
	if *line == 0 {
		*line = first
	}
}

// marker returns the line and the column of the list marker at offset. After a tab, the
// parser's offset is a few bytes too large, and may even be past the end of the text.
func (b *blocks) marker(offset int) (line, column int) {
	offset = min(offset, len(b.src))
	line = b.line(offset)
	start := b.starts[line-b.first]
	for at := offset; at >= start; at-- {
		if (at == start || strings.IndexByte(" \t>", b.src[at-1]) >= 0) && itemMarker(b.src[at:]) > 0 {
			offset = at
			break
		}
	}
	return line, width(string(b.src[start:offset]))
}
