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

// held returns all meetings, newest first. The list is made once for each index.
func (at *reader) held(ctx context.Context) ([]searcher.Meeting, error) {
	return at.all.get(func() ([]searcher.Meeting, error) {
		return at.Meetings(ctx, searcher.Query{}, false)
	})
}
