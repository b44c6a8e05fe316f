package searcher_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// languageTexts has texts in several languages. Some words are in several of them.
var languageTexts = map[string][]string{
	"de": {"Das Haus am Hafen", "Die Häuser im Hafen, und die Lampen", "Entscheidung über die Lampe", "Entscheidungen der Häfen", "Test der Server", "beide Tests", "port"},
	"en": {"a house at the port", "houses and lamps", "the lamp is tested", "test of the server", "tests of servers", "port, ported", "ports die", "dies"},
	"fr": {"la porte du phare", "les portes, les phares", "décision du port", "décidée", "le test", "port"},
	"ja": {"会議のtests", "test会議", "lamps"},
	"sv": {"båten i hamnen", "båtar och hamnar", "test", "die"},
}

func languageDocuments(codes ...string) []schema.Document {
	var docs []schema.Document
	for _, code := range codes {
		for i, text := range languageTexts[code] {
			docs = append(docs, schema.Document{
				Date: "2024-03-05", Kind: schema.Bullet, Lang: code, Text: text, File: fmt.Sprintf("%s-%d.md", code, i%3), Line: i + 1,
				Section: []string{text}, Lead: []string{}, People: []string{}, Is: []string{}, Links: []string{}, Parents: []schema.Parent{},
			})
		}
	}
	return docs
}

// A word finds its inflections in the language of each document, and marks them there.
func TestLanguages(t *testing.T) {
	for _, codes := range [][]string{{"de"}, {"en"}, {"fr"}, {"sv", "de"}, {"en", "ja"}, {"de", "en", "fr", "ja", "sv"}} {
		docs := languageDocuments(codes...)
		idx := newIndexOf(t, docs, 6)
		words := map[string]bool{}
		for _, d := range docs {
			for _, term := range analysis.Split(d.Text) {
				words[term] = !analysis.Unspaced(term)
			}
		}
		for word, spaced := range words {
			if !spaced {
				continue
			}
			for _, exact := range []bool{false, true} {
				want := map[string]string{}
				for _, d := range docs {
					var spans [][2]int
					for w := range analysis.Words(d.Text) {
						if w.Term == word || !exact && analysis.LanguageOf(d.Lang).Inflected(w.Term, word) {
							spans = append(spans, [2]int{w.Start, w.End})
						}
					}
					if spans != nil {
						want[d.ID()] = fmt.Sprint(spans)
					}
				}
				got := answer(t, idx, word, searcher.Options{Limit: len(docs), Exact: exact})
				if len(got.Hits) != len(want) {
					t.Errorf("%q: Search(%q), exact %t: %q; want %v", codes, word, exact, ids(got.Hits), want)
				}
				for _, hit := range got.Hits {
					if fmt.Sprint(hit.Spans) != want[hit.ID] {
						t.Errorf("%q: Search(%q), exact %t: spans of %q are %v; want %s", codes, word, exact, hit.Text, hit.Spans, want[hit.ID])
					}
				}
			}
		}
	}
}

func TestLanguageClauses(t *testing.T) {
	docs := languageDocuments("de", "en", "sv")
	idx := newIndexOf(t, docs, 6)
	for query, want := range map[string]int{
		"lang:de": 7, "lang:sv": 4, "lang:DE-AT": 7, "lang:fr": 0, "test lang:de": 2, "test -lang:de": 4,
		"lang:(de OR sv)": 11, "lang:de lang:sv": 0,
	} {
		if got := answer(t, idx, query, searcher.Options{}).Total; got != want {
			t.Errorf("Search(%q) finds %d; want %d", query, got, want)
		}
	}
	if _, err := searcher.Parse("lang:xx"); err == nil || !strings.Contains(err.Error(), `unknown language "xx"; the languages are de, en,`) {
		t.Errorf("Parse(lang:xx) = %v", err)
	}
	if c := answer(t, idx, "lang:de lang:sv", searcher.Options{}).Contradictions; len(c) != 1 || c[0].Either != "lang:(de OR sv)" {
		t.Errorf("Search(lang:de lang:sv): contradictions %v", c)
	}
	var values []string
	for _, v := range answer(t, idx, "", searcher.Options{Facets: []string{"lang"}}).Facets[0].Values {
		values = append(values, fmt.Sprint(v.Query, " ", v.Count))
	}
	if want := []string{"lang:en 8", "lang:de 7", "lang:sv 4"}; !slices.Equal(values, want) {
		t.Errorf("facet lang: %q; want %q", values, want)
	}
}

// A function word of any language of the index weighs little.
func TestFunctionWordsOfLanguages(t *testing.T) {
	docs := languageDocuments("de", "en")
	for i := range 40 { // so that "wann" is rare
		d := docs[0]
		d.Text, d.Section, d.File = fmt.Sprintf("Boje %d", i), nil, "de-9.md"
		d.Line = i + 1
		docs = append(docs, d)
	}
	docs = append(docs, schema.Document{Date: "2024-03-05", Kind: schema.Bullet, Lang: "de", Text: "wann denn", File: "de-8.md", Line: 1})
	r := answer(t, newIndex(t, docs), "wann Entscheidung", searcher.Options{Limit: 9})
	if len(r.Hits) == 0 || !strings.HasPrefix(r.Hits[0].Text, "Entscheidung") {
		t.Errorf("Search(wann Entscheidung) finds %d documents; want those with Entscheidung first: %v", r.Total, r.Hits)
	}
}
