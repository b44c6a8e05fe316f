package segment

import (
	"testing"

	"minutes/schema"
)

func TestIsPointer(t *testing.T) {
	link := []string{"https://example.org/rope"}
	for _, test := range []struct {
		doc  schema.Document
		want bool
	}{
		{schema.Document{Text: "https://example.org/rope", Links: link}, true},
		{schema.Document{Text: "- https://example.org/rope (!)", Links: link}, true},
		{schema.Document{Text: "Rope: https://example.org/rope", Links: link}, false},
		{schema.Document{Text: "the rope", Links: link}, false}, // a link with a title
		{schema.Document{Text: "Rope", Section: []string{"Agenda"}}, true},
		{schema.Document{Text: "Rope", Section: []string{"Pier", "AGENDA items"}}, true},
		{schema.Document{Text: "Rope", Section: []string{"Agenda", "Reports"}}, false},
		{schema.Document{Text: "it broke", Section: []string{"Agenda"}, Parents: []schema.Parent{{Text: "Rope"}}}, false},
		{schema.Document{Text: "Rope"}, false},
	} {
		if got := isPointer(&test.doc, isAgenda(test.doc.Section)); got != test.want {
			t.Errorf("isPointer(%+v) = %t; want %t", test.doc, got, test.want)
		}
	}
}
