package segment

import (
	"slices"

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
