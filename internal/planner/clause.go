package planner

import (
	"slices"

	"minutes/internal/datephrase"
	"minutes/internal/query"
	"minutes/schema"
)

// WithoutHeadings returns all with a clause that excludes headings, unless all asks for
// them.
func WithoutHeadings(all query.And) query.And {
	if query.AsksForHeadings(all) {
		return all
	}
	return append(slices.Clip(all), query.Not{Node: query.Name{Field: schema.Kind, Text: schema.Heading, Implied: true}})
}

// isImplied reports whether n is a name of field, negated or not, that the program added
// and nobody typed.
func isImplied(n query.Node, field string) bool {
	if without, ok := n.(query.Not); ok {
		n = without.Node
	}
	implied, ok := n.(query.Name)
	return ok && implied.Implied && implied.Field == field
}

// isTyped reports whether somebody typed n.
func isTyped(n query.Node) bool { return !isImplied(n, schema.Kind) && !isImplied(n, schema.Is) }

func isSpoken(n query.Node) bool {
	_, ok := n.(datephrase.Phrase)
	return ok
}

// isRelative reports whether n contains a relative date.
func isRelative(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, isRelative)
	case query.Or:
		return slices.ContainsFunc(n, isRelative)
	case query.Not:
		return isRelative(n.Node)
	case datephrase.Phrase:
		return true
	case query.Dates:
		return n.From.IsRelative() || n.To.IsRelative()
	}
	return false
}

// wasSpoken reports whether n was read from a date in words.
func wasSpoken(n query.Node) bool {
	if either, ok := n.(query.Or); ok {
		return len(either) > 0 && wasSpoken(either[0])
	}
	d, ok := n.(query.Dates)
	return ok && d.Spoken
}

// others returns the clauses of all without a relative date. Relative dates count back
// from the newest date of the documents that these clauses match: the last meeting of a
// team is the newest that has the team. It returns nil if there are only relative dates.
func others(all query.And) query.And {
	var chosen query.And
	typed := false
	for _, n := range all {
		switch {
		case isRelative(n), isImplied(n, schema.Is): // the last meeting may not have an action
			continue
		case !isImplied(n, schema.Kind):
			typed = true
		}
		chosen = append(chosen, n)
	}
	if !typed {
		return nil
	}
	return chosen
}
