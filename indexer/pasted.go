package indexer

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"minutes/schema"
)

func isCode(n ast.Node) bool {
	return n.Kind() == ast.KindCodeBlock || n.Kind() == ast.KindFencedCodeBlock || n.Kind() == ast.KindHTMLBlock
}

func holdsItems(lines []string) bool { return slices.ContainsFunc(lines, isItem) }

// codeLines returns the lines of a block of code or HTML, without HTML tags, and the
// number of the first line. Words after the opening fence are the first line, unless
// there is only one: it names a language.
func (b *blocks) codeLines(n ast.Node) (lines []string, first int) {
	first = b.firstLine(n)
	if fenced, ok := n.(*ast.FencedCodeBlock); ok {
		info := ""
		if fenced.Info != nil {
			info = string(fenced.Info.Segment.Value(b.src))
		}
		if len(strings.Fields(info)) < 2 {
			info = ""
		}
		lines = append(lines, info)
		if n.Lines().Len() > 0 {
			first-- // the fence
		}
	}
	var code bytes.Buffer
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		code.Write(s.Value(b.src))
		if v := code.Bytes(); len(v) == 0 || v[len(v)-1] != '\n' {
			code.WriteByte('\n')
		}
	}
	body := code.String()
	if html, ok := n.(*ast.HTMLBlock); ok {
		if html.HasClosure() {
			body += string(html.ClosureLine.Value(b.src))
		}
		body = blankTags(body)
	}
	return append(lines, strings.Split(strings.TrimSuffix(body, "\n"), "\n")...), first
}

// blankTags is withoutTags for several lines, which keep their numbers.
func blankTags(html string) string {
	html = comment.ReplaceAllStringFunc(html, func(c string) string {
		return strings.Repeat("\n", strings.Count(c, "\n"))
	})
	lines := strings.Split(html, "\n")
	for i, line := range lines {
		lines[i] = withoutTags(line)
	}
	return strings.Join(lines, "\n")
}

// pasted adds a block of code or HTML. HTML, and code with list items, is read as a
// separate text without headings. Other code becomes one paragraph.
func (b *blocks) pasted(n ast.Node) {
	lines, first := b.codeLines(n)
	html := n.Kind() == ast.KindHTMLBlock
	if (html || holdsItems(lines)) && b.depth < maxPasted {
		b.read(dedent(lines), first, b.parents(), b.depth+1)
		return
	}
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
		first++
	}
	code := strings.Join(lines, "\n")
	if text := oneLine(code); text != "" {
		b.add(piece{kind: schema.Paragraph, line: first, plain: plain{text: text, unsaid: text, links: codeLinks(code)}, parents: b.parents()})
	}
}

// dedent removes the indentation that all lines share. Otherwise Markdown would read them
// as code again.
func dedent(lines []string) []string {
	common := -1
	for _, line := range lines {
		if text := strings.TrimLeft(line, " \t"); text != "" && (common < 0 || len(line)-len(text) < common) {
			common = len(line) - len(text)
		}
	}
	for i, line := range lines {
		lines[i] = line[min(max(common, 0), len(line)):]
	}
	return lines
}
