package planner

import (
	"strings"

	"minutes/internal/query"
	"minutes/schema"
)

// subjects reports for each node of all whether it is what the query is about, so that a
// document without it is not a partial match. That is a compound, letters mixed with
// digits, or the words of a whole team or topic name. A number alone is not a subject,
// because people type it next to what it counts. Names of people are not, because bullets
// name people in many ways: with them, one of 30 questions lost its answer. Nor are words
// that the notes write with a capital: questions have several, and few bullets have all.
func (p *planner) subjects(all query.And) []bool {
	is := make([]bool, len(all))
	for i, n := range all {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() || w.Prefix {
			continue
		}
		is[i] = is[i] || w.IsCompound()
		for length := p.nameLength(all[i:]); length > 0; length-- {
			is[i+length-1] = true
		}
	}
	return is
}

// nameLength returns how many plain words at the beginning of run make up the longest name
// of a team or a topic, or 0 if they make up none.
func (p *planner) nameLength(run []query.Node) (length int) {
	name := ""
	for i, n := range run[:min(len(run), maxNameWords)] {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() || w.Prefix {
			break
		}
		name = strings.TrimSpace(name + " " + strings.Join(query.Terms(w.Tokens), " "))
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
