package web

import (
	"testing"

	nethtml "golang.org/x/net/html"
)

// Notes in several languages have a facet for these, and notes in one have none.
func TestLanguages(t *testing.T) {
	both := map[string]string{
		"2031-05-14.md": "---\nlang: de\n---\n# Pier\n- die Laterne brennt, beacon\n",
		"2031-05-15.md": "# Pier\n- the beacon is lit\n",
	}
	s, _ := newSite(t, both)
	page := pageAt(t, s, "/search?q=beacon")
	found := elements(t, page, func(n *nethtml.Node) bool { return attribute(n, "id") == "lang" })
	if len(found) != 1 || textOf(found[0]) != "Language de 1en 1" {
		t.Errorf("the facets of languages are %q", page)
	}
	page = pageAt(t, s, "/search?q=beacon&f=lang:de")
	if len(elements(t, page, classed("hit"))) != 1 {
		t.Error("the filter of a language does not narrow")
	}
	if len(elements(t, page, func(n *nethtml.Node) bool { return attribute(n, "id") == "lang" })) != 1 {
		t.Error("a chosen language cannot be taken away")
	}
	delete(both, "2031-05-14.md")
	s, _ = newSite(t, both)
	if len(elements(t, pageAt(t, s, "/search?q=beacon"), func(n *nethtml.Node) bool { return attribute(n, "id") == "lang" })) != 0 {
		t.Error("notes in one language have a facet of languages")
	}
}
