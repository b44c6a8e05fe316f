package web

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// An anchor is the place of a line within a paragraph.
type anchor struct {
	ast.BaseInline
	line  int
	asked bool
}

var kindAnchor = ast.NewNodeKind("Anchor")

func (a *anchor) Kind() ast.NodeKind { return kindAnchor }

func (a *anchor) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

// lines renders what has lines: anchors, and blocks of code, each of whose lines can be
// linked to.
type lines struct{}

func (l lines) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindAnchor, l.anchor)
	r.Register(ast.KindCodeBlock, l.code)
	r.Register(ast.KindFencedCodeBlock, l.code)
	r.Register(ast.KindHTMLBlock, l.html)
	r.Register(ast.KindRawHTML, l.inline)
	r.Register(extast.KindTaskCheckBox, l.checkBox)
}

func (lines) anchor(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if a := n.(*anchor); entering {
		class := "line"
		if a.asked {
			class = "asked"
		}
		fmt.Fprintf(w, `<span id="L%d" class="%s"></span>`, a.line, class)
	}
	return ast.WalkContinue, nil
}

func (lines) code(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	w.WriteString("<pre><code>")
	marked, _ := n.AttributeString(askedLine)
	first := 0
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		if i == 0 {
			first = 1 + bytes.Count(source[:segment.Start], []byte("\n"))
		}
		writeLine(w, first+i, marked == i, segment.Value(source))
	}
	w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

// writeLine writes a line of code.
func writeLine(w util.BufWriter, line int, asked bool, text []byte) {
	class := ""
	if asked {
		class = ` class="asked"`
	}
	fmt.Fprintf(w, `<span id="L%d"%s>`, line, class)
	w.Write(util.EscapeHTML(text))
	w.WriteString("</span>")
}

// checkBox renders the box of a task, which a reader of the page cannot check.
func (lines) checkBox(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if n.(*extast.TaskCheckBox).IsChecked {
		w.WriteString(`<input type="checkbox" checked="" disabled="" aria-label="done"> `)
	} else {
		w.WriteString(`<input type="checkbox" disabled="" aria-label="open"> `)
	}
	return ast.WalkContinue, nil
}
