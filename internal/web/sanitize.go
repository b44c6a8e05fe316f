package web

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// shownTags are the elements of notes that reach a browser.
var shownTags = []string{
	"h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd",
	"b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "kbd", "samp", "span", "div", "abbr", "cite", "q",
	"table", "thead", "tbody", "tr", "th", "td", "caption", "details", "summary", "a", "input",
}

// sanitizer decides what HTML of a note reaches a browser. It is the only gate: whatever
// the parser lets through, this does not.
var sanitizer = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(shownTags...)
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

// balanced returns HTML in which each element ends, and none ends that did not begin. A
// note that leaves an element open would otherwise take in the rest of the page.
func balanced(text []byte) (string, error) {
	nodes, err := nethtml.ParseFragment(bytes.NewReader(text), &nethtml.Node{Type: nethtml.ElementNode, Data: "article", DataAtom: atom.Article})
	if err != nil {
		return "", err
	}
	article := &nethtml.Node{Type: nethtml.ElementNode}
	for _, n := range nodes {
		article.AppendChild(n)
	}
	letScroll(article)
	var b strings.Builder
	for n := range article.ChildNodes() {
		if err := nethtml.Render(&b, n); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// letScroll puts each table of article into an element that can be scrolled, also by keys,
// because a table may be wider than the page.
func letScroll(article *nethtml.Node) {
	var tables []*nethtml.Node
	for n := range article.Descendants() {
		if n.DataAtom == atom.Table {
			tables = append(tables, n)
		}
	}
	for i, table := range tables {
		around := &nethtml.Node{Type: nethtml.ElementNode, Data: "div", DataAtom: atom.Div, Attr: []nethtml.Attribute{
			{Key: "class", Val: "scroll"}, {Key: "role", Val: "region"}, {Key: "tabindex", Val: "0"}, {Key: "aria-label", Val: fmt.Sprintf("Table %d", i+1)},
		}}
		table.Parent.InsertBefore(around, table)
		table.Parent.RemoveChild(table)
		around.AppendChild(table)
	}
}
