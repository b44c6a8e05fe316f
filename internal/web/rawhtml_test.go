package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// A word of a document is on the page of its note, and the line of the document is marked,
// whatever HTML is around it.
func TestHTMLOfNotesIsShown(t *testing.T) {
	const head = "# Pier Council 2031-05-14\n\n## Beacon - Ada Quist\n\n- first\n\n"
	for _, test := range []struct{ name, text string }{
		{"script", "<script>\nif (a<kelp && b) { kelp = 1 }\n</script>\n"},
		{"script of one line", "<script>kelp()</script>\n"},
		{"style", "<style>\n.kelp { color: red }\n</style>\n"},
		{"iframe", "<iframe src=\"x\">kelp</iframe>\n"},
		{"title", "<title>kelp</title>\n"},
		{"textarea", "<textarea>\nkelp\n</textarea>\n"},
		{"plain text", "<plaintext>\nkelp\n\n- kelp\n"},
		{"template", "<template>\nkelp\n</template>\n"},
		{"noscript", "<div>\n<noscript>kelp</noscript>\n</div>\n"},
		{"division", "<div>\nkelp\n</div>\n"},
		{"declaration", "<?php kelp ?>\n"},
		{"in a bullet", "- a <script>kelp()</script> here\n- a <title>kelp</title>\n"},
		{"placeholder", "- the file <kelp>.md\n"},
		{"capitals", "<SCRIPT>\nkelp\n</SCRIPT>\n"},
	} {
		s, _ := newSite(t, map[string]string{"2031-05-14.md": head + test.text + "\n- last\n"})
		found := elements(t, pageAt(t, s, "/search?q=kelp"), classed("open"))
		if len(found) == 0 && test.name != "declaration" {
			t.Errorf("%s: nothing is found", test.name)
		}
		for _, n := range found {
			page := pageAt(t, s, attribute(n, "href"))
			article := elements(t, page, named("article"))
			if len(article) != 1 || !strings.Contains(textOf(article[0]), "kelp") {
				t.Errorf("%s: the note does not show what was found:\n%s", test.name, page)
				continue
			}
			asked := elements(t, page, classed("asked"))
			if len(asked) != 1 || attribute(asked[0], "id") == "L5" {
				t.Errorf("%s: the mark is on %d elements, or not at the text", test.name, len(asked))
			}
			if bad := harmful(t, page); bad != "" {
				t.Errorf("%s: the page has %s", test.name, bad)
			}
			last := fmt.Sprintf("L%d", 8+strings.Count(test.text, "\n"))
			ok := slices.ContainsFunc(elements(t, page, named("li")), func(n *nethtml.Node) bool { return attribute(n, "id") == last })
			if !ok && test.name != "plain text" {
				t.Errorf("%s: the bullet after it has no id %s:\n%s", test.name, last, textOf(article[0]))
			}
		}
	}
}

// The text of a note is never read as HTML, whatever it contains.
func TestSourceIsPlainText(t *testing.T) {
	s, _ := newSite(t, map[string]string{
		"2031-05-14.md":   "<!doctype html><html><script>alert(1)</script>\n\n- the lantern is lit\n",
		"2031-05-15.html": "not a note",
	})
	for _, header := range [][]string{nil, {"Accept", "text/html"}, {"Accept-Encoding", "gzip"}} {
		for range 2 { // the second is from memory
			w := get(t, s, "/source/2031-05-14.md", header...)
			kind, sniff := w.Header().Get("Content-Type"), w.Header().Get("X-Content-Type-Options")
			if w.Code != 200 || kind != "text/plain; charset=utf-8" || sniff != "nosniff" {
				t.Errorf("the text of a note has the status %d, the type %q and the options %q", w.Code, kind, sniff)
			}
		}
	}
}
