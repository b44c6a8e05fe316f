package segment

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/schema"
)

// sameValue reports whether Value returns the same for a and b in field. It saves joining
// lists.
func sameValue(a, b *schema.Document, field string) bool {
	switch field {
	case schema.Lead:
		return slices.Equal(a.Lead, b.Lead)
	case schema.People:
		return slices.Equal(a.People, b.People)
	case schema.Is:
		return slices.Equal(a.Is, b.Is)
	case schema.Section:
		return slices.Equal(a.Section, b.Section)
	}
	return Value(a, field) == Value(b, field)
}

// sameText reports whether TextOf returns the same for a and b in field.
func sameText(a, b *schema.Document, field string) bool {
	switch field {
	case schema.LeadWords:
		return slices.Equal(a.Lead, b.Lead)
	case schema.Parents:
		return slices.EqualFunc(a.Parents, b.Parents, func(a, b schema.Parent) bool { return a.Text == b.Text })
	case schema.Section:
		return slices.Equal(a.Section, b.Section)
	case schema.Link:
		return slices.Equal(a.Links, b.Links)
	}
	return TextOf(a, field) == TextOf(b, field)
}

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
