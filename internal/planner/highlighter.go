package planner

import (
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/highlight"
	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// highlighter returns the Highlighter for all, without negated clauses. If loose is true, it
// also finds short forms and related words, as plan does.
func (p *planner) highlighter(all query.And, loose bool) (highlight.Highlighter, error) {
	h := highlight.Highlighter{Langs: p.languages.sets()}
	for _, child := range all {
		w, ok := child.(query.Words)
		more, err := p.phrases(child, loose && ok && w.IsPlain())
		if err != nil {
			return highlight.Highlighter{}, err
		}
		h.Phrases = append(h.Phrases, more...)
	}
	return h, nil
}

func (p *planner) phrases(n query.Node, loose bool) ([]highlight.Phrase, error) {
	var all []highlight.Phrase
	for leaf := range query.Leaves(n) {
		if n, ok := leaf.(query.Name); ok && n.Field == schema.Person {
			all = append(all, p.personPhrases(n)...)
		}
		w, ok := leaf.(query.Words)
		if !ok || !w.Scores() {
			continue
		}
		alternatives, err := p.expand(w, schema.Text, loose)
		if err != nil {
			return nil, p.fail(w.At, err)
		}
		for _, a := range alternatives {
			var phrase highlight.Phrase
			for _, forms := range a.Slots {
				at := map[string]plan.Langs{}
				for _, f := range forms {
					at[f.Term] = f.Langs
				}
				phrase = append(phrase, at)
			}
			all = append(all, phrase)
		}
	}
	return all, nil
}

// personPhrases returns the phrases with which texts name the people that n asks for: the
// whole name, the first name, and the initials. It includes joined names.
func (p *planner) personPhrases(n query.Name) (all []highlight.Phrase) {
	people := map[string]bool{}
	for _, column := range query.ColumnsOf(n.Field) {
		n.Field = column
		for _, person := range MatchingNames(p.names, n) {
			people[person] = true
		}
	}
	for joined, first := range p.names.Firsts[schema.People] {
		if people[naming.Term(first)] {
			people[joined] = true
		}
	}
	if len(people) > maxPrefixed {
		return nil // the query itself fails
	}
	for person := range people {
		terms := analysis.Split(person)
		initials := ""
		for _, term := range terms {
			first, _ := utf8.DecodeRuneInString(term)
			initials += string(first)
		}
		if len(terms) == 0 {
			continue
		}
		all = append(all, only(terms))
		for _, short := range []string{terms[0], initials} {
			if len(terms) > 1 && !p.languages.isFunctionWord(short) {
				all = append(all, only([]string{short}))
			}
		}
	}
	return all
}

// only returns the phrase of terms.
func only(terms []string) (phrase highlight.Phrase) {
	for _, part := range (sequence{terms: terms}).parts() {
		phrase = append(phrase, map[string]plan.Langs{part: 0})
	}
	return phrase
}
