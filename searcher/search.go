package searcher

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"minutes/internal/store"
	"minutes/schema"
)

// A Sort is the order of hits.
type Sort string

// The sorts. Hits that are alike go by date, newest first, then as they stand in
// the notes.
const (
	Relevance Sort = "relevance"
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
)

// Sorts are all sorts, by the names that ParseSort takes.
var Sorts = []string{string(Relevance), string(Newest), string(Oldest)}

// ParseSort returns the sort called name; "" is the default.
func ParseSort(name string) (Sort, error) {
	if name == "" || slices.Contains(Sorts, name) {
		return Sort(name), nil
	}
	return "", fmt.Errorf("unknown sort %q; the sorts are %s", name, strings.Join(Sorts, ", "))
}

// Options say what of an answer is wanted.
type Options struct {
	Sort     Sort     // "" is Relevance where the query has words or phrases, else Newest
	Limit    int      // how many hits at most
	Offset   int      // how many to leave out before them
	Facets   []string // as ParseFacets returns them
	Top      int      // how many names of a facet at most; 0 is all
	Exact    bool     // whether words are to be found as they are written alone
	AllWords bool     // whether documents that lack some of the words are left out
	Explain  bool     // whether hits are to have an Explanation

	Collapse    bool // whether documents that say the same are to be one hit
	Siblings    bool // whether hits are to have Siblings
	Story       bool // whether the Result is to have a Story
	SkipRoutine bool // whether to leave out lists of attendees, and what most meetings of a name say
	Spelling    bool // whether it is to have a Spelling
}

// A Result is an answer. As JSON it is the contract with scripts.
type Result struct {
	Query    string   `json:"query"` // as it was typed
	Total    int      `json:"total"` // how many documents match
	Full     int      `json:"full"`  // how many of them have all the words
	Offset   int      `json:"offset"`
	Limit    int      `json:"limit"`
	First    string   `json:"first"` // oldest date among the full ones, or all if none is full; "" if nothing matches
	Last     string   `json:"last"`  // newest, likewise
	Hits     []Hit    `json:"hits"`
	Facets   Facets   `json:"facets"` // of the full ones, or of all if none is full
	Repaired []Repair `json:"repaired"`
	Hints    []Hint   `json:"-"` // names of the query that are in no document
	Unknown  []string `json:"-"` // words, among others, that are in none, with none near

	Contradictions []Contradiction `json:"-"` // clauses that no document matches together

	Spelling *Spelling `json:"-"` // nil where it was not asked for, or there is none

	NearFields []string `json:"-"` // words that look like fields: Team:x, team: x

	ByDate  bool  `json:"-"` // whether hits are in the order of dates
	Entries int   `json:"-"` // how many hits there are in all: Total, but for collapsed ones
	Routine int   `json:"-"` // how many documents match, but were left out by SkipRoutine
	Story   Story `json:"-"` // only where it was asked for
	marker  marker
}

// A Story tells of the documents that match with all the words, or of all that match if
// none does.
type Story struct {
	Meetings int
	Days     []FacetValue // and months that are the date of documents, in the order of time
	Undated  int          // documents without a date
	Teams    []FacetValue // the most frequent first, without documents that have none
}

// A Hit is a document that matches.
type Hit struct {
	ID      string  `json:"id"`
	Key     string  `json:"key"`     // as Document.Key has it
	Score   float64 `json:"score"`   // 0 where the query has no words
	Partial bool    `json:"partial"` // whether it lacks some of the words
	schema.Document
	Spans [][2]int `json:"spans"` // words of the query in Text, and how it names who is asked for: start and end, in bytes

	// Explanation has the parts of Score in words, a line each, where they were
	// asked for.
	Explanation []string `json:"explanation,omitempty"`

	// Siblings are the documents of the same note under the same headings, without
	// other text between, itself among them, where they were asked for.
	Siblings []schema.Document `json:"-"`

	Repeats *Repeats `json:"-"` // what it stands for, where it is collapsed; else nil
}

// Search returns the answer to q. It stops early where ctx is done.
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

// Stream is Search for answers of any size: the Result is without Hits, which are
// read from the index one by one as they are ranged over. An error is the last of
// them. The time of ctx is up when Stream returns; it does not count for hits.
func (x *Index) Stream(ctx context.Context, q Query, o Options) (r *Result, hits iter.Seq2[Hit, error], err error) {
	var found *collection
	err = x.read(func() error {
		r, found, err = answer(ctx, x.index, q, o)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return r, x.hits(found.matches, r.marker, o.Siblings), nil
}

// answer returns the answer of idx, and what was found for it.
func answer(ctx context.Context, idx *store.Index, q Query, o Options) (*Result, *collection, error) {
	if o.Limit < 0 || o.Offset < 0 {
		return nil, nil, errors.New("limit and offset cannot be negative; write 0 or more")
	}
	for _, field := range o.Facets {
		if !slices.Contains(FacetFields, field) {
			return nil, nil, unknownFacet(field)
		}
	}
	asked := &question{text: q.Text, all: withoutHeadings(q.all), names: idx.Names, exact: o.Exact}
	found, err := asked.collect(ctx, idx, o, false)
	if err != nil {
		return nil, nil, asked.failed(err)
	}
	full := found.total
	counted := found // what dates, facets and the story tell of: the full ones, if there are any
	if full < enough && asked.few && !o.AllWords {
		if found, err = asked.collect(ctx, idx, o, true); err != nil {
			return nil, nil, asked.failed(err)
		}
		if full == 0 {
			counted = found
		}
	}

	r := &Result{
		Query: q.Text, Total: found.total, Full: full, Offset: o.Offset, Limit: o.Limit,
		Hits: []Hit{}, Repaired: asked.repaired, Hints: asked.hints, Unknown: asked.unknown,
		NearFields: q.nearFields, Contradictions: asked.clashes,
	}
	r.ByDate = !asked.order(o, false).byScore
	r.Entries, r.Routine, r.marker = found.entries, found.routine, asked.marker
	r.First, r.Last = counted.span()
	for _, field := range o.Facets {
		r.Facets = append(r.Facets, counted.facet(field, o.Top, idx.Names))
	}
	if o.Spelling {
		if r.Spelling, err = spelling(found.reader, asked.all, q.Text); err != nil {
			return nil, nil, asked.failed(err)
		}
	}
	if o.Story {
		r.Story = Story{
			Meetings: counted.countMeetings(),
			Days:     counted.facet(schema.Date, 0, idx.Names).Values,
			Undated:  counted.undated(),
			Teams:    counted.facet(schema.Team, 0, idx.Names).Values,
		}
	}
	return r, found, nil
}

// Shown returns how many hits r has, after its offset and up to its limit.
func (r *Result) Shown() int { return min(r.Limit, max(0, r.Entries-r.Offset)) }

// Spans returns where words of the query stand in text, in bytes, as Hit.Spans does.
func (r *Result) Spans(text string) [][2]int { return r.marker.spans(text) }
