package plan

import "slices"

// A Predicate says which values of a column are wanted.
type Predicate struct {
	Field string                  // one of schema.Columns
	Wants func(value string) bool // whether a value of the column is wanted

	// Terms says the same by the terms that documents have in Field, which is then one of
	// schema.Tags: documents with one of Terms are wanted, and those without any term if
	// Terms has naming.Missing. If Not is true, all other documents are wanted. If Terms is
	// nil, only Wants says it.
	Terms []string
	Not   bool
}

// Inverted returns the predicate that wants all other values.
func (p Predicate) Inverted() Predicate {
	wants := p.Wants
	p.Wants = func(value string) bool { return !wants(value) }
	p.Not = !p.Not
	return p
}

// Or returns the predicate that wants what p or q wants. Both must be of the same field.
func (p Predicate) Or(q Predicate) Predicate {
	either := Predicate{Field: p.Field, Wants: func(value string) bool { return p.Wants(value) || q.Wants(value) }}
	if p.Terms != nil && q.Terms != nil && !p.Not && !q.Not {
		either.Terms = slices.Concat(p.Terms, q.Terms)
	}
	return either
}
