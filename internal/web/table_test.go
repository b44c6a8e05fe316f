package web

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// TestTable checks that each number of a table leads to as many documents.
func TestTable(t *testing.T) {
	s := serve(t, Options{})
	page := get(t, s, "/table?q=lantern&by=team:year&f=team:beacon&f=team:gull").Body.String()
	cells := regexp.MustCompile(`<td class="heat[1-4]"><a href="([^"]+)" rel="nofollow">(\d+)</a>`).FindAllStringSubmatch(page, -1)
	if len(cells) < 3 {
		t.Fatalf("the table has %d cells:\n%s", len(cells), page)
	}
	for _, cell := range cells {
		want := "<strong>" + cell[2] + " document"
		if answer := get(t, s, html.UnescapeString(cell[1])).Body.String(); !strings.Contains(answer, want) {
			t.Errorf("%s does not have %s documents", cell[1], cell[2])
		}
	}
	if page := get(t, s, "/table?by=person:year").Body.String(); !strings.Contains(page, ">4 more people</a>") {
		t.Errorf("the table of people does not say that 4 are left out:\n%s", page)
	}
	for _, address := range []string{"/table?by=team", "/table?by=team:team", "/table?by=team:year,kind:year"} {
		if code := get(t, s, address).Code; code != 400 {
			t.Errorf("%s has status %d; want 400", address, code)
		}
	}
}
