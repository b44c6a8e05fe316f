package web

import (
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// A question that a list answers better has a link to it, and the link leads to something.
func TestIntent(t *testing.T) {
	s := serve(t, Options{})
	for _, test := range []struct{ query, want string }{
		{"who leads the Beacon team", "/team/beacon#runs"},
		{"who led beacon in 2023", "/team/beacon#runs"},
		{"what did we decide", "/search?f=is:decision"},
		{"what is still open", "/search?f=is:action&f=is:open"},
		{"which teams use lantern", "/search?q=lantern&more=team#team"},
		{"when was lantern first mentioned", "/search?q=lantern&sort=oldest"},
		{"lantern 2023", "/search?q=lantern+date:2023"},
		{"lantern", ""},
		{"who leads the moon", ""},
		{"who leads the Beacon team&sort=newest", ""},
		{"who leads the Beacon team&f=team:beacon", ""},
	} {
		page := pageAt(t, s, "/search?q="+strings.ReplaceAll(test.query, " ", "+"))
		got := ""
		for _, n := range elements(t, page, func(n *nethtml.Node) bool {
			return n.Data == "li" && n.Parent.Data == "ul" && attribute(n.Parent, "class") == "notices"
		}) {
			if strings.HasPrefix(textOf(n), "This may be what you look for") {
				for a := range n.ChildNodes() {
					if a.Data == "a" {
						got = attribute(a, "href")
					}
				}
			}
		}
		if got != test.want {
			t.Errorf("%q leads to %q, want %q", test.query, got, test.want)
		}
		if got != "" {
			if answer := pageAt(t, s, got); strings.Contains(answer, "Nothing found") {
				t.Errorf("%q leads to nothing", test.query)
			}
		}
	}
}

func TestAnyWord(t *testing.T) {
	for _, test := range []struct{ typed, want string }{
		{"lantern zzzz", "lantern OR zzzz"},
		{"what is the lantern of zzzz?", "lantern OR zzzz"},
		{"what about zzzz", "zzzz"},
		{"lantern -zzzz", "lantern"},
		{"what is it", ""},
		{"zzzz", ""},
		{"lantern OR zzzz", ""},
		{`"the lantern" zzzz`, ""},
	} {
		if got := anyWord(test.typed); got != test.want {
			t.Errorf("any word of %q is %q, want %q", test.typed, got, test.want)
		}
	}
}
