package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// summaryOf returns the number of documents that a page of hits says it has.
func summaryOf(t *testing.T, page string) int {
	t.Helper()
	found := elements(t, page, func(n *nethtml.Node) bool { return attribute(n, "id") == "summary" })
	if len(found) != 1 {
		t.Fatal("the page has no summary")
	}
	n := 0
	if _, err := fmt.Sscanf(strings.ReplaceAll(textOf(found[0]), ",", ""), "%d", &n); err != nil {
		t.Fatalf("the summary %q begins with no number", textOf(found[0]))
	}
	return n
}

// A value of a facet leads to as many documents as it counts. Chosen, it leads back. A
// second value of the same field widens the answer.
func TestFacets(t *testing.T) {
	s := serve(t, Options{})
	page := pageAt(t, s, "/search?q=lantern")
	all := summaryOf(t, page)
	fields := map[string]bool{}
	for _, section := range elements(t, page, classed("facet")) {
		field := attribute(section, "id")
		fields[field] = true
		sum := 0
		var last string
		for n := range section.Descendants() {
			if n.Data != "a" || n.Parent.Data != "li" {
				continue
			}
			count := 0
			for c := range n.Descendants() {
				if classed("count")(c) {
					count, _ = strconv.Atoi(textOf(c))
				}
			}
			narrow := pageAt(t, s, attribute(n, "href"))
			if got := summaryOf(t, narrow); got != count {
				t.Errorf("%s %q leads to %d documents", field, textOf(n), got)
			}
			chosen := elements(t, narrow, func(n *nethtml.Node) bool { return classed("on")(n) && classed("facet")(n.Parent.Parent) })
			if len(chosen) != 1 {
				t.Errorf("%s %q: %d values are chosen", field, textOf(n), len(chosen))
			} else if back := attribute(chosen[0].FirstChild, "href"); back != "/search?q=lantern" {
				t.Errorf("%s %q leads back to %s", field, textOf(n), back)
			}
			if last == "" {
				last = narrow
			}
			sum += count
		}
		if field == "kind" && sum != all {
			t.Errorf("the kinds have %d documents, want %d", sum, all)
		}
		if field == "year" {
			for _, n := range elements(t, last, func(n *nethtml.Node) bool {
				return n.Data == "a" && n.Parent.Data == "li" && strings.Contains(attribute(n, "href"), "f=date:2024&f=date:2023")
			}) {
				if got := summaryOf(t, pageAt(t, s, attribute(n, "href"))); got != 8+9 {
					t.Errorf("two years have %d documents", got)
				}
			}
		}
	}
	for _, field := range []string{"team", "lead", "topic", "person", "kind", "year"} {
		if !fields[field] {
			t.Errorf("there is no facet %s", field)
		}
	}
}

// A facet with many names shows more of them, and finds some by a part of the name.
func TestFacetFind(t *testing.T) {
	s := serve(t, Options{})
	names := func(address string) []string {
		var all []string
		for _, n := range elements(t, pageAt(t, s, address), classed("value")) {
			for p := n.Parent; p != nil; p = p.Parent {
				if p.Data == "section" && attribute(p, "id") == "lead" {
					all = append(all, textOf(n))
				}
			}
		}
		return all
	}
	few, many, found := names("/search"), names("/search?more=lead"), names("/search?more=lead&find=ZOE")
	if len(few) != fewNames+1 || len(many) <= len(few) { // and "none"
		t.Errorf("%d names, then %d", len(few), len(many))
	}
	if len(found) != 1 || found[0] != "Zoë Lindqvist" {
		t.Errorf("found %q, want Zoë Lindqvist", found)
	}
}

// A bar of the time line leads to the documents of its month, and the bars of a narrowed
// answer are those of the whole, with the others faint.
func TestTimeline(t *testing.T) {
	s := serve(t, Options{})
	bars := func(page string) []*nethtml.Node {
		return elements(t, page, func(n *nethtml.Node) bool { return n.Data == "a" && n.Parent.Data == "svg" })
	}
	page := pageAt(t, s, "/search?q=lantern")
	all := bars(page)
	if len(all) != 12 {
		t.Errorf("%d bars, want one for each of 12 months", len(all))
	}
	sum := 0
	count := regexp.MustCompile(`^(\w+) (\d{4}): (\d+) documents?$`)
	for _, bar := range all {
		m := count.FindStringSubmatch(attribute(bar, "aria-label"))
		if m == nil {
			t.Fatalf("a bar has the label %q", attribute(bar, "aria-label"))
		}
		n, _ := strconv.Atoi(m[3])
		sum += n
		month := pageAt(t, s, attribute(bar, "href"))
		if got := summaryOf(t, month); got != n {
			t.Errorf("%s leads to %d documents", m[0], got)
		}
		faint := 0
		for _, other := range bars(month) {
			if classed("off")(other) {
				faint++
			}
		}
		if got := len(bars(month)); got != len(all) || faint != len(all)-1 {
			t.Errorf("%s: %d bars, %d of them faint; want %d and all but one", m[0], got, faint, len(all))
		}
	}
	if want := summaryOf(t, page); sum != want {
		t.Errorf("the bars have %d documents, want %d", sum, want)
	}
}

// The form of the time line leads to an address with a filter.
func TestRangeForm(t *testing.T) {
	s := serve(t, Options{})
	for _, test := range []struct{ form, want string }{
		{"from=2023-01&until=2023-06", "/search?q=lantern&f=team:beacon&f=date:2023-01..2023-06"},
		{"from=2023-01&until=", "/search?q=lantern&f=team:beacon&f=date:2023-01.."},
		{"from=+&until=", "/search?q=lantern&f=team:beacon"},
	} {
		w := get(t, s, "/search?q=lantern&f=date:2024&f=team:beacon&"+test.form)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != test.want {
			t.Errorf("%s leads to %d %s, want %s", test.form, w.Code, got, test.want)
		}
		if w := get(t, s, test.want); w.Code != http.StatusOK {
			t.Errorf("%s has the status %d", test.want, w.Code)
		}
	}
	for _, form := range []string{"from=June&until=", "from=2024&until=2023", "from=..&until=.."} {
		if w := get(t, s, "/search?"+form); w.Code != http.StatusBadRequest {
			t.Errorf("%s has the status %d", form, w.Code)
		}
	}
}

// What was read as something else is said, and what to write instead is a link that keeps
// the rest of the query.
func TestNotices(t *testing.T) {
	s := serve(t, Options{})
	for _, test := range []struct{ address, says, link string }{
		{"/search?q=latnern", `no "latnern"; showing "lantern"`, ""},
		{"/search?q=team:gauge+wave", `no team "gauge"; showing team:tide-gauge`, "/search?q=team:tide-gauge+wave"},
		{"/search?q=lantern&f=team:beakon", "the nearest: ", "/search?q=lantern&f=team:beacon"},
		{"/search?q=lead:zz", "see them all", "/search?more=lead"},
		{"/search?q=team:beacon+team:lamp", "no document has two teams; write ", "/search?q=team:%28beacon+OR+lamp%29"},
		{"/search?q=Team:beacon", "was read as words", ""},
		{"/search?q=lantern&f=date:1999", "without date:1999: 24 documents", ""},
		{"/search?q=team:beacon+%22lantern+ferry", "is not closed", "/search?q=team:beacon+lantern+ferry"},
	} {
		page := pageAt(t, s, test.address)
		notices, links := "", map[string]bool{}
		for _, n := range elements(t, page, classed("notices")) {
			notices += textOf(n)
			for d := range n.Descendants() {
				links[attribute(d, "href")] = true
			}
		}
		if !strings.Contains(notices, test.says) {
			t.Errorf("%s says %q, want %q", test.address, notices, test.says)
		}
		if test.link != "" && !links[test.link] {
			t.Errorf("%s has the links %v, want %s", test.address, links, test.link)
		}
	}
}

// Hits on all pages together are all the documents, each once.
func TestPagesOfHits(t *testing.T) {
	s := serve(t, Options{})
	seen := map[string]bool{}
	address := "/search?sort=oldest"
	for address != "" {
		page := pageAt(t, s, address)
		for _, n := range elements(t, page, classed("open")) {
			if href := attribute(n, "href"); seen[href] {
				t.Errorf("%s is there twice", href)
			} else {
				seen[href] = true
			}
		}
		address = ""
		for _, n := range elements(t, page, func(n *nethtml.Node) bool { return attribute(n, "rel") == "next" }) {
			address = attribute(n, "href")
		}
	}
	if want := summaryOf(t, pageAt(t, s, "/search")); len(seen) != want {
		t.Errorf("the pages have %d hits, want %d", len(seen), want)
	}
}

// A mistake in a query is shown where it is, and how to write it, without the quotes that
// a shell would need.
func TestMistakes(t *testing.T) {
	s := serve(t, Options{})
	for _, test := range []struct{ address, want string }{
		{"/search?q=colour:red", `<mark>colour</mark>:red`},
		{"/search?q=colour:red", `quote it: &#34;colour:red&#34;`},
		{"/search?q=a*", "at least two letters"},
		{"/search?f=red", "is not a clause"},
		{"/search?f=text:red", "is not a clause"},
		{"/search?f=date:2023..2022", "date"},
		{"/search?sort=best", "unknown sort"},
		{"/search?page=0", "not a number from 1 to 500"},
		{"/search?page=501", "not a number from 1 to 500"},
		{"/search?more=size", "unknown facet"},
		{"/search?" + strings.Repeat("f=team:a&", 33), "more than 32 filters"},
		{"/search?q=" + strings.Repeat("a", 1025), "bytes"},
	} {
		w := get(t, s, test.address)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%.60s: status %d, want 400 and %q", test.address, w.Code, test.want)
		}
	}
}
