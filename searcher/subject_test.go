package searcher_test

import (
	"fmt"
	"strings"
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
		"the tram was decommissioned in spring",  // 16
		"the pilot boat leaks",                   // 17, of the topic Pilot Boat
		"lanttern posts of the mole",             // 18, a slip
		"the buoy was merged into the chart",     // 19
		"an oil leak in the pilot house",         // 20
		"https://example.org/oil/ledger",         // 21, a bare link
		"the oil of the stove is low",            // 22
		"posts of the gauge",                     // 23
	}
	for i := range 60 {
		texts = append(texts, fmt.Sprintf("lantern %d is lit", i))
	}
	texts = append(texts, "the lantern posts of the quay") // 84
	for i := range 216 {
		texts = append(texts, fmt.Sprintf("%d nets to mend", i))
	}
	docs := bullets(texts...)
	docs[1].Team = "Lattice"
	docs[16].Topic = "Pilot Boat"
	docs[20].Links = []string{"https://example.org/oil/ledger"}
	idx := newIndex(t, docs)
	for _, test := range []struct{ query, full, partial, why string }{
		{"why was lattice shut down", "[]", "[2]", "a team is the subject"},
		{"hm9 lamp", "[4]", "[]", "letters with digits are"},
		{"health check", "[6 7]", "[]", "two words also stand for one"},
		{"healthcheck", "[7]", "[]", "but not one for two that some text has so"},
		{"single sign on", "[9]", "[8]", "initials in capitals"},
		{"send our ship", "[]", "[]", "no initials in small letters"},
		{"tidegauge", "[10 11]", "[]", "a word that no text has is split"},
		{"tram 99", "[]", "[16]", "a number alone is no answer"},
		{"tram sunset", "[]", "[16]", "a related word"},
		{"sunset", "[]", "[12 14 16]", "also for a word alone, which is not repaired"},
		{"what happened to the buoy", "[]", "[19]", "what happens is in other words"},
		{"pilot boat oil", "[]", "[17]", "the words of a topic are the subject"},
		{"lanttern quay", "[84]", "[10]", "a slip does not hide the word"},
		{"lattice zzzz", "[]", "[2]", "with a subject, a word that nothing has means nothing"},
		{"compass zzzz", "[]", "[]", "without one it does"},
		{"what retired compass", "[]", "[12 13]", "in a question, a past tense means half"},
	} {
		r := answer(t, idx, test.query, searcher.Options{Limit: 99})
		full, partial := linesOf(r)
		if got := fmt.Sprint(full, partial); got != test.full+" "+test.partial {
			t.Errorf("Search(%q) = %s; want %s %s: %s", test.query, got, test.full, test.partial, test.why)
		}
		exact := answer(t, idx, test.query, searcher.Options{Limit: 99, Exact: true})
		if exact.Full < exact.Total || len(exact.Repaired) > 0 {
			t.Errorf("Search(%q), exact: %d of %d are full, repaired %v", test.query, exact.Full, exact.Total, exact.Repaired)
		}
	}
}

// A long question needs less of its words than a short one, and a bare link comes below a
// report. An explanation tells both, and which words are related.
func TestQuestionInWords(t *testing.T) {
	texts := []string{
		"the crew agreed on blue paint for the ferry", // 1
		"https://example.org/rope/splice",             // 2, a bare link
		"a rope of hemp needs a splice",               // 3
		"the tram was decommissioned",                 // 4
	}
	for i := range 300 {
		texts = append(texts, fmt.Sprintf("%d nets to mend", i))
	}
	docs := bullets(texts...)
	docs[1].Links = []string{texts[1]}
	idx := newIndex(t, docs)
	for _, test := range []struct {
		query, want, explained string
	}{
		{"did anybody accept blue paint for new boats", "[1]", `accept: `},
		{"rope splice knot", "[3 2]", "bare link or line of an agenda: the sum is multiplied by 0.5"},
		{"tram sunset", "[4]", `text "decommissioned" (related)`},
	} {
		r := answer(t, idx, test.query, searcher.Options{Limit: 9, Explain: true})
		var lines []int
		explained := ""
		for _, hit := range r.Hits {
			lines = append(lines, hit.Line)
			explained += strings.Join(hit.Explanation, "\n")
		}
		if fmt.Sprint(lines) != test.want || !strings.Contains(explained, test.explained) {
			t.Errorf("Search(%q) = %v, %s; want %s, explained by %q", test.query, lines, explained, test.want, test.explained)
		}
	}
	if r := answer(t, idx, "tram sunset", searcher.Options{}); len(r.StandIns) != 1 || r.StandIns[0].Word != "sunset" || len(r.Repaired) > 0 {
		t.Errorf("stand-ins %v, repaired %v; want words that stand in for sunset", r.StandIns, r.Repaired)
	}
}
