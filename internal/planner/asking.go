package planner

import (
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/query"
)

// firstWords are the words with which questions begin.
var firstWords = analysis.WordSet(`
	what which who whom whose when where why how
	is are was were do does did has have had
	can could will would shall should may might must`)

// askingWords are the words that questions are made of. They say nothing about the subject
// of a question, but do elsewhere: "first boot" is not "when did it first boot".
var askingWords = analysis.WordSet(`
	come came comes go goes going gone went get gets got getting
	still first ever now yet already actually really again
	any anyone anybody anything someone somebody something
	know knows think thinks tell say says said
	want wants wanted need needs like make makes made take takes`)

// isQuestion reports whether all begins like a question, and goes on.
func isQuestion(all query.And) bool {
	if len(all) < 2 {
		return false
	}
	w, ok := all[0].(query.Words)
	return ok && w.IsPlain() && len(w.Tokens) == 1 && firstWords[w.Tokens[0].Term]
}

// isFunction reports whether w is a single function word, or in a question one of those
// that it is made of.
func (p *planner) isFunction(w query.Words) bool {
	if len(w.Tokens) > 1 {
		return false
	}
	term := w.Tokens[0].Term
	return p.languages.isFunctionWord(term) || p.question && askingWords[term]
}

// meaning returns the part of its weight that w contributes to the meaning of a query. It
// is half for a past tense in a question, because what was replaced or retired is what the
// question asks about. For a number it is numberMeaning: a document with 2023 alone is no
// answer to "lantern 2023".
func (p *planner) meaning(w query.Words) float64 {
	if p.question && len(w.Tokens) == 1 && len(w.Tokens[0].Term) > 4 && strings.HasSuffix(w.Tokens[0].Term, "ed") {
		return 0.5
	}
	if len(w.Tokens) == 1 && analysis.IsNumber(w.Tokens[0].Term) {
		return numberMeaning
	}
	return 1
}

// numberMeaning is the part of its weight that a number contributes to the meaning. The
// figures of the judged queries are the same without it.
const numberMeaning = 0.3
