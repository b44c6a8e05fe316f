package searcher_test

import (
	"fmt"
	"testing"

	"minutes/searcher"
)

// What a partial answer must have, and what words stand for: the subject of a query, its
// words written as one or apart, and their initials.
func TestMeant(t *testing.T) {
	texts := []string{
		"the pier was shut for a day",            // 1
		"Lattice moves to the attic",             // 2
		"shut the gates, then the lamps",         // 3
		"hm9 of the lamp",                        // 4
		"the lamp burns with v2 oil",             // 5
		"health check of the boiler",             // 6
		"the healthcheck is slow",                // 7
		"support for SSO is in",                  // 8
		"single sign-on for the crew",            // 9
		"a tide-gauge for the quay",              // 10
		"the new tide gauge",                     // 11
		"retired the compass",                    // 12
		"the compass of the captain",             // 13
		"what the crew says of the retired mate", // 14
		"the sos was sent",                       // 15, not in capitals
	}
	for i := range 285 {
		texts = append(texts, fmt.Sprintf("%d nets to mend", i))
	}
	docs := bullets(texts...)
	docs[1].Team = "Lattice"
	idx := newIndex(t, docs)
	for _, test := range []struct{ query, full, partial, why string }{
		{"why was lattice shut down", "[]", "[2]", "a team is the subject"},
		{"hm9 lamp", "[4]", "[]", "letters with digits are"},
		{"health check", "[6 7]", "[]", "two words also stand for one"},
		{"healthcheck", "[7]", "[]", "but not one for two that some text has so"},
		{"single sign on", "[9]", "[8]", "initials in capitals"},
		{"send our ship", "[]", "[]", "no initials in small letters"},
		{"tidegauge", "[10 11]", "[]", "a word that no text has is split"},
		{"lattice zzzz", "[]", "[2]", "with a subject, a word that nothing has means nothing"},
		{"compass zzzz", "[]", "[]", "without one it does"},
		{"what retired compass", "[]", "[12 13]", "in a question, a past tense means half"},
	} {
		r := answer(t, idx, test.query, searcher.Options{Limit: 99})
		var full, partial []int
		for _, hit := range r.Hits {
			if hit.Partial {
				partial = append(partial, hit.Line)
			} else {
				full = append(full, hit.Line)
			}
		}
		if got := fmt.Sprint(sorted(full), sorted(partial)); got != test.full+" "+test.partial {
			t.Errorf("Search(%q) = %s; want %s %s: %s", test.query, got, test.full, test.partial, test.why)
		}
		exact := answer(t, idx, test.query, searcher.Options{Limit: 99, Exact: true})
		if exact.Full < exact.Total || len(exact.Repaired) > 0 {
			t.Errorf("Search(%q), exact: %d of %d are full, repaired %v", test.query, exact.Full, exact.Total, exact.Repaired)
		}
	}
}
