package segment

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"minutes/internal/naming"
	"minutes/schema"
)

var bullet = schema.Document{
	Date: "2023-03-14", Meeting: "Pier Council", Team: "Tide-Gauge", Lead: []string{"Zoë Lindqvist", "Ada"},
	Topic: "Tide-Gauge", People: []string{"Ada Quist", "@bo"}, Is: []string{schema.Decision},
	Kind: schema.Bullet, Text: "Confirmed! tide-tables v2.14.0 & <b>", Parents: []schema.Parent{{Line: 14, Text: "Who leads?"}, {Line: 15, Text: "Who else?"}},
	Section: []string{"Backlog Reviews", "Tide-Gauge - Zoë Lindqvist / Ada"},
	Links:   []string{"https://example.org/plan"}, File: "Pier/2023/2023-03-14-pier.md", Line: 16,
}

var nobody = schema.Document{Date: "2024-01-01", Kind: schema.Paragraph, Text: "Nobody reports", File: "a.md", Line: 2,
	Lead: []string{}, People: []string{}, Is: []string{}, Parents: []schema.Parent{}, Section: []string{}, Links: []string{}}

// The columns and the stored part of a document hold all of it.
func TestBothSides(t *testing.T) {
	for _, d := range []schema.Document{bullet, nobody} {
		got := schema.Document{Line: d.Line, Parents: []schema.Parent{}, Links: []string{}}
		r := restorer{Document: &got}
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := Write(dir, 1, []schema.Document{d}, naming.Joins{}); err != nil {
			t.Fatal(err)
		}
		s, err := OpenSegment(dir, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		parts := 0
		if err := s.zap.VisitStoredFields(0, func(field string, _ byte, value []byte, _ []uint64) bool {
			r.take(field, value)
			parts++
			return true
		}); err != nil {
			t.Fatal(err)
		}
		if want := 4 + len(d.Parents) + len(d.Links); parts > want {
			t.Errorf("%d values are stored, want %d: its id, team, text, lines and each parent and link, once", parts, want)
		}
		if err := r.finish(); err != nil {
			t.Fatal(err)
		}
		for _, field := range schema.Columns {
			setValue(&got, field, Value(&d, field))
		}
		if !reflect.DeepEqual(got, d) {
			t.Errorf("%+v is read as %+v", d, got)
		}
	}
}

func TestWordsOfFields(t *testing.T) {
	for field, want := range map[string]string{
		schema.Text: bullet.Text, schema.TeamWords: "Tide-Gauge", schema.LeadWords: "Zoë Lindqvist\nAda", schema.Parents: "Who leads?\nWho else?",
		schema.Section: "Backlog Reviews\nTide-Gauge - Zoë Lindqvist / Ada", schema.Link: "https://example.org/plan",
	} {
		if got := TextOf(&bullet, field); got != want {
			t.Errorf("TextOf(%s) = %q; want %q", field, got, want)
		}
	}
}

func TestKeysSortAsNotes(t *testing.T) {
	nine, ten := schema.Document{File: "a.md", Line: 9}, schema.Document{File: "a.md", Line: 10}
	if Key(nine) >= Key(ten) {
		t.Errorf("key of %s sorts after that of %s", nine.ID(), ten.ID())
	}
	if got := ten.ID(); got != "a.md:10" {
		t.Errorf("ID() = %q; want a.md:10", got)
	}
}

func TestRestoreDamage(t *testing.T) {
	for _, fields := range [][2]string{
		{schema.ParentLines, "1"}, // of no parent
		{schema.Parents, "of no line"},
		{schema.ParentLines, "x"},
		{"other", ""}, // there is no text
	} {
		var d schema.Document
		r := restorer{Document: &d}
		if fields[0] != "other" {
			r.take(schema.Text, []byte("text"))
		}
		if fields[1] == "x" {
			r.take(schema.Parents, []byte("a parent"))
		}
		r.take(fields[0], []byte(fields[1]))
		if r.finish() == nil {
			t.Errorf("a document with %s %q was taken", fields[0], fields[1])
		}
	}
}
