package query

import (
	"strings"

	"minutes/internal/analysis"
)

// NameClause returns the clause that finds the folded name in field, as close to the
// spelling shown as possible without quotes for the shell: team:ovens-night. Leads,
// persons and topics are quoted, because lead:ute finds every lead with that word.
func NameClause(field, folded, shown string) string {
	if byWord(field) {
		return field + `:"` + folded + `"`
	}
	if spelling := strings.ToLower(shown); isPlain(spelling) && analysis.Fold(spelling) == folded {
		return field + ":" + spelling
	}
	return field + ":" + strings.ReplaceAll(folded, " ", "-")
}

// isPlain reports whether name can follow a colon without quotes: it is not empty, has
// only letters a to z, digits and hyphens, and does not begin with a hyphen.
func isPlain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' && i > 0) {
			return false
		}
	}
	return name != ""
}

// Typed returns n as typed, without quotes.
func (n Name) Typed() string {
	return value{text: n.Text, prefix: n.Prefix, suffix: n.Suffix}.typed()
}

// InGroup returns n as a value of its field in a group, without quotes.
func (n Name) InGroup() string {
	v := value{text: n.Text, prefix: n.Prefix, suffix: n.Suffix}
	if !isPlain(strings.ToLower(v.text)) {
		v.text = strings.ReplaceAll(analysis.Fold(v.text), " ", "-")
	}
	return v.typed()
}
