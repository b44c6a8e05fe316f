package searcher

import (
	"strings"
	"unicode"

	"minutes/schema"
)

// meaning returns how much w contributes to the meaning of a query. It is the weight of
// m, the matcher of w. For a past tense in a question, it is half of that, because what
// was replaced or retired is what the question asks about.
func (w words) meaning(m *wordMatcher, question bool) float64 {
	if question && len(w.terms) == 1 && len(w.terms[0].term) > 4 && strings.HasSuffix(w.terms[0].term, "ed") {
		return m.weight / 2
	}
	return m.weight
}

// questionWords are the words with which questions begin.
var questionWords = map[string]bool{
	"what": true, "which": true, "who": true, "whom": true, "whose": true, "when": true, "where": true, "why": true, "how": true,
}

// isQuestion reports whether all begins like a question.
func isQuestion(all and) bool {
	if len(all) == 0 {
		return false
	}
	w, ok := all[0].(words)
	return ok && w.plain() && len(w.terms) == 1 && questionWords[w.terms[0].term]
}

// isSubject reports whether w is what the query is about, so that a document without it
// is not a partial match. That is a compound, letters mixed with digits, or the whole
// name of a team. A number alone is not a subject, because people type it next to what it
// counts.
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
