package searcher

import (
	"strings"
	"unicode"

	"minutes/schema"
)

// subjects reports for each node of all whether it is what the query is about, so that a
// document without it is not a partial match. That is a compound, letters mixed with
// digits, or the words of a whole team or topic name. A number alone is not a subject,
// because people type it next to what it counts. Names of people are not, because bullets
// name people in many ways: with them, one of 30 questions lost its answer. Nor are words
// that the notes write with a capital: questions have several, and few bullets have all.
func (p *planner) subjects(all and) []bool {
	is := make([]bool, len(all))
	for i, n := range all {
		w, ok := n.(words)
		if !ok || !w.plain() || w.prefix {
			continue
		}
		is[i] = is[i] || w.isCompound()
		for length := p.nameLength(all[i:]); length > 0; length-- {
			is[i+length-1] = true
		}
	}
	return is
}

// isCompound reports whether w has several parts, or letters mixed with digits.
func (w words) isCompound() bool {
	term := w.terms[0].term
	return len(w.terms) > 1 ||
		strings.ContainsFunc(term, unicode.IsLetter) && strings.ContainsFunc(term, unicode.IsDigit)
}

// nameLength returns how many plain words at the beginning of run make up the longest name
// of a team or a topic, or 0 if they make up none.
func (p *planner) nameLength(run []node) (length int) {
	name := ""
	for i, n := range run[:min(len(run), maxNameWords)] {
		w, ok := n.(words)
		if !ok || !w.plain() || w.prefix {
			break
		}
		name = strings.TrimSpace(name + " " + strings.Join(terms(w.terms), " "))
		for _, field := range []string{schema.Team, schema.Topic} {
			if _, ok := p.names.Shown[field].All()[name]; ok {
				length = i + 1
			}
		}
	}
	return length
}

// maxNameWords is the maximum number of words in a name that makes a subject. People type
// longer topics by a few of their words.
const maxNameWords = 5
