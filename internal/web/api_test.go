package web

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What programs get is what search -o json prints, as docs/search.schema.json has it.
func TestAPI(t *testing.T) {
	s := serve(t, Options{})
	check := func(name, address string) {
		t.Helper()
		schema, err := jsonschema.NewCompiler().Compile("../../docs/search.schema.json#/$defs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		w := get(t, s, address)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != jsonKind {
			t.Errorf("%s has the status %d, %s", address, w.Code, w.Header().Get("Content-Type"))
		}
		value, err := jsonschema.UnmarshalJSON(w.Body)
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{
		"/api/search", "/api/search?q=lantern&limit=500", "/api/search?q=latnern", "/api/search?q=lantern&f=team:beacon&f=date:2023",
		"/api/search?q=zzz", "/api/search?q=battery+display+winter&facet=team,year&top=1", "/api/search?q=lantern&exact&all-words=1&offset=3&limit=0&sort=oldest",
	} {
		check("answer", address)
	}
	for _, address := range []string{"/api/leads", "/api/leads?q=team:beacon", "/api/leads?f=team:beacon&f=date:2023", "/api/leads?q=zzz&exact=1"} {
		check("roster", address)
	}
}

func TestAPIFormats(t *testing.T) {
	s := serve(t, Options{})
	var answer struct {
		Total, Full, Offset, Limit int
		Hits                       []struct{ ID, Text string }
	}
	if err := json.Unmarshal(get(t, s, "/api/search?q=lantern&limit=5&offset=2").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Total != 24 || answer.Limit != 5 || answer.Offset != 2 || len(answer.Hits) != 5 {
		t.Errorf("the answer has %+v", answer)
	}
	lines := strings.Split(strings.TrimSuffix(get(t, s, "/api/search?q=lantern&limit=5&offset=2&format=jsonl").Body.String(), "\n"), "\n")
	w := get(t, s, "/api/search?q=lantern&limit=5&offset=2&format=csv")
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(rows) != 6 || len(lines) != 5 {
		t.Fatalf("%d rows of CSV (%v), %d lines", len(rows), err, len(lines))
	}
	if !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("CSV has Content-Disposition %q", w.Header().Get("Content-Disposition"))
	}
	for i, h := range answer.Hits {
		if rows[i+1][0] != h.ID || !strings.Contains(lines[i], `"id":"`+h.ID+`"`) {
			t.Errorf("hit %d is %s, %s and %s", i, h.ID, rows[i+1][0], lines[i])
		}
	}
}

func TestAPIMistakes(t *testing.T) {
	s := serve(t, Options{})
	for address, want := range map[string]string{
		"/api/search?query=x":       `unknown parameter "query"; the parameters are q, f, sort`,
		"/api/search?q=colour:red":  `unknown field "colour"`,
		"/api/search?limit=1001":    `the limit "1001" is not a number from 0 to 1000`,
		"/api/search?offset=-1":     `the offset "-1"`,
		"/api/search?facet=size":    `unknown facet "size"`,
		"/api/search?format=xml":    `unknown format "xml"; the formats are json, jsonl, csv`,
		"/api/search?exact=perhaps": `the exact "perhaps" is neither 0 nor 1`,
		"/api/search?sort=best":     `unknown sort "best"`,
		"/api/leads?sort=newest":    `unknown parameter "sort"`,
		"/atom?limit=3":             `unknown parameter "limit"`,
	} {
		w := get(t, s, address)
		if w.Code != http.StatusBadRequest || w.Header().Get("Content-Type") != textKind || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %q, want %q", address, w.Code, w.Body, want)
		}
	}
}

func TestAtom(t *testing.T) {
	s := serve(t, Options{})
	golden(t, "lantern.atom", get(t, s, "/atom?q=lantern&f=team:beacon").Body.String())
}

// An entry keeps its id when the note is edited elsewhere, and when it is renamed.
func TestAtomIDs(t *testing.T) {
	ids := func(s *Server) map[string]string {
		var f feed
		if err := xml.Unmarshal(get(t, s, "/atom?q=tide").Body.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		all := map[string]string{"": f.ID}
		for _, e := range f.Entries {
			all[e.Title] = e.ID
			if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(e.ID) {
				t.Errorf("the id %s is no UUID", e.ID)
			}
		}
		return all
	}
	one, _ := newSite(t, map[string]string{"2023-01-04-pier.md": "# Pier\n- low tide\n- spring tide\n- low tide\n"})
	two, _ := newSite(t, map[string]string{"later/2023-01-04-pier.md": "# Pier\n- new above\n- low tide\n- spring tide\n"})
	before, after := ids(one), ids(two)
	if len(before) != 3 || len(after) != 3 {
		t.Errorf("the feeds have %d and %d ids, want those of the feed and two entries", len(before), len(after))
	}
	for title, id := range before {
		if after[title] != id {
			t.Errorf("%q had the id %s, and has %s", title, id, after[title])
		}
	}
}

func TestOpenSearch(t *testing.T) {
	s := serve(t, Options{Base: "notes", Hosts: []string{"notes.example.org"}})
	w := get(t, s, "/notes/opensearch.xml", "X-Forwarded-Proto", "https")
	if !strings.Contains(w.Body.String(), `template="https://localhost/notes/search?q={searchTerms}"`) {
		t.Errorf("OpenSearch has %s", w.Body)
	}
	if page := pageAt(t, s, "/notes/"); !strings.Contains(page, `href="/notes/opensearch.xml"`) {
		t.Error("the first page does not name it")
	}
	if w := get(t, s, "/notes"); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/notes/" {
		t.Errorf("/notes leads to %d %s", w.Code, w.Header().Get("Location"))
	}
	if w := get(t, s, "/search"); w.Code != http.StatusNotFound {
		t.Errorf("outside of the base the status is %d", w.Code)
	}
}
