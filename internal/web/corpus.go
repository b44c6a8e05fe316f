package web

import (
	"context"

	"minutes/schema"
	"minutes/searcher"
)

// everything returns the answer about all documents: when they are from, and their names.
// It is made once for each index.
func (at *reader) everything(ctx context.Context) (*searcher.Result, error) {
	return at.corpus.get(func() (*searcher.Result, error) {
		return at.Search(ctx, searcher.Query{}, searcher.Options{
			Story: true, Top: 12, Facets: []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Meeting, "year"},
		})
	})
}

// A calendar is all meetings, newest first.
type calendar struct {
	all    []searcher.Meeting
	byName map[string][]searcher.Meeting // by folded name
	byFile map[string][]searcher.Meeting
}

// calendar returns all meetings. It is made once for each index.
func (at *reader) calendar(ctx context.Context) (*calendar, error) {
	return at.held.get(func() (*calendar, error) {
		all, err := at.Meetings(ctx, searcher.Query{}, false)
		if err != nil {
			return nil, err
		}
		c := &calendar{all, map[string][]searcher.Meeting{}, map[string][]searcher.Meeting{}}
		for _, m := range all {
			name := folded(m.Name)
			c.byName[name] = append(c.byName[name], m)
			c.byFile[m.File] = append(c.byFile[m.File], m)
		}
		return c, nil
	})
}
