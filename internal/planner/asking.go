package planner

import (
	"slices"
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
	want wants wanted need needs like make makes made take takes
	mention mentions mentioned`)

// anythingWords ask for whatever there is, if a question has no subject: "what happened last
// week". Beside a subject they say something: see related.go.
var anythingWords = analysis.WordSet(`happen happens happened happening new discuss discussed talk talked`)

// withoutAnything returns all without its words if they only ask for what there is beside other
// clauses, so that "what happened in the last meeting" finds all of that meeting.
func (p *planner) withoutAnything(all query.And) query.And {
	if !p.question {
		return all
	}
	var rest query.And
	for _, n := range all {
		w, ok := n.(query.Words)
		switch {
		case !ok || !w.IsPlain():
			rest = append(rest, n)
		case w.Prefix || len(w.Tokens) > 1 || !p.isFunction(w) && !anythingWords[w.Tokens[0].Term]:
			return all
		}
	}
	narrows := func(n query.Node) bool {
		_, not := n.(query.Not)
		return !not && isTyped(n)
	}
	if !slices.ContainsFunc(rest, narrows) {
		return all
	}
	return rest
}

// contractedWords are what is left of verbs after the first word: what's, who're, who'll.
var contractedWords = analysis.WordSet(`s re ll d ve`)

// firstWord returns the first words of all. ok reports whether they begin like a question, which
// goes on.
func firstWord(all query.And) (w query.Words, ok bool) {
	if len(all) < 2 {
		return w, false
	}
	w, ok = all[0].(query.Words)
	return w, ok && w.IsPlain() && firstWords[w.Tokens[0].Term]
}

// spellOut returns all with its first word alone in place of a contraction such as what's, if
// all is a question: the notes rarely have these, and who asks "what's new" asks what is new.
func spellOut(all query.And) query.And {
	w, ok := firstWord(all)
	if !ok || w.Prefix || len(w.Tokens) != 2 || !w.Tokens[1].Elided || !contractedWords[w.Tokens[1].Term] {
		return all
	}
	w.Tokens = w.Tokens[:1]
	return append(query.And{w}, all[1:]...)
}

// isQuestion reports whether all begins like a question, and goes on.
func isQuestion(all query.And) bool {
	w, ok := firstWord(all)
	return ok && len(w.Tokens) == 1
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
