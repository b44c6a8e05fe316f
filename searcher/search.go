package searcher

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/highlight"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/schema"
)

// A Sort is the order of hits.
type Sort string

// The sorts. Hits that are equal are sorted by date, newest first, then as in the notes.
const (
	Relevance Sort = "relevance"
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
)

// Sorts lists the names of all sorts, as ParseSort accepts them.
var Sorts = []string{string(Relevance), string(Newest), string(Oldest)}

// ParseSort returns the sort called name. "" is the default, see Options.Sort. It returns
// an error for any other name that is not in Sorts.
func ParseSort(name string) (Sort, error) {
	if name == "" || slices.Contains(Sorts, name) {
		return Sort(name), nil
	}
	return "", fmt.Errorf("unknown sort %q; the sorts are %s", name, strings.Join(Sorts, ", "))
}

// Options are the options of a search.
type Options struct {
	Sort     Sort     // "" is Relevance if the query has words or phrases, else Newest
	Limit    int      // maximum number of hits
	Offset   int      // number of hits to skip
	Facets   []string // as ParseFacets returns them
	Top      int      // maximum number of names in a facet; 0 is all
	Exact    bool     // whether to find words only as written
	AllWords bool     // whether to leave out documents that lack some of the words
	Explain  bool     // whether to set Hit.Explanation

	Collapse    bool // whether to show documents that say the same as one hit
	Siblings    bool // whether to set Hit.Siblings
	Story       bool // whether to set Result.Story
	SkipRoutine bool // whether to leave out attendees, and text that most meetings of a name repeat
	SkipRepeats bool // whether to leave out what only repeats an earlier document, such as rows of a roadmap
	Spelling    bool // whether to set Result.Spelling
}

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

	NearFields []string `json:"-"` // words that look like fields: Team:x, team: x

	ByDate      bool  `json:"-"` // whether hits are sorted by date
	Entries     int   `json:"-"` // number of hits on all pages; less than Total if some are collapsed
	Routine     int   `json:"-"` // number of documents that match, but that SkipRoutine or SkipRepeats left out
	Story       Story `json:"-"` // zero if not requested
	highlighter highlight.Highlighter
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

// Search returns the answer to q. It returns an error if q cannot be answered, the index
// is damaged, or ctx is done.
func (x *Index) Search(ctx context.Context, q Query, o Options) (*Result, error) {
	r, hits, err := x.Stream(ctx, q, o)
	if err != nil {
		return nil, err
	}
	r.Hits = make([]Hit, 0, r.Shown())
	for hit, err := range hits {
		if err != nil {
			return nil, err
		}
		r.Hits = append(r.Hits, hit)
	}
	return r, nil
}

// Stream is Search for answers of any size. The Result has no Hits; the iterator reads
// them from the index one by one. If reading fails, it yields the error and stops. ctx
// applies only until Stream returns, not to reading hits.
func (x *Index) Stream(ctx context.Context, q Query, o Options) (r *Result, hits iter.Seq2[Hit, error], err error) {
	var found *engine.Collection
	err = x.read(ctx, func(reader engine.Reader) error {
		r, found, err = answer(reader, x.names, q, o)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return r, x.hits(found.Hits, r.highlighter, o.Siblings), nil
}

// answer returns the answer of reader, whose documents have names, and what was found for it.
func answer(reader engine.Reader, names naming.Names, q Query, o Options) (*Result, *engine.Collection, error) {
	if o.Limit < 0 || o.Offset < 0 {
		return nil, nil, errors.New("limit and offset cannot be negative; write 0 or more")
	}
	for _, field := range o.Facets {
		if !isFacet(field) {
			return nil, nil, unknownFacet(field)
		}
	}
	asked := &planner.Question{Text: q.Text, Tree: planner.WithoutHeadings(q.Tree), Names: names, Exact: o.Exact, AllWords: o.AllWords}
	found, err := collect(reader, asked, o, false)
	if err != nil {
		return nil, nil, asked.Failed(err)
	}
	full := found.Total
	counted := found // for dates, facets and the story: the full matches, if there are any
	if full < asked.Need && !o.AllWords {
		if found, err = collect(reader, asked, o, true); err != nil {
			return nil, nil, asked.Failed(err)
		}
		if full == 0 {
			counted = found
		}
	}

	r := &Result{
		Query: q.Text, Total: found.Total, Full: full, Offset: o.Offset, Limit: o.Limit,
		Hits: []Hit{}, Repaired: asked.Repaired, Hints: asked.Hints, StandIns: asked.StandIns, Unknown: asked.Unknown,
		NearFields: q.NearFields, Contradictions: asked.Contradictions,
	}
	r.ByDate = !order(asked, o, false).ByScore
	r.Entries, r.Routine, r.highlighter = found.Entries, found.Routine, asked.Highlighter
	r.First, r.Last = firstLast(counted)
	if r.Total == 0 {
		if r.Elsewhere, err = elsewhere(reader, asked, o); err != nil {
			return nil, nil, asked.Failed(err)
		}
	}
	crossed := counted.Crossed // in the order of the crossed facets
	for _, field := range o.Facets {
		if fields, ok := crossedFields(field); ok {
			r.Facets = append(r.Facets, Facet{Field: field, Cross: cross(crossed[0], fields, o.Top, names)})
			crossed = crossed[1:]
			continue
		}
		r.Facets = append(r.Facets, facet(counted, field, o.Top, names))
	}
	if o.Spelling {
		if r.Spelling, err = planner.FindSpelling(reader, asked.Tree, q.Text); err != nil {
			return nil, nil, asked.Failed(err)
		}
	}
	if o.Story {
		days := facet(counted, schema.Date, 0, names)
		r.Story = Story{
			Meetings: counted.Meetings,
			Days:     days.Values,
			Undated:  days.Missing,
			Teams:    facet(counted, schema.Team, 0, names).Values,
		}
	}
	return r, found, nil
}

// Shown returns the number of hits in r, after its offset and up to its limit.
func (r *Result) Shown() int { return min(r.Limit, max(0, r.Entries-r.Offset)) }

// Spans returns the start and end, in bytes, of words of the query in text, like
// Hit.Spans. Inflections of all languages of the index count.
func (r *Result) Spans(text string) [][2]int { return r.highlighter.Spans(text) }
