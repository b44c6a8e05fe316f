package schema

import (
	"reflect"
	"testing"
)

var bullet = Document{
	Date: "2023-03-14", Meeting: "Pier Council", Team: "Tide-Gauge", Lead: []string{"Zoë Lindqvist", "Ada"},
	Kind: Bullet, Text: "Confirmed! tide-tables v2.14.0 & <b>", Parents: []Parent{{14, "Who leads?"}, {15, "Who else?"}},
	Section: []string{"Backlog Reviews", "Tide-Gauge - Zoë Lindqvist / Ada"},
	Links:   []string{"https://example.org/plan"}, File: "Pier/2023/2023-03-14-pier.md", Line: 16,
}

var nobody = Document{Date: "2024-01-01", Kind: Paragraph, Text: "Nobody reports", File: "a.md", Line: 2,
	Lead: []string{}, Parents: []Parent{}, Section: []string{}, Links: []string{}}

// What an index keeps of a document, in columns and stored, is all of it.
func TestBothSides(t *testing.T) {
	for _, d := range []Document{bullet, nobody} {
		stored, err := d.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got := Document{Line: d.Line}
		if err := got.Decode(stored); err != nil {
			t.Fatal(err)
		}
		for _, field := range Columns {
			got.SetValue(field, d.Value(field))
		}
		if !reflect.DeepEqual(got, d) {
			t.Errorf("%+v is read as %+v", d, got)
		}
	}
}

func TestWordsOfFields(t *testing.T) {
	for field, want := range map[string]string{
		Text: bullet.Text, TeamWords: "Tide-Gauge", LeadWords: "Zoë Lindqvist\nAda", Parents: "Who leads?\nWho else?",
		Section: "Backlog Reviews\nTide-Gauge - Zoë Lindqvist / Ada", Link: "https://example.org/plan",
	} {
		if got := bullet.Words(field); got != want {
			t.Errorf("Words(%s) = %q; want %q", field, got, want)
		}
	}
}

func TestKeysSortAsNotes(t *testing.T) {
	nine, ten := Document{File: "a.md", Line: 9}, Document{File: "a.md", Line: 10}
	if nine.Key() >= ten.Key() {
		t.Errorf("key of %s sorts behind that of %s", nine.ID(), ten.ID())
	}
	if got := ten.ID(); got != "a.md:10" {
		t.Errorf("ID() = %q; want a.md:10", got)
	}
}

func TestDecodeDamage(t *testing.T) {
	var d Document
	if err := d.Decode([]byte(`{"text":`)); err == nil {
		t.Error("Decode took half a document")
	}
}
