package searcher_test

import (
	"strings"
	"testing"

	"minutes/searcher"
)

// What a query is said to find without a clause is what the rest of it finds.
func TestWithout(t *testing.T) {
	idx := newIndex(t, corpus())
	said := 0
	for _, text := range []string{
		"oven date:1999", "oven date:1999 kind:bullet", "oven date:1999 section:zzzz", `oven "oven oven oven" kind:bullet`, "oven NOT oven kind:row",
		"oven", "zzzz", "zzzz date:1999", "date:1999", "oven kind:bullet", "team:zzzz oven", "kind:bullet date:1999",
	} {
		for _, o := range []searcher.Options{{AllWords: true}, {AllWords: true, SkipRepeats: true}} {
			asked := o
			asked.Without = true
			r := answer(t, idx, text, asked)
			if r.Total > 0 && len(r.Without) > 0 {
				t.Errorf("%s finds %d documents, and others %v", text, r.Total, r.Without)
			}
			for _, w := range r.Without {
				rest := text
				for _, clause := range []string{w.Clauses, "date:1999", "section:zzzz"} {
					if strings.Contains(w.Clauses, clause) {
						rest = strings.Replace(rest, clause, "", 1)
					}
				}
				if got := answer(t, idx, rest, o).Total; got != w.Documents {
					t.Errorf("%s has %d documents without %s; %s finds %d", text, w.Documents, w.Clauses, rest, got)
				}
				said++
			}
			if again := answer(t, idx, text, o); len(again.Without) > 0 {
				t.Errorf("%s: nobody asked for %v", text, again.Without)
			}
		}
	}
	if said < 8 {
		t.Errorf("only %d clauses were left out", said)
	}
}
