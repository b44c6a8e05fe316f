package searcher

import (
	"context"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/schema"
)

// listOf returns the list for q that list reads from the rows of x. For exact, see
// Options.Exact.
func listOf[List any](ctx context.Context, x *Index, q Query, exact bool, list func(engine.Reader, naming.Names, Query, bool) (List, error)) (all List, err error) {
	err = x.read(ctx, func(reader engine.Reader) error {
		all, err = list(reader, x.names, q, exact)
		return err
	})
	return all, err
}

// Rows reads columns of documents.
type rows struct {
	reader engine.Reader
	names  naming.Names
	known  map[fieldValue][]string // results of naming.Names.Terms, because many documents have the same names
}

// A fieldValue is a value of a field.
type fieldValue struct{ field, value string }

func newRows(reader engine.Reader, names naming.Names) *rows {
	return &rows{reader, names, map[fieldValue][]string{}}
}

// each calls visit with each document that matches q.
func (r *rows) each(q *planner.Question, visit func(engine.Row)) error {
	n, err := q.Plan(r.reader, false)
	if err != nil {
		return err
	}
	return r.reader.Rows(n, visit)
}

// terms returns the terms of the value of field in a document; see naming.Joins.Terms.
func (r *rows) terms(at engine.Row, field string) []string {
	key := fieldValue{field, at.Value(field)}
	terms, ok := r.known[key]
	if !ok {
		terms = r.names.Terms(field, key.value)
		r.known[key] = terms
	}
	return terms
}

// meeting returns the meeting of a document.
func (r *rows) meeting(at engine.Row) meeting {
	return meeting{at.Value(schema.Date), r.terms(at, schema.Meeting)[0]}
}

// A meeting is identified by its date and its folded name.
type meeting struct{ date, name string }
