package searcher

import (
	"strings"
	"unicode"

	"minutes/schema"
)

// meaning returns how much of what a query means w is, of which m is the matcher: its
// weight, but half of it for a past tense in a question. What was replaced or retired is
// what the question is about.
func (w words) meaning(m *wordMatcher, question bool) float64 {
	if question && len(w.terms) == 1 && len(w.terms[0].term) > 4 && strings.HasSuffix(w.terms[0].term, "ed") {
		return m.weight / 2
	}
	return m.weight
}

// questionWords begin a question.
var questionWords = map[string]bool{
	"what": true, "which": true, "who": true, "whom": true, "whose": true, "when": true, "where": true, "why": true, "how": true,
}

// isQuestion says whether all begins as a question does.
func isQuestion(all and) bool {
	if len(all) == 0 {
		return false
	}
	w, ok := all[0].(words)
	return ok && w.plain() && len(w.terms) == 1 && questionWords[w.terms[0].term]
}

// isSubject says whether w is what a query is about, so that a document without it is no
// partial answer: a compound, letters mixed with digits, or the whole name of a team. A
// number is not: people type one beside what it counts.
func (p *planner) isSubject(w words) bool {
	if !w.plain() || w.prefix {
		return false
	}
	if len(w.terms) > 1 {
		return true
	}
	term := w.terms[0].term
	if strings.ContainsFunc(term, unicode.IsLetter) && strings.ContainsFunc(term, unicode.IsDigit) {
		return true
	}
	return p.names.Shown[schema.Team].All()[term] != ""
}
