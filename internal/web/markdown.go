package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"minutes/indexer"
)

// markdown renders notes. HTML in a note is kept for the sanitizer to judge.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify, extension.TaskList, extension.Footnote),
	goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(lines{}, 100))),
)

// sanitizer decides what HTML of a note reaches a browser. It is the only gate: whatever
// the parser lets through, this does not.
var sanitizer = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(
		"h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd",
		"b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "kbd", "samp", "span", "div", "abbr", "cite", "q",
		"table", "thead", "tbody", "tr", "th", "td", "caption", "details", "summary", "a", "input",
	)
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^(?:L\d{1,5}|fn(?:ref)?\d*:\d{1,4})$`)).Globally()
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(?:asked|line)$`)).Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").Matching(regexp.MustCompile(`^$`)).OnElements("input")
	p.AllowAttrs("aria-label").Matching(regexp.MustCompile(`^(?:done|open)$`)).OnElements("input")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnLinks(true)
	p.RequireNoFollowOnLinks(true)
	return p
}()

// render returns a note as HTML. Each line with text can be linked to, as #L12, and the
// line asked is marked. link returns the address of a note that is linked to.
func render(src []byte, asked int, link func(target string) (string, error)) (template.HTML, error) {
	all, err := indexer.Lines(src)
	if err != nil {
		return "", err
	}
	source := []byte(strings.Join(all, "\n"))
	doc := markdown.Parser().Parse(text.NewReader(source))
	place(doc, source, asked)
	relink(doc, source, link)
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, source, doc); err != nil {
		return "", err
	}
	return template.HTML(visibleHTML(string(sanitizer.SanitizeBytes(b.Bytes())))), nil
}

// visibleHTML returns HTML of the sanitizer with characters that are not seen as escapes.
// None of these has a meaning in HTML, except for spaces and ends of lines.
func visibleHTML(text string) string { return visibleLines(text) }

// visibleLines returns text with its lines and tabs as they are, and all else visible.
func visibleLines(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	start := 0
	for i, r := range text {
		if r == '\n' || r == '\t' {
			b.WriteString(visible(text[start:i]))
			b.WriteRune(r)
			start = i + utf8.RuneLen(r)
		}
	}
	b.WriteString(visible(text[start:]))
	return b.String()
}

// starts returns the offsets of the lines of source.
func starts(source []byte) []int {
	all := []int{0}
	for i, c := range source {
		if c == '\n' {
			all = append(all, i+1)
		}
	}
	return all
}

// place gives the first block of each line an id, and each further line of a paragraph an
// anchor. It marks the block of the line asked, or of the last one before it.
func place(doc ast.Node, source []byte, asked int) {
	offsets := starts(source)
	lineOf := func(offset int) int { return sort.SearchInts(offsets, offset+1) }
	taken := map[int]bool{}
	var marked ast.Node
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(n.Level+1, 6) // the page has a heading of its own
		case *ast.ListItem, *ast.Paragraph, *extast.TableRow, *extast.TableHeader:
		case *ast.Text:
			if line := lineOf(n.Segment.Start); !taken[line] && n.Segment.Len() > 0 && n.Parent().Kind() != ast.KindCodeSpan {
				taken[line] = true
				n.Parent().InsertBefore(n.Parent(), n, &anchor{line: line, asked: line == asked})
				if line == asked {
					marked = nil
					asked = -1
				}
			}
			return ast.WalkContinue, nil
		default:
			return ast.WalkContinue, nil
		}
		start := textStart(n)
		if start < 0 {
			return ast.WalkContinue, nil
		}
		line := lineOf(start)
		if taken[line] {
			return ast.WalkContinue, nil
		}
		taken[line] = true
		n.SetAttributeString("id", []byte(fmt.Sprintf("L%d", line)))
		if line <= asked {
			marked = n
		}
		return ast.WalkContinue, nil
	})
	if marked != nil {
		marked.SetAttributeString("class", []byte("asked"))
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

// relink makes links between notes lead to their pages, and pictures into links, because
// only notes are served. A link that leads nowhere becomes text.
func relink(doc ast.Node, source []byte, link func(target string) (string, error)) {
	var images []*ast.Image
	var dead []*ast.Link
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Image:
			if entering {
				images = append(images, n)
			}
		case *ast.Link:
			if !entering || !isRelative(string(n.Destination)) {
				break
			}
			if to, err := link(string(n.Destination)); err == nil {
				n.Destination = []byte(to)
			} else {
				dead = append(dead, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range dead {
		unwrap(n, nil)
	}
	for _, n := range images {
		if isRelative(string(n.Destination)) {
			unwrap(n, nil)
			continue
		}
		to := ast.NewLink()
		to.Destination = n.Destination
		if n.FirstChild() == nil {
			n.AppendChild(n, ast.NewString([]byte("picture")))
		}
		unwrap(n, to)
	}
}

// unwrap puts the children of n in the place of n; within to, unless that is nil.
func unwrap(n, to ast.Node) {
	parent := n.Parent()
	if to != nil {
		parent.InsertBefore(parent, n, to)
	}
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		if to != nil {
			to.AppendChild(to, c)
		} else {
			parent.InsertBefore(parent, n, c)
		}
		c = next
	}
	parent.RemoveChild(parent, n)
}

// isRelative reports whether a link leads to another file of the notes.
func isRelative(target string) bool {
	u, err := url.Parse(target)
	return err == nil && u.Scheme == "" && u.Host == "" && !strings.HasPrefix(target, "#") && target != ""
}

// resolve returns the file that target, a relative link in file, leads to, and its
// fragment with the mark in front.
func resolve(file, target string) (to, fragment string, err error) {
	u, err := url.Parse(target)
	if err != nil {
		return "", "", err
	}
	to = path.Join(path.Dir(file), u.Path)
	if strings.HasPrefix(u.Path, "/") {
		to = strings.TrimPrefix(path.Clean(u.Path), "/")
	}
	if u.Fragment != "" {
		fragment = "#" + url.PathEscape(u.Fragment)
	}
	return to, fragment, nil
}
