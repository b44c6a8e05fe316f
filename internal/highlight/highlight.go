// Package highlight finds the words of a text that match a query, so that programs can show
// them. Package planner makes a Highlighter from a query.
package highlight

import (
	"cmp"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/plan"
)

// A Highlighter finds the words of a text that match a query.
type Highlighter struct {
	Phrases []Phrase
	Langs   map[string]plan.Langs // each language by its code; nil if the index has only one
}

// A Phrase lists the possible terms at each place of a phrase, with the languages of
// the documents in which they count.
type Phrase []map[string]plan.Langs

// Spans returns the start and end, in bytes, of the words of the query in text, in order.
// Inflections of all languages of the index count. Parts of a word that overlap are one span.
func (h Highlighter) Spans(text string) [][2]int { return h.find(text, 0) }

// SpansIn is Spans for the text of a document in the language with the given code.
func (h Highlighter) SpansIn(text, lang string) [][2]int { return h.find(text, h.Langs[lang]) }

func (h Highlighter) find(text string, in plan.Langs) [][2]int {
	if len(h.Phrases) == 0 {
		return [][2]int{}
	}
	all := slices.Collect(analysis.Tokens(text))
	var marked [][2]int
	for _, phrase := range h.Phrases {
		for i := range all {
			if i == 0 || all[i].Position != all[i-1].Position {
				marked = append(marked, spansOf(phrase, all[i:], in)...)
			}
		}
	}
	slices.SortFunc(marked, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	spans := [][2]int{}
	for _, s := range marked {
		if last := len(spans) - 1; last >= 0 && s[0] < spans[last][1] {
			spans[last][1] = max(spans[last][1], s[1])
		} else {
			spans = append(spans, s)
		}
	}
	return spans
}

// spansOf returns where the terms of phrase are, if text, in the given languages, begins
// with it.
func spansOf(phrase Phrase, text []analysis.Token, in plan.Langs) [][2]int {
	var spans [][2]int
	for _, terms := range phrase {
		end := 0 // of the current position
		found := -1
		for ; end < len(text) && text[end].Position == text[0].Position; end++ {
			if of, ok := terms[text[end].Term]; ok && found < 0 && of.Has(in) {
				found = end
			}
		}
		if found < 0 {
			return nil
		}
		spans = append(spans, [2]int{text[found].Start, text[found].End})
		text = text[end:]
	}
	return spans
}
