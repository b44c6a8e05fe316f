package opensearch

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"minutes/internal/naming"
	"minutes/schema"
)

func TestStream(t *testing.T) {
	for text, want := range map[string]struct {
		terms  string
		length int
	}{
		"":                         {"", 0},
		"...":                      {"", 0},
		"One Lantern, lit":         {"one lantern lit", 3},
		"C++ and C#":               {"c++\x1fc and c#\x1fc", 3},
		"Zoë\nAda":                 {"zoe \x1e ada", 2},
		"会议室":                      {"会议\x1f会 议室\x1f议 室", 3},
		strings.Repeat("a", 40000): {strings.Repeat("a", longest), 1},
	} {
		if got, length := stream(text); got != want.terms || length != want.length {
			t.Errorf("stream(%.40q) = %.80q, %d; want %.80q, %d", text, got, length, want.terms, want.length)
		}
	}
}

func TestWrite(t *testing.T) {
	d := tagged{Document: schema.Document{
		Date: "2031-02-03", Meeting: "Pier Council", Team: "Beacon", Lead: []string{"Zoë Lindqvist"}, People: []string{"Ada Quist", "Zoë"}, Is: []string{"action", "open"},
		Kind: schema.Bullet, Lang: "en", Text: "light <the> lantern", Parents: []schema.Parent{{Line: 6, Text: "harbor"}}, Section: []string{"Updates"}, Links: []string{}, File: "a.md", Line: 7,
	}, sum: 255, repeats: true, shared: true}
	joins := naming.Joins{Firsts: map[string]map[string]string{schema.People: {"zoe": "Zoë Lindqvist"}}}
	w, err := write(d, joins)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(w.body, &got); err != nil {
		t.Fatal(err)
	}
	if got[hashField] != w.hash.String() || w.id != "a.md:000000007" || w.file != "a.md" {
		t.Errorf("id %s, file %s, hash %v", w.id, w.file, got[hashField])
	}
	var doc schema.Document
	text, _ := json.Marshal(got[docField])
	if err := json.Unmarshal(text, &doc); err != nil || !reflect.DeepEqual(doc, d.Document) {
		t.Errorf("doc is %s, %v", text, err)
	}
	delete(got, hashField)
	delete(got, docField)
	want := map[string]any{
		"line": 7.0, "day": 20310203.0, "words": 3.0, "old": true, "shared": true, "said": "00000000000000ff",
		"persons": "Zoë Lindqvist\x00Ada Quist\nZoë", "held": "2031-02-03\x00pier council",
		"c_date": "2031-02-03", "c_meeting": "Pier Council", "c_team": "Beacon", "c_lead": "Zoë Lindqvist", "c_people": "Ada Quist\nZoë",
		"c_is": "action\nopen", "c_kind": "bullet", "c_lang": "en", "c_file": "a.md",
		"t_year": []any{"2031"}, "t_meeting": []any{"pier council"}, "t_team": []any{"beacon"}, "t_lead": []any{"zoe lindqvist"},
		"t_people": []any{"ada quist", "zoe lindqvist"}, "t_is": []any{"action", "open"}, "t_kind": []any{"bullet"}, "t_lang": []any{"en"},
		"w_text": "light the lantern", "w_team_words": "beacon", "w_lead_words": "zoe lindqvist", "w_parents": "harbor", "w_section": "updates",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("write = %v\nwant %v", got, want)
	}
}

// A document whose id would be too long has a hash, and a changed byte is noticed.
func TestSealed(t *testing.T) {
	d := schema.Document{File: strings.Repeat("harbor/", 100) + "a.md", Line: 1}
	if got := id(d); len(got) != 64 {
		t.Errorf("id = %s", got)
	}
	body, hash := sealed([]byte(`{"line":7,"old":true}`))
	if got, whole := unsealed(body); !whole || got != hash {
		t.Errorf("unsealed(%s) = %s, %t", body, got, whole)
	}
	for i := range body {
		damaged := []byte(string(body))
		damaged[i] ^= 1
		if got, whole := unsealed(damaged); whole {
			t.Errorf("unsealed(%s) = %s, want damage", damaged, got)
		}
	}
}

func FuzzStream(f *testing.F) {
	f.Add("C++ 会议记录\nZoë \x1f \x1e \x00")
	f.Fuzz(func(t *testing.T, text string) {
		terms, length := stream(text)
		positions := 0
		for _, position := range strings.Split(terms, " ") {
			if position != textMissing && position != "" {
				positions++
			}
		}
		if positions != length || strings.ContainsAny(terms, "\n\t") || utf8.ValidString(text) && !utf8.ValidString(terms) {
			t.Errorf("stream(%q) = %q, %d", text, terms, length)
		}
	})
}
