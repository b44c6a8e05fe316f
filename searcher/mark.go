package searcher

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// A marker finds the words of a text that match a query.
type marker struct {
	phrases []markedPhrase
	langs   map[string]plan.Langs // each language by its code; nil if the index has only one
}

// A markedPhrase lists the possible terms at each place of a phrase, with the languages of
// the documents in which they count.
type markedPhrase []map[string]plan.Langs

// marker returns the marker for all, without negated clauses. If loose is true, it also
// marks short forms and related words, as plan finds them.
func (p *planner) marker(all query.And, loose bool) (marker, error) {
	m := marker{langs: p.languages.sets()}
	for _, child := range all {
		w, ok := child.(query.Words)
		more, err := p.mark(child, loose && ok && w.IsPlain())
		if err != nil {
			return marker{}, err
		}
		m.phrases = append(m.phrases, more...)
	}
	return m, nil
}

func (p *planner) mark(n query.Node, loose bool) ([]markedPhrase, error) {
	var all []markedPhrase
	for leaf := range query.Leaves(n) {
		if n, ok := leaf.(query.Name); ok && n.Field == schema.Person {
			all = append(all, p.markPerson(n)...)
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
			var phrase markedPhrase
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

// markPerson returns the phrases with which texts name the people that n asks for: the
// whole name, the first name, and the initials. It includes joined names.
func (p *planner) markPerson(n query.Name) (all []markedPhrase) {
	people := map[string]bool{}
	for _, column := range query.ColumnsOf(n.Field) {
		n.Field = column
		for _, person := range matchingNames(p.names, n) {
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
func only(terms []string) (phrase markedPhrase) {
	for _, part := range (sequence{terms: terms}).parts() {
		phrase = append(phrase, map[string]plan.Langs{part: 0})
	}
	return phrase
}

// spans returns the start and end, in bytes, of the words of the query in text, in order.
// Inflections of all languages of the index count. Parts of a word that overlap are one span.
func (m marker) spans(text string) [][2]int { return m.find(text, 0) }

// spansIn is spans for the text of a document in the language with the given code.
func (m marker) spansIn(text, lang string) [][2]int { return m.find(text, m.langs[lang]) }

func (m marker) find(text string, in plan.Langs) [][2]int {
	if len(m.phrases) == 0 {
		return [][2]int{}
	}
	all := slices.Collect(analysis.Tokens(text))
	var marked [][2]int
	for _, phrase := range m.phrases {
		for i := range all {
			if i == 0 || all[i].Position != all[i-1].Position {
				marked = append(marked, spansOf(phrase, all[i:], in)...)
			}
		}
	}
	slices.SortFunc(marked, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	spans := [][2]int{}
	for _, s := range marked {
		if last := len(spans) - 1; last >= 0 && s[0] < spans[last][1] {
			spans[last][1] = max(spans[last][1], s[1])
		} else {
			spans = append(spans, s)
		}
	}
	return spans
}

// spansOf returns where the terms of phrase are, if text, in the given languages, begins
// with it.
func spansOf(phrase markedPhrase, text []analysis.Token, in plan.Langs) [][2]int {
	var spans [][2]int
	for _, terms := range phrase {
		end := 0 // of the current position
		found := -1
		for ; end < len(text) && text[end].Position == text[0].Position; end++ {
			if of, ok := terms[text[end].Term]; ok && found < 0 && of.Has(in) {
				found = end
			}
		}
		if found < 0 {
			return nil
		}
		spans = append(spans, [2]int{text[found].Start, text[found].End})
		text = text[end:]
	}
	return spans
}
