package search

import (
	"slices"
	"testing"

	"minutes/searcher"
)

func TestCompleteAllFormats(t *testing.T) {
	var words []string
	for _, w := range formatWords.Words {
		words = append(words, w.Word)
	}
	if !slices.Equal(words, formats) {
		t.Errorf("%q are completed; the formats are %q", words, formats)
	}
}

func TestCompleteAllFields(t *testing.T) {
	for _, field := range searcher.Fields {
		if fieldNotes[field] == "" {
			t.Errorf("%s: has no note", field)
		}
	}
	if len(fieldNotes) != len(searcher.Fields) {
		t.Errorf("%d fields have notes; there are %d", len(fieldNotes), len(searcher.Fields))
	}
}

func TestLastClause(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"team:g", "team:g"},
		{"tide te", "te"},
		{"(te", "te"},
		{"tide -te", "te"},
		{`lead:"zoë l`, `lead:"zoë l`},
		{`lead:"zoë l" te`, "te"},
		{`"night fe`, `"night fe`},
		{"x\u00a0te", "te"},
	} {
		if got := test.text[lastClause(test.text):]; got != test.want {
			t.Errorf("lastClause(%q) leaves %q; want %q", test.text, got, test.want)
		}
	}
}
