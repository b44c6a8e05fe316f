package query

import (
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
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

// Clause returns n, a part of the tree of q, as a clause of a query: as typed, or a filter as
// it would be typed. It returns "" for a group of different clauses.
func (q Query) Clause(n Node) string {
	switch n := n.(type) {
	case Not:
		if clause := q.Clause(n.Node); clause != "" {
			return "NOT " + clause
		}
	case Or:
		var field string
		var values []string
		for _, child := range n {
			of, value := q.valueOf(child)
			if of == "" || field != "" && of != field {
				return ""
			}
			field, values = of, append(values, value)
		}
		if len(values) > 1 {
			return field + ":(" + strings.Join(values, " OR ") + ")"
		}
		if len(values) == 1 {
			return fieldClause(field, values[0])
		}
	case Words, Name, Dates:
		return fieldClause(q.valueOf(n))
	}
	return ""
}

// fieldClause returns the clause for a value of field, which may be "". A value such as #12 can
// stand only in a group.
func fieldClause(field, value string) string {
	if field == "" {
		return value
	}
	clause := field + ":" + value
	if _, ok := fieldName(clause); !ok {
		return field + ":(" + value + ")"
	}
	return clause
}

// valueOf returns the field and the value of n, a part of the tree of q that is no group.
func (q Query) valueOf(n Node) (field, value string) {
	var at Span
	switch n := n.(type) {
	case Words:
		field, at = n.Field, n.At
	case Name:
		field, value, at = n.Field, n.InGroup(), n.At
		if byWord(n.Field) && !n.ByWord && !n.Prefix && !n.Suffix {
			value = `"` + strings.ReplaceAll(n.Text, `"`, "") + `"` // the whole name
		}
	case Dates:
		field, value, at = schema.Date, n.Text, n.At
	}
	switch {
	case at.End > 0:
		value = q.Text[at.Start:at.End]
	case value == "":
		value = `""`
	}
	return field, value
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
