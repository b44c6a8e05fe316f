package search

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"minutes/internal/terminal"
)

var written = []string{
	"plain", "1. first", "23) b", "+ plus", "- dash", "= is", "# no heading", "a_b and _c_ and __d__", "*bold* `code` <b>tag</b> &amp; [x](y)",
	`back\slash \* \_`, "~~gone~~ | cell", "https://example.org/a_b?c=1&d=2", "!\\[", "***", "---", "___", "\x1b[31m red", "100", "2023.", "café · 会议",
}

// Text in a digest is shown as it is, in one paragraph of one item.
func TestProse(t *testing.T) {
	for _, s := range written {
		checkProse(t, s)
	}
}

func FuzzProse(f *testing.F) {
	for _, s := range written {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkProse(t, strings.Join(strings.Fields(s), " ")) // as the text of a document
	})
}

func checkProse(t *testing.T, s string) {
	t.Helper()
	if s == "" {
		return
	}
	source := []byte("- " + prose(s) + " (x)\n")
	list := goldmark.DefaultParser().Parse(text.NewReader(source)).FirstChild()
	var shown strings.Builder
	for n := list.FirstChild().FirstChild().FirstChild(); n != nil; n = n.NextSibling() {
		leaf, ok := n.(*ast.Text)
		if !ok {
			t.Fatalf("%q is written as %q, which has a %s", s, source, n.Kind())
		}
		shown.Write(leaf.Segment.Value(source))
	}
	got := strings.NewReplacer(unescaped...).Replace(shown.String())
	if want := terminal.Visible(s) + " (x)"; got != want || list.NextSibling() != nil || list.ChildCount() != 1 || list.FirstChild().ChildCount() != 1 {
		t.Errorf("%q is written as %q, which shows %q", s, source, got)
	}
}

// unescaped maps each character that Markdown may escape to itself. The parser leaves the
// backslashes for the renderer.
var unescaped = func() (pairs []string) {
	for _, r := range "\\`*_{}[]<>()#+-.!|~&=\"'$%,/:;?@^" {
		pairs = append(pairs, `\`+string(r), string(r))
	}
	return pairs
}()

func TestCode(t *testing.T) {
	for _, test := range [][2]string{{"a.md:7", "`a.md:7`"}, {"a`b", "``a`b``"}, {"`", "`` ` ``"}, {"a```", "```` a``` ````"}} {
		if got := code(test[0]); got != test[1] {
			t.Errorf("code(%q) = %q, want %q", test[0], got, test[1])
		}
	}
}
