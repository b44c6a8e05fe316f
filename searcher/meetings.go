package searcher

import (
	"cmp"
	"context"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/schema"
)

// A Meeting is a meeting of the notes.
type Meeting struct {
	Date      string // a day or a month
	Name      string // as written; "" if it has none
	File      string // the note that it is in; the first, if there are several
	Line      int    // of its first document
	Documents int
}

// Meetings returns the meetings that have a document that matches q with all its words,
// newest first; those of one day in the order of the notes. Meetings of one day with the
// same name are one. For exact, see Options.Exact.
func (x *Index) Meetings(ctx context.Context, q Query, exact bool) ([]Meeting, error) {
	return listOf(ctx, x, q, exact, meetings)
}

func meetings(reader engine.Reader, names naming.Names, q Query, exact bool) ([]Meeting, error) {
	r := newRows(reader, names)
	asked := &planner.Question{Text: q.Text, Tree: planner.WithoutHeadings(q.Tree), Names: names, Exact: exact}
	found := map[meeting]*Meeting{}
	var at meeting
	var last *Meeting // the meeting at
	err := r.each(asked, func(row engine.Row) {
		held := r.meeting(row)
		if held.date == "" {
			return
		}
		if last == nil || held != at { // documents of a note are consecutive
			at, last = held, found[held]
		}
		if last == nil {
			last = &Meeting{
				Date: held.date, Name: row.Value(schema.Meeting),
				File: row.Value(schema.File), Line: row.Line(),
			}
			found[held] = last
		}
		last.Documents++
	})
	if err != nil {
		return nil, asked.Failed(err)
	}
	all := make([]Meeting, 0, len(found))
	for _, m := range found {
		all = append(all, *m)
	}
	slices.SortFunc(all, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return all, nil
}

// Note returns the documents of the note called file, in order, with its headings of
// teams. It returns none if the index does not have the note.
func (x *Index) Note(file string) (docs []schema.Document, err error) {
	err = x.read(context.Background(), func(reader engine.Reader) error {
		for d, err := range reader.Note(file) {
			if err != nil {
				return err
			}
			docs = append(docs, d)
		}
		return nil
	})
	return docs, err
}
