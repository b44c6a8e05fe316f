package searcher

import (
	"slices"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// A marker finds the words of a text that match a query. It has an element for each
// phrase that the query looks for in texts; that lists the possible terms at each place.
type marker [][]map[string]bool

// marker returns the marker for all, without negated clauses. If loose is true, it also
// marks short forms and related words, as plan finds them.
func (p *planner) marker(all and, loose bool) (marker, error) {
	var m marker
	for _, child := range all {
		w, ok := child.(words)
		more, err := p.mark(child, loose && ok && w.plain())
		if err != nil {
			return nil, err
		}
		m = append(m, more...)
	}
	return m, nil
}

func (p *planner) mark(n node, loose bool) (marker, error) {
	var m marker
	for leaf := range leaves(n) {
		if n, ok := leaf.(name); ok && n.field == schema.Person {
			m = append(m, p.markPerson(n)...)
		}
		w, ok := leaf.(words)
		if !ok || !w.scores() {
			continue
		}
		alternatives, err := p.expand(w, schema.Text, loose)
		if err != nil {
			return nil, p.fail(w.at, err)
		}
		for _, a := range alternatives {
			var phrase []map[string]bool
			for _, forms := range a.slots {
				at := map[string]bool{}
				for _, f := range forms {
					at[f.term] = true
				}
				phrase = append(phrase, at)
			}
			m = append(m, phrase)
		}
	}
	return m, nil
}

// markPerson returns the phrases with which texts name the people that n asks for: the
// whole name, the first name, and the initials. It includes joined names.
func (p *planner) markPerson(n name) (m marker) {
	people := map[string]bool{}
	for _, column := range columnsOf(n.field) {
		n.field = column
		for _, person := range p.meant(n) {
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
		terms := analysis.Terms(person)
		var phrase []map[string]bool
		initials := ""
		for _, term := range terms {
			first, _ := utf8.DecodeRuneInString(term)
			initials += string(first)
			phrase = append(phrase, map[string]bool{term: true})
		}
		if len(terms) == 0 {
			continue
		}
		m = append(m, phrase)
		for _, short := range []string{terms[0], initials} {
			if len(terms) > 1 && !functionWords[short] {
				m = append(m, []map[string]bool{{short: true}})
			}
		}
	}
	return m
}

// spans returns the start and end, in bytes, of the words in text that m marks, in order.
func (m marker) spans(text string) [][2]int {
	all := slices.Collect(analysis.Words(text))
	marked := make([]bool, len(all))
	for _, phrase := range m {
		for i := range all {
			if !stands(phrase, all[i:]) {
				continue
			}
			for j := range phrase {
				marked[i+j] = true
			}
		}
	}
	spans := [][2]int{}
	for i, word := range all {
		if marked[i] {
			spans = append(spans, [2]int{word.Start, word.End})
		}
	}
	return spans
}

// stands reports whether text begins with phrase.
func stands(phrase []map[string]bool, text []analysis.Word) bool {
	if len(phrase) > len(text) {
		return false
	}
	for i, terms := range phrase {
		if !terms[text[i].Term] && !terms[text[i].Bare] {
			return false
		}
	}
	return true
}
