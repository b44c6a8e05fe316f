package planner

import (
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/query"
)

// A word in a script without spaces may be a whole sentence, which no document repeats. It
// is then read as those of its pairs of syllables that documents have, like separate words,
// so documents with most of them are partial matches. Longer texts are not read so, because
// each pair costs as much as a word.
const maxPairs = 16

// pairs returns the pairs of syllables in w, a single term that no document has whole, as
// words, and adds the repair. It returns nil if documents do not have two of them.
func (p *planner) pairs(w query.Words) (query.And, error) {
	parts := analysis.Parts(w.Tokens[0].Term, false)
	if len(parts) > maxPairs {
		return nil, nil
	}
	var found query.And
	var shown []string
	for _, part := range parts {
		known, err := p.known(part)
		if err != nil {
			return nil, err
		}
		if known {
			pair := w
			pair.Tokens = []query.Token{{Term: part, Typed: part}}
			found, shown = append(found, pair), append(shown, part)
		}
	}
	if len(found) < 2 {
		return nil, nil
	}
	p.repaired = append(p.repaired, Repair{From: w.Tokens[0].Typed, To: strings.Join(shown, " ")})
	return found, nil
}
