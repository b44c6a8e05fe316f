// Package engine is the line between questions and where the documents of an index are.
// Package planner makes plans from queries, an engine answers them, and package searcher
// makes answers of what it finds.
package engine

import (
	"cmp"
	"context"
	"iter"

	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/schema"
)

// An Engine keeps the documents of an index and answers plans over them. Package embedded
// has one for an index in a folder, package opensearch one for an index in an OpenSearch
// cluster, and package union one for several indexes together.
type Engine interface {
	// Begin returns a Reader for one question. Its methods fail when ctx is done. Only one
	// goroutine may use it.
	Begin(ctx context.Context) Reader

	// Guard calls f, which uses a Reader, while no other goroutine is in a Guard that may not
	// be. It returns damage of the index that made f fail as an error about the damage.
	Guard(f func() error) error

	// Part returns the engine of the index that has the note called file, and the name of
	// the note there. An index that is not made of several is its own part.
	Part(file string) (part Engine, name string)

	Names() naming.Names     // names in the documents
	Documents() int          // number of documents, with headings
	Root() string            // folder that the File of documents is relative to
	Version() string         // see Index.Version
	Superseded() bool        // see Index.Superseded
	Added() string           // see Index.Added
	Record() ([]byte, error) // see Index.Record
	Close() error
}

// A Dictionary knows the terms and the dates of an index. It is what a plan is made with.
type Dictionary interface {
	// Languages returns the codes of the languages of the documents. Bit i of plan.Langs
	// stands for the language with index i.
	Languages() []string

	// Terms calls visit with the terms that documents have in field and that begin with
	// prefix, in order. It stops at the first error and returns it.
	Terms(field, prefix string, visit func(term string) error) error
	// Near calls visit with the terms of field that are at most edits (1 or 2) away from term,
	// with the number of edits and of documents. Swapping two adjacent letters is one edit.
	Near(field, term string, edits int, visit func(term string, edits, documents int) error) error
	// Has reports whether a document in langs has term in field.
	Has(field, term string, langs plan.Langs) (bool, error)
	// Count returns the number of documents that have term in field.
	Count(field, term string) (int, error)

	// Find returns the number of documents that match p. It may stop counting at most.
	Find(p plan.Node, most int) (int, error)
	// Days returns the dates of the documents that match p and their numbers, in the order of
	// the dates, and the number of all that match. A nil p matches all. Documents without a
	// date are in total only.
	Days(p plan.Node) (days []Count, total int, err error)
	// Texts calls visit with the texts of the first documents that have term in their text, at
	// most most. The text holds for the call alone.
	Texts(term string, most int, visit func(text []byte)) error
}

// A Reader reads an index for one question.
type Reader interface {
	Dictionary

	// Documents returns the number of documents, with headings.
	Documents() int
	// Collect finds the documents that match p, ranks and counts them. Without words in p,
	// scores are 0.
	Collect(p plan.Node, r Request) (*Collection, error)
	// Rows calls visit with the columns of all documents that match p. The documents of a note
	// follow each other in its order. The Row holds for the call alone.
	Rows(p plan.Node, visit func(Row)) error
	// Note yields the documents of the note called file, in order, with headings. After an
	// error it stops.
	Note(file string) iter.Seq2[schema.Document, error]
}

// A Request says what Collect is to return.
type Request struct {
	Fields      []string // columns whose values are to be counted, besides dates
	Days        bool     // whether to count each date; otherwise dates of a month may count as that month
	Persons     bool     // whether to count pairs of leads and people
	Meetings    bool     // whether to count meetings
	Crossed     []Cross  // pairs of fields whose values are to be counted together
	Limit       int      // maximum number of hits
	Offset      int      // number of hits to skip
	Order       Order
	Collapse    bool     // whether documents that say the same are one hit
	SkipRoutine bool     // whether to leave out routine documents
	SkipRepeats bool     // with SkipRoutine: whether to leave out documents that repeat an earlier one too
	Explain     bool     // whether to explain scores
	Remarks     []string // lines to add to each explanation
}

// A Collection is what Collect returns. The values of a list in a column are one value,
// with one line per element.
type Collection struct {
	Total    int                // documents that match
	Routine  int                // documents that match, but were left out as routine or repeats
	Entries  int                // hits on all pages; less than Total if some are collapsed
	Counts   map[string][]Count // by field, without values that no document has; dates in order, see Request.Days
	First    string             // date; "" if no document has one
	Last     string             // date
	Persons  map[[2]string]int  // by the values of lead and people; nil if not requested
	Crossed  []Crossed          // one for each of Request.Crossed
	Meetings int                // different pairs of date and folded name of a meeting, with a date

	// Hits yields the hits from Offset up to Limit, in order. They are read when it reaches
	// them. After an error it stops.
	Hits iter.Seq2[Found, error]
}

// A Found is a document that was found.
type Found struct {
	schema.Document
	Score       float64
	Routine     bool // see Rank
	Repeats     *Repeats
	Explanation []string // nil if not requested
}

// A Row gives the columns of a document.
type Row interface {
	Value(field string) string // of one of schema.Columns, but not of a section
	Line() int
	Present() bool // whether the document lists attendees
}

// A Rank is what the place of a hit depends on.
type Rank struct {
	Score   float64
	Date    string
	Routine bool // whether the document is routine; always false if the order is by score
}

// An Order is an order of hits: by score, by class or by date. Among documents of one date,
// it only puts routine ones last, unless it is by score. Documents without a date come
// after all others. Hits that are equal are sorted as in the notes: by file, then by line.
type Order struct {
	ByScore bool // by score, then by date, newest first
	ByClass bool // partial matches last, then by date
	Oldest  bool // whether the oldest date comes first
}

// Compare compares two hits. It returns 0 if their order is that of the notes.
func (o Order) Compare(a, b *Rank) int {
	date := cmp.Compare(b.Date, a.Date)
	if o.Oldest && a.Date != "" && b.Date != "" { // documents without a date stay last
		date = -date
	}
	switch {
	case o.ByScore:
		return cmp.Or(cmp.Compare(b.Score, a.Score), date)
	case o.ByClass && plan.IsPartial(a.Score) != plan.IsPartial(b.Score):
		if plan.IsPartial(a.Score) {
			return 1
		}
		return -1
	case date == 0 && a.Routine != b.Routine:
		if a.Routine {
			return 1
		}
		return -1
	}
	return date
}

// Repeats describes the documents that say the same and are shown as one hit.
type Repeats struct {
	Count       int    // at least 2
	First, Last string // dates
}
