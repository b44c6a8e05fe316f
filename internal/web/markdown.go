package web

import (
	"bytes"
	"html/template"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
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
	relink(doc, link)
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, source, doc); err != nil {
		return "", err
	}
	safe, err := balanced(sanitizer.SanitizeBytes(b.Bytes()))
	if err != nil {
		return "", err
	}
	// What is not seen has no meaning in HTML, except for spaces and ends of lines.
	return template.HTML(visibleLines(safe)), nil
}

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

// relink makes links between notes lead to their pages, and pictures into links, because
// only notes are served. A link that leads nowhere becomes text.
func relink(doc ast.Node, link func(target string) (string, error)) {
	var images []*ast.Image
	var dead []*ast.Link
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
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
