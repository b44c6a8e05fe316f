package web

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// droppedTags are elements that the sanitizer takes away without their text, apart from
// shownTags, which it keeps. A page shows the tags of all other elements as they are written:
// either a browser would not show their text, which the index has, as of <script>, or they are
// no HTML, as <name>.
var droppedTags = strings.Fields(`address area article aside audio base big button canvas center col colgroup data
	datalist dfn dir fieldset figcaption figure font footer form h1 header hgroup img label legend link main map mark menu
	meta meter nav nobr optgroup option output picture progress rp rt ruby search section select slot source strike svg
	tfoot time track tt var video wbr body head html`)

var tagName = regexp.MustCompile(`</?([a-zA-Z][a-zA-Z0-9-]*)`) // <br, </p

// isAsWritten reports whether html has to be shown as it is written, because a browser would
// show less of it than the index has.
func isAsWritten(html []byte) bool {
	for _, match := range tagName.FindAllSubmatch(html, -1) {
		name := strings.ToLower(string(match[1]))
		if !slices.Contains(shownTags, name) && !slices.Contains(droppedTags, name) {
			return true
		}
	}
	return false
}

// isCode reports whether a block of HTML is shown as code.
func isCode(n *ast.HTMLBlock, source []byte) bool {
	switch n.HTMLBlockType {
	case ast.HTMLBlockType2: // a comment, which is not indexed
		return false
	case ast.HTMLBlockType3, ast.HTMLBlockType4, ast.HTMLBlockType5: // <?php, <!X, <![CDATA[
		return true
	}
	return isAsWritten(linesOf(n, source))
}

// linesOf returns the text of a block of HTML, with the line that closes it.
func linesOf(n *ast.HTMLBlock, source []byte) []byte {
	text := slices.Clone(n.Lines().Value(source))
	if n.HasClosure() {
		text = append(text, n.ClosureLine.Value(source)...)
	}
	return text
}

// html renders a block of HTML. One that is shown as code has an id for each line, another
// has one for its first line.
func (l lines) html(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.HTMLBlock)
	if !entering {
		return ast.WalkContinue, nil
	}
	first, _ := n.AttributeString(firstLine)
	marked, _ := n.AttributeString(askedLine)
	text := linesOf(n, source)
	if isCode(n, source) {
		w.WriteString("<pre><code>")
		for i, line := range bytes.SplitAfter(bytes.TrimRight(text, "\n"), []byte("\n")) {
			at, _ := first.(int)
			writeLine(w, at+i, marked == i, line)
		}
		w.WriteString("</code></pre>\n")
		return ast.WalkSkipChildren, nil
	}
	if line, ok := first.(int); ok {
		class := "line"
		if marked != nil {
			class = "asked"
		}
		fmt.Fprintf(w, `<span id="L%d" class="%s"></span>`, line, class)
	}
	w.Write(text)
	return ast.WalkSkipChildren, nil
}

// inline renders a tag within a paragraph.
func (lines) inline(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	text := node.(*ast.RawHTML).Segments.Value(source)
	if isAsWritten(text) && !bytes.HasPrefix(text, []byte("<!--")) {
		text = util.EscapeHTML(text)
	}
	w.Write(text)
	return ast.WalkSkipChildren, nil
}

// firstLine is the attribute of a block of HTML with the number of its first line, unless
// something else has the id of it.
const firstLine = "first"

// html takes the lines of a block of HTML, whose renderer gives them ids.
func (p *placer) html(n *ast.HTMLBlock) {
	if n.Lines().Len() == 0 || n.HTMLBlockType == ast.HTMLBlockType2 {
		return
	}
	first, ok := p.take(n.Lines().At(0).Start)
	if !ok {
		return
	}
	n.SetAttributeString(firstLine, first)
	p.choose(first, func() { n.SetAttributeString(askedLine, 0) })
	if !isCode(n, p.source) {
		return
	}
	for i := range bytes.Count(bytes.TrimRight(linesOf(n, p.source), "\n"), []byte("\n")) {
		p.taken[first+i+1] = true
		p.choose(first+i+1, func() { n.SetAttributeString(askedLine, i+1) })
	}
}
