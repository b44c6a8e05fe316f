package searcher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

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

// ParseSort returns the sort called name; "" is the default.
func ParseSort(name string) (Sort, error) {
	switch s := Sort(name); s {
	case "", Relevance, Newest, Oldest:
		return s, nil
	}
	return "", fmt.Errorf("unknown sort %q; the sorts are %s, %s, %s", name, Relevance, Newest, Oldest)
}

// Options say what of an answer is wanted.
type Options struct {
	Sort   Sort     // "" is Relevance where the query has words or phrases, else Newest
	Limit  int      // how many hits at most
	Offset int      // how many to leave out before them
	Facets []string // as ParseFacets returns them
	Top    int      // how many names of a facet at most; 0 is all
}

// A Result is an answer. As JSON it is the contract with scripts.
type Result struct {
	Query    string   `json:"query"` // as it was typed
	Total    int      `json:"total"` // how many documents match
	Full     int      `json:"full"`  // how many of them have all the words
	Offset   int      `json:"offset"`
	Limit    int      `json:"limit"`
	First    string   `json:"first"` // oldest date among all that match; "" where nothing does
	Last     string   `json:"last"`  // newest
	Hits     []Hit    `json:"hits"`
	Facets   Facets   `json:"facets"`
	Repaired []Repair `json:"repaired"`
}

// A Hit is a document that matches.
type Hit struct {
	ID      string  `json:"id"`
	Score   float64 `json:"score"`   // 0 where the query has no words
	Partial bool    `json:"partial"` // whether it lacks some of the words
	schema.Document
	Spans [][2]int `json:"spans"` // matched words in Text: start and end, in bytes
}

// A Repair is a word of the query that was read as another.
type Repair struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Search returns the answer of idx to q. It stops early where ctx is done.
func Search(ctx context.Context, idx *store.Index, q Query, o Options) (*Result, error) {
	request, err := newRequest(idx, q, o)
	if err != nil {
		return nil, err
	}
	found, err := idx.SearchInContext(ctx, request)
	if err != nil {
		return nil, fmt.Errorf("query %q: %w", q.Text, err)
	}

	r := &Result{
		Query: q.Text, Total: int(found.Total), Full: int(found.Total), Offset: o.Offset, Limit: o.Limit,
		Hits: make([]Hit, 0, len(found.Hits)), Repaired: []Repair{},
	}
	for _, match := range found.Hits {
		hit, err := newHit(match)
		if err != nil {
			return nil, err
		}
		r.Hits = append(r.Hits, hit)
	}
	if days := daysIn(found.Facets); len(days) > 0 {
		r.First, r.Last = days[0].Term, days[len(days)-1].Term
	}
	r.Facets = newFacets(found.Facets, o, idx.Names)
	return r, nil
}

// newRequest returns what to ask Bleve.
func newRequest(idx *store.Index, q Query, o Options) (*bleve.SearchRequest, error) {
	if o.Limit < 0 || o.Offset < 0 {
		return nil, errors.New("limit and offset cannot be negative; write 0 or more")
	}
	var indexed []string
	if countsBack(q.all) {
		var err error
		if indexed, err = indexedDates(idx); err != nil {
			return nil, err
		}
	}
	compiled, err := withoutHeadings(q.all).compile(indexed)
	if err != nil {
		return nil, err
	}
	documents, err := idx.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	// Bleve adds both up, which must not overflow.
	limit, offset := min(o.Limit, int(documents)), min(o.Offset, int(documents))

	request := bleve.NewSearchRequestOptions(compiled, limit, offset, false)
	request.Fields = []string{schema.Stored}
	request.IncludeLocations = limit > 0
	request.SortBy(sortKeys(q, o))
	if err := addFacets(request, o.Facets); err != nil {
		return nil, err
	}
	return request, nil
}

// withoutHeadings returns all, for documents other than headings unless it asks
// for these.
func withoutHeadings(all and) and {
	if asksForHeadings(all) {
		return all
	}
	var others or
	for _, kind := range schema.Kinds {
		if kind != schema.Heading {
			others = append(others, name{field: schema.Kind, term: kind})
		}
	}
	return append(slices.Clip(all), others)
}

// sortKeys returns the keys by which Bleve is to sort. They end with the
// document's key, since Bleve leaves ties in any order.
func sortKeys(q Query, o Options) []string {
	switch {
	case o.Limit == 0:
		return []string{"_score"} // nothing is shown; costs nothing
	case o.Sort == Oldest:
		return []string{schema.Date, "_id"}
	case o.Sort == Newest || o.Sort == "" && !scores(q.all):
		return []string{"-" + schema.Date, "_id"}
	}
	return []string{"-_score", "-" + schema.Date, "_id"}
}

// indexedDates returns the dates in idx, sorted.
func indexedDates(idx *store.Index) (dates []string, err error) {
	dict, err := idx.FieldDict(schema.Date)
	if err != nil {
		return nil, fmt.Errorf("read dates: %w", err)
	}
	defer func() { err = cmp.Or(err, dict.Close()) }()
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("read dates: %w", err)
		}
		if entry == nil {
			return dates, nil
		}
		if len(entry.Term) == len(time.DateOnly) {
			dates = append(dates, entry.Term)
		}
	}
}

func newHit(match *search.DocumentMatch) (Hit, error) {
	stored, _ := match.Fields[schema.Stored].(string)
	d, err := schema.Decode([]byte(stored))
	if err != nil {
		return Hit{}, fmt.Errorf("%s: %w", match.ID, err)
	}
	return Hit{
		ID:       d.ID(),
		Score:    math.Round(match.Score*1e4) / 1e4,
		Document: d,
		Spans:    spans(match.Locations[schema.Text]),
	}, nil
}

// spans returns where the words of a match stand, in order and each once.
func spans(words search.TermLocationMap) [][2]int {
	spans := [][2]int{}
	for _, locations := range words {
		for _, l := range locations {
			spans = append(spans, [2]int{int(l.Start), int(l.End)})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return slices.Compact(spans)
}
