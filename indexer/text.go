package indexer

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// A plain is text without its Markdown.
type plain struct {
	text   string
	unsaid string   // text without struck-out parts
	links  []string // targets of links and bare URLs, each once
	calls  []int    // numbers of the footnotes it refers to

	handles []string // "@ada", outside code
	linked  []string // pages of wiki links
	box     byte     // check box of a task, ' ' or 'x'; 0 if there is none
}

// An inliner collects the text of inline nodes without their Markdown.
type inliner struct {
	src          []byte
	text, unsaid strings.Builder
	links        []string
	calls        []int
	code         [][2]int // start and end of code in text, in bytes
	box          byte
	struck       int  // depth of strikethrough
	differs      bool // whether some text was struck out; else unsaid is empty, and text is meant
}

// lines returns the lines of the text as plain text.
func (in *inliner) lines() []string {
	lines := strings.Split(wikiLink.ReplaceAllStringFunc(in.text.String(), wikiWords), "\n")
	for i, line := range lines {
		lines[i] = oneLine(line)
	}
	return lines
}

func (in *inliner) plain() plain {
	p := plain{calls: in.calls, box: in.box}
	text := in.text.String()
	p.handles = in.mentions(text)
	if strings.Contains(text, "[[") {
		text = wikiLink.ReplaceAllStringFunc(text, func(link string) string {
			page := wikiLink.FindStringSubmatch(link)[1]
			in.link(page)
			p.linked = append(p.linked, page)
			return wikiWords(link)
		})
	}
	p.text, p.links = oneLine(text), in.links
	switch {
	case in.differs:
		p.unsaid = oneLine(in.unsaid.String())
	case len(p.linked) > 0:
		p.unsaid = oneLine(in.text.String())
	default:
		p.unsaid = p.text
	}
	return p
}

var wikiLink = regexp.MustCompile(`!?\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]`) // [[page]], [[page|words]]

// wikiWords returns the text that a wiki link shows.
func wikiWords(link string) string {
	m := wikiLink.FindStringSubmatch(link)
	return cmp.Or(m[2], m[1])
}

// oneLine replaces white space by single spaces, and removes it at the ends.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if isOneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine reports whether the only white space in s is single spaces.
func isOneLine(s string) bool {
	blank := false // whether the previous character is a space
	for _, r := range s {
		switch {
		case r == ' ':
			if blank {
				return false
			}
			blank = true
		case r < ' ', r >= utf8.RuneSelf && unicode.IsSpace(r):
			return false
		default:
			blank = false
		}
	}
	return true
}

// containsFold reports whether text contains part in any case. part is in lower case, and
// has no k and no s, because these have forms beyond ASCII.
func containsFold(text, part string) bool {
	for i := 0; i+len(part) <= len(text); i++ {
		if text[i]|' ' == part[0] && strings.EqualFold(text[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// beginsWord reports whether one of letters follows a space in text.
func beginsWord(text, letters string) bool {
	for i := 1; i < len(text); i++ {
		if text[i-1] == ' ' && strings.IndexByte(letters, text[i]) >= 0 {
			return true
		}
	}
	return false
}

func (in *inliner) write(s string) {
	if in.struck > 0 && !in.differs {
		in.differs = true
		in.unsaid.WriteString(in.text.String())
	}
	in.text.WriteString(s)
	if in.differs && in.struck == 0 {
		in.unsaid.WriteString(s)
	}
}

func (in *inliner) link(target string) {
	if target != "" && !slices.Contains(in.links, target) {
		in.links = append(in.links, target)
	}
}

// children adds the nodes in n.
func (in *inliner) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		in.node(c)
	}
}

func (in *inliner) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		in.write(unescape(n.Segment.Value(in.src)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			in.write("\n")
		}
	case *ast.String:
		in.write(string(n.Value))
	case *ast.CodeSpan:
		start := in.text.Len()
		defer func() { in.code = append(in.code, [2]int{start, in.text.Len()}) }()
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				in.write(string(t.Segment.Value(in.src)))
			}
		}
	case *ast.RawHTML:
		var raw strings.Builder
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			raw.Write(s.Value(in.src))
		}
		in.write(withoutTags(raw.String()))
	case *ast.AutoLink:
		in.link(string(n.URL(in.src)))
		in.write(string(n.Label(in.src)))
	case *ast.Link:
		in.link(string(n.Destination))
		in.children(n)
	case *extast.Strikethrough:
		in.struck++
		in.children(n)
		in.struck--
	case *extast.FootnoteLink:
		in.calls = append(in.calls, n.Index)
	case *extast.TaskCheckBox:
		in.box = ' '
		if n.IsChecked {
			in.box = 'x'
		}
	default:
		in.children(n)
	}
}

// mentions returns the handles outside code in text, which is the text of in.
func (in *inliner) mentions(text string) []string {
	if !strings.Contains(text, "@") {
		return nil
	}
	var handles []string
	for _, m := range mention.FindAllStringSubmatchIndex(text, -1) {
		inCode := slices.ContainsFunc(in.code, func(code [2]int) bool { return code[0] <= m[2] && m[2] < code[1] })
		if !inCode {
			handles = append(handles, text[m[2]:m[3]])
		}
	}
	return handles
}

// mention matches a handle, but not the domain of an address or a package, @babel/core.
var mention = regexp.MustCompile(`(?:^|[^\w@/.\x60-])(@[A-Za-z][\w-]{1,38})(?:$|[^\w/@-]|/(?:[^\w]|$))`)

// unescape resolves backslashes and entities: \_ and &amp; are _ and &.
func unescape(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return string(s)
	}
	return string(util.ResolveNumericReferences(util.ResolveEntityNames(util.UnescapePunctuations(s))))
}

var (
	comment = regexp.MustCompile(`(?s)<!--.*?(?:-->|$)`)
	tag     = regexp.MustCompile(`</?([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?/?>`) // <br/>, <a href="x">, <name>
)

// withoutTags returns html without comments and HTML tags. Other words in angle brackets
// are placeholders and stay, as in <name>-live.
func withoutTags(html string) string {
	html = comment.ReplaceAllString(html, "")
	return tag.ReplaceAllStringFunc(html, func(t string) string {
		name := strings.ToLower(tag.FindStringSubmatch(t)[1])
		switch {
		case inlineTags[name]:
			return ""
		case blockTags[name]:
			return " "
		}
		return t
	})
}

// The elements of HTML: those in the index of the Living Standard, and obsolete ones that
// are still used. inlineTags can be inside a word; blockTags end a word. <name>, <data>,
// <time>, <object>, <output>, <source>, <title> and the like are left out, because in
// notes they are placeholders.
var (
	inlineTags = vocabulary("a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span strike strong sub sup tt u wbr")
	blockTags  = vocabulary("article aside blockquote body br button caption center col colgroup dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input label legend li main nav ol option p picture pre script section select style summary svg table tbody td textarea tfoot th thead tr ul video")
)

var bareURL = regexp.MustCompile(`https?://[^\s<>"'` + "`" + `]+`)

// codeLinks returns the URLs in code, each once.
func codeLinks(code string) []string {
	var links []string
	for _, url := range bareURL.FindAllString(code, -1) {
		if url = strings.TrimRight(url, ".,;:!?)]}"); !slices.Contains(links, url) {
			links = append(links, url)
		}
	}
	return links
}
