package indexer

import (
	"context"
	"time"

	"minutes/internal/store"
	"minutes/schema"
)

// A Summary counts what Build put into an index.
type Summary struct {
	Notes     int // read and indexed
	Meetings  int // different dates and names of a meeting
	Documents int // all but headings
	Headings  int // that name a team
	Teams     int // different folded names
	Leads     int
	Skipped   []Skip    // in the order of their files
	Cut       []Finding // lines that were cut, likewise
	Took      time.Duration
}

// Options say what Build makes.
type Options struct {
	Index string   // where the index is, or is to be
	Notes []string // folders and files
	// Names is the path of the names file; "" stands for NamesFile in the notes'
	// folder, if it is there.
	Names string
	// Wait says how to wait for another that writes the index.
	Wait store.Wait
	// Progress, if set, is called as the work goes on: of total notes read, or
	// documents indexed, that many are done.
	Progress func(work string, done, total int)
}

func (o Options) progress(work string, done, total int) {
	if o.Progress != nil {
		o.Progress(work, done, total)
	}
}

// Build makes the index of o.Notes anew. A note that cannot be read, has no date
// or is beyond a limit is skipped, and among Summary.Skipped. It fails, and leaves
// the index as it was, if one of o.Notes or the names file cannot be read, if
// o.Index is something else than an index, if ctx is done, if another writes the
// index for too long, or if it cannot be written.
func Build(ctx context.Context, o Options) (Summary, error) {
	// The lock comes before the reading: of two that follow each other, the later
	// must not publish notes that it read earlier.
	w, err := store.Lock(ctx, o.Index, o.Wait)
	if err != nil {
		return Summary{}, err
	}
	defer w.Close()
	start := time.Now()
	c, err := read(ctx, o)
	if err != nil {
		return Summary{}, err
	}
	docs := Documents(c.notes, c.names)
	_, err = w.Publish(ctx, store.Contents{
		Root: c.root, Notes: c.sources, Joins: c.names.Joins,
		Documents: func(yield func(schema.Document) bool) {
			for i, d := range docs {
				o.progress("indexing", i, len(docs))
				if !yield(d) {
					return
				}
			}
		},
	})
	if err != nil {
		return Summary{}, err
	}
	s := count(docs, c.names.Joins)
	s.Notes, s.Skipped, s.Took = len(c.notes), c.skipped, time.Since(start)
	for _, n := range c.notes {
		s.Cut = append(s.Cut, n.cut...)
	}
	return s, nil
}

// count counts what is in docs. Joined names are one.
func count(docs []schema.Document, joins schema.Joins) Summary {
	type meeting struct{ date, name string }
	meetings := map[meeting]bool{}
	teams, leads := map[string]bool{}, map[string]bool{}
	headings := 0
	for _, d := range docs {
		if d.Kind == schema.Heading {
			headings++
		}
		meetings[meeting{d.Date, schema.Fold(d.Meeting)}] = true
		teams[schema.Term(joins.First(schema.Team, d.Team))] = true
		for _, name := range d.Lead {
			leads[schema.Term(joins.First(schema.Lead, name))] = true
		}
	}
	delete(teams, schema.Missing)
	delete(leads, schema.Missing)
	return Summary{
		Meetings: len(meetings), Documents: len(docs) - headings, Headings: headings,
		Teams: len(teams), Leads: len(leads),
	}
}
