package searcher_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"minutes/searcher"
)

// TestCompletion checks which partial matches are added to an answer with few documents.
func TestCompletion(t *testing.T) {
	docs := bullets(
		"the configuration of the kiln",        // 1
		"config of the kiln",                   // 2
		"kiln",                                 // 3
		"configuration",                        // 4
		"a database and its configuration",     // 5
		"the db of the bakers",                 // 6
		"build the pack ice away",              // 7
		"buildpack",                            // 8
		"who asks for the night boat to Hulm?", // 9
		"yes!",                                 // 10, under 9
		"pull requests are welcome",            // 11
		"PR welcome",                           // 12
		"of nets",                              // 13, in a section that asks for the night boat to Hulm
	)
	docs[12].Section = []string{"Night boat to Hulm"}
	docs[9].Parents = append(docs[9].Parents, parent(docs[8]))
	idx := newIndex(t, docs)
	for _, test := range []struct{ query, full, partial string }{
		{"configuration kiln", "[1]", "[2 3]"},
		{"config kiln", "[2]", "[1 3]"},
		{"kiln", "[1 2 3]", "[]"},          // one word
		{"configuration", "[1 4 5]", "[]"}, // enough matches without its short form
		{"db bakers", "[6]", "[]"},
		{"configuration database NOT db", "[5]", "[]"},
		{"configuration kiln NOT config", "[1]", "[3]"},
		{"of kiln (config OR zzz)", "[2]", "[]"}, // no short form in a group
		{"build pack", "[7 8]", "[]"},
		{"night hulm", "[9]", "[10]"}, // 10 has words only in its parents
		{"pull requests welcome", "[11]", "[12]"},
		{"kiln zzzz", "[]", "[]"},
	} {
		r := answer(t, idx, test.query, searcher.Options{Limit: 99})
		for _, hit := range r.Hits {
			if len(hit.Spans) == 0 && hit.Line != 10 {
				t.Errorf("Search(%q): nothing is marked in %q", test.query, hit.Text)
			}
		}
		full, partial := linesOf(r)
		if got := fmt.Sprint(full, partial); got != test.full+" "+test.partial || r.Full != len(full) {
			t.Errorf("Search(%q) = %s, %d full; want %s %s", test.query, got, r.Full, test.full, test.partial)
		}
	}
}

// TestQuestions checks that question words do not outweigh the subject of a query, although
// notes rarely have them.
func TestQuestions(t *testing.T) {
	texts := []string{"what was that", "HSA-1041 is fixed"}
	for i := range 498 {
		texts = append(texts, fmt.Sprintf("%d nets to mend", i))
	}
	r := answer(t, newIndex(t, bullets(texts...)), "what was HSA-1041", searcher.Options{Limit: 9})
	if len(r.Hits) != 1 || r.Hits[0].Line != 2 {
		t.Errorf("Search(what was HSA-1041) finds %v; want line 2 alone", ids(r.Hits))
	}
}

// TestTooManyWords checks that a clause that matches too many words is an error at its
// place.
func TestTooManyWords(t *testing.T) {
	var texts []string
	for i := range 1100 {
		texts = append(texts, fmt.Sprintf("co%c%c%d oven ab%dx", 'a'+i%26, 'a'+i/26%26, i, i%1000))
	}
	idx := newIndex(t, bullets(texts...))
	for _, test := range []struct{ query, at string }{
		{"oven co*", "co*"},
		{"oven NOT co*", "co*"},
		{"oven NOT (rye co*)", "co*"},
		{"text:co* OR x", "co*"},
		{"bread-co*", "bread-co*"},
	} {
		_, err := idx.Search(context.Background(), parse(t, test.query), searcher.Options{})
		syntax, ok := errors.AsType[*searcher.SyntaxError](err)
		const want = "co* matches more than 1024 words; write more letters"
		if !ok || syntax.Message != want || test.query[syntax.Start:syntax.End] != test.at {
			t.Errorf("Search(%q) = %v; want %s, at %s", test.query, err, want, test.at)
		}
	}
	// Each of these prefixes is within its limit; five together are not.
	for _, test := range []struct {
		query string
		ok    bool
	}{{"ab* ab*", true}, {"ab* ab* ab* ab* ab*", false}} {
		if _, err := idx.Search(context.Background(), parse(t, test.query), searcher.Options{}); (err == nil) != test.ok {
			t.Errorf("Search(%q): %v; want an error: %t", test.query, err, !test.ok)
		}
	}
	if r := answer(t, idx, "coa* oven", searcher.Options{}); r.Full == 0 {
		t.Error("Search(coa* oven) finds nothing")
	}
}
