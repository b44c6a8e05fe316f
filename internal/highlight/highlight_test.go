package highlight

import (
	"reflect"
	"testing"

	"minutes/internal/plan"
)

func TestSpans(t *testing.T) {
	const english, german plan.Langs = 1, 2
	h := Highlighter{
		Phrases: []Phrase{
			{{"night": 0}, {"ferry": 0}},
			{{"ferry": 0}, {"bell": 0}},
			{{"lantern": 0, "lanterns": english}},
			{{"laternen": german}},
		},
		Langs: map[string]plan.Langs{"en": english, "de": german},
	}
	for _, test := range []struct {
		text, lang string
		want       [][2]int
	}{
		{"", "en", [][2]int{}},
		{"the ferry at night", "en", [][2]int{}}, // not side by side
		{"the Night Ferry", "en", [][2]int{{4, 9}, {10, 15}}},
		{"night ferry bell", "en", [][2]int{{0, 5}, {6, 11}, {12, 16}}}, // two phrases share a word
		{"lantern, lanterns", "en", [][2]int{{0, 7}, {9, 17}}},
		{"lantern, lanterns", "de", [][2]int{{0, 7}}}, // an inflection of another language
		{"Laternen", "de", [][2]int{{0, 8}}},
		{"Laternen", "en", [][2]int{}},
		{"Laternen", "xx", [][2]int{{0, 8}}}, // nothing is known of the language
	} {
		if got := h.SpansIn(test.text, test.lang); !reflect.DeepEqual(got, test.want) {
			t.Errorf("SpansIn(%q, %q) = %v; want %v", test.text, test.lang, got, test.want)
		}
	}
	if got, want := h.Spans("lanterns, Laternen"), [][2]int{{0, 8}, {10, 18}}; !reflect.DeepEqual(got, want) {
		t.Errorf("Spans = %v; want %v", got, want)
	}
}
