package segment

import "minutes/internal/analysis"

// A sum is an FNV-1a hash of what documents say.
type sum uint64

// sumOf returns the sum of s.
func sumOf(s string) sum { return sum(14695981039346656037).add(s) }

func (h sum) add(s string) sum {
	for i := range len(s) {
		h = (h ^ sum(s[i])) * 1099511628211
	}
	return h
}

// words returns h with the words of a text.
func (h sum) words(tokens []analysis.Token) sum {
	after := 0
	h = h.add("\x00")
	for _, t := range tokens {
		switch t.Position {
		case after: // part of the same word
			continue
		case after + 1:
			h = h.add(" ")
		default:
			h = h.add("\n")
		}
		after = t.Position
		h = h.add(t.Term)
	}
	return h
}
