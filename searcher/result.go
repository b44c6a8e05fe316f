package searcher

import (
	"minutes/internal/engine"
	"minutes/internal/highlight"
	"minutes/internal/planner"
	"minutes/schema"
)

// A Result is the answer to a query. As JSON it is part of the interface for scripts.
type Result struct {
	Query    string   `json:"query"` // as typed
	Total    int      `json:"total"` // number of documents that match
	Full     int      `json:"full"`  // number of those that have all the words
	Offset   int      `json:"offset"`
	Limit    int      `json:"limit"`
	First    string   `json:"first"` // oldest date of the full matches, or of all if none is full; "" if there is no date
	Last     string   `json:"last"`  // newest date of the same documents
	Hits     []Hit    `json:"hits"`
	Facets   Facets   `json:"facets"`   // of the full matches, or of all if none is full
	Repaired []Repair `json:"repaired"` // also dates in words
	Hints    []Hint   `json:"-"`        // names in the query that no document has

	StandIns []StandIn `json:"-"` // words of the query that no document has, and for which others count
	Unknown  []string  `json:"-"` // words of a query of several that no document has, and that have no similar word

	Contradictions []Contradiction `json:"-"` // clauses that no document can match together

	Spelling *Spelling `json:"-"` // nil if not requested, or if there is none

	Elsewhere *Elsewhere `json:"-"` // what the query finds without its dates in words; nil if Total is not 0

	Without []Without `json:"-"` // nil if not requested, if something is found, or if a notice says what to write

	NearFields []string `json:"-"` // words that look like fields: Team:x, team: x
	Unclosed   Unclosed `json:"-"` // zero if all quotes and parentheses of the query are closed
	Wordless   bool     `json:"-"` // whether the query has only words without letters and digits

	ByDate      bool  `json:"-"` // whether hits are sorted by date
	Entries     int   `json:"-"` // number of hits on all pages; less than Total if some are collapsed
	Routine     int   `json:"-"` // number of documents that match, but that SkipRoutine or SkipRepeats left out
	Story       Story `json:"-"` // zero if not requested
	highlighter highlight.Highlighter
}

// Shown returns the number of hits in r, after its offset and up to its limit.
func (r *Result) Shown() int { return min(r.Limit, max(0, r.Entries-r.Offset)) }

// saysWhy reports whether something in r says why nothing was found, and what to write.
func (r *Result) saysWhy() bool {
	return len(r.Hints)+len(r.Contradictions) > 0 || r.Elsewhere != nil || r.Unclosed.Mark != ""
}

// Spans returns the start and end, in bytes, of words of the query in text, like
// Hit.Spans. Inflections of all languages of the index count.
func (r *Result) Spans(text string) [][2]int { return r.highlighter.Spans(text) }

// Elsewhere is what a query finds without its dates in words.
type Elsewhere struct {
	Dates       []string // as typed
	Documents   int
	First, Last string // dates
}

// A Without is what a query that finds nothing finds without some of its clauses, with all
// the other words.
type Without struct {
	Clauses   string // as in a query
	Documents int    // at least one
}

// A Story summarizes the documents that match with all the words, or all that match if
// none has all.
type Story struct {
	Meetings int
	Days     []FacetValue // dates of documents, which may be months, in time order
	Undated  int          // documents without a date
	Teams    []FacetValue // most frequent first; documents without a team do not count
}

// A Hit is a document that matches.
type Hit struct {
	ID      string  `json:"id"`
	Key     string  `json:"key"`     // see schema.Document.Key
	Score   float64 `json:"score"`   // 0 if the query has no words
	Partial bool    `json:"partial"` // whether it lacks some of the words
	schema.Document
	Spans [][2]int `json:"spans"` // start and end, in bytes, of words of the query and of names of its people in Text

	// Explanation explains Score in words: a line for the score, and one for each part. It
	// is nil if not requested.
	Explanation []string `json:"explanation,omitempty"`

	// Change is new or changed if the program shows only what it has not shown before.
	// Search leaves it empty.
	Change string `json:"change,omitempty"`

	// Siblings are the documents around this one that have the same headings, including
	// itself. They are nil if not requested.
	Siblings []schema.Document `json:"-"`

	Repeats *Repeats `json:"-"` // the documents that this hit represents; nil if there is only this one
}

// Repeats describes the documents that say the same and are shown as one hit.
type Repeats = engine.Repeats

// resultOf returns the Result for an answer with size elements to q, which was made from query.
func resultOf(q *planner.Question, query Query, size int) Result {
	return Result{
		Query: query.Text, Total: size, Full: size, Repaired: q.Repaired,
		Hints: q.Hints, Unknown: q.Unknown, NearFields: query.NearFields, Unclosed: query.Unclosed, Wordless: query.Wordless,
		Contradictions: q.Contradictions,
	}
}
