package indexer

import (
	"slices"
	"time"
)

// A Summary tells what Build did.
type Summary struct {
	// Totals of the index. Joined names count once.
	Notes     int
	Documents int // all but headings
	Headings  int // headings that name a team
	Meetings  int // distinct pairs of date and meeting name
	Teams     int // distinct folded names
	Leads     int // distinct folded names

	// Before is the number of documents above the first meeting of running files, and
	// BeforeNotes the number of these files. The documents have no date and are left out,
	// unless Options.Undated keeps them.
	Before, BeforeNotes int

	Skipped []Skip    // notes that are not in the index, in the order of their files
	News    []Skip    // those of Skipped that the previous run did not skip for the same reason
	Kept    []Skip    // files and folders that could not be read; their documents were kept
	Ignored int       // number of folders and possible notes that were ignored
	Cut     []Finding // lines that were cut, in the order of their files
	Foreign []Finding // unknown languages in front matter, in the order of their files
	Took    time.Duration

	// Languages maps the code of each language to the number of notes that are in it.
	Languages map[string]int

	// Added, Changed and Removed count the notes that differ from the previous index. In
	// an index that was rebuilt, all notes are Added.
	Added, Changed, Removed int
	Saved                   bool // whether it went on from one before
	Nothing                 bool // whether nothing was written, since nothing had changed
	Restored                bool // whether another program had written to the index with Bleve, which was undone
}

// summary returns the summary of a run that began at start.
func (b *builder) summary(start time.Time) Summary {
	s := Summary{
		Documents: b.totals.Documents, Headings: b.totals.Headings,
		Meetings: b.totals.Meetings, Teams: b.totals.Teams, Leads: b.totals.Leads, Skipped: b.skipped,
		Added: b.added, Changed: b.changed, Removed: len(b.gone) - b.changed,
		Nothing: b.nothing(), Saved: b.from != nil && !b.nothing(), Kept: b.unread, Ignored: b.ignored,
		Languages: map[string]int{},
	}
	for _, in := range b.inputs {
		if in.err != nil {
			s.Skipped = append(s.Skipped, Skip{in.Name, in.err, in.unread})
			continue
		}
		s.Notes++
		if in.Before > 0 {
			s.Before += in.Before
			s.BeforeNotes++
		}
		s.Cut, s.Foreign = append(s.Cut, in.Cut...), append(s.Foreign, in.Foreign...)
		s.Languages[in.Lang]++
	}
	sortSkips(s.Skipped)
	for _, skip := range s.Skipped {
		if !slices.Contains(b.before.Skipped, skip.String()) {
			s.News = append(s.News, skip)
		}
	}
	s.Took = time.Since(start)
	return s
}
