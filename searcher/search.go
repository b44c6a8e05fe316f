package searcher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

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
	Sort    Sort     // "" is Relevance where the query has words or phrases, else Newest
	Limit   int      // how many hits at most
	Offset  int      // how many to leave out before them
	Facets  []string // as ParseFacets returns them
	Top     int      // how many names of a facet at most; 0 is all
	Exact   bool     // whether words are to be found as they are written alone
	Explain bool     // whether hits are to have an Explanation
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
	Hints    []Hint   `json:"-"` // names of the query that are in no document
	Unknown  []string `json:"-"` // words, among others, that are in none, with none near

	NearFields []string `json:"-"` // words that look like fields: Team:x, team: x
}

// A Hit is a document that matches.
type Hit struct {
	ID      string  `json:"id"`
	Score   float64 `json:"score"`   // 0 where the query has no words
	Partial bool    `json:"partial"` // whether it lacks some of the words
	schema.Document
	Spans [][2]int `json:"spans"` // words of the query in Text: start and end, in bytes

	// Explanation has the parts of Score in words, a line each, where they were
	// asked for.
	Explanation []string `json:"explanation,omitempty"`
}

// enough is how many documents with all plain words make an answer. Where there are
// fewer, those that have most of them complete it.
const enough = 10

// Search returns the answer of idx to q. It stops early where ctx is done.
func Search(ctx context.Context, idx *store.Index, q Query, o Options) (*Result, error) {
	r, hits, err := Stream(ctx, idx, q, o)
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
func Stream(ctx context.Context, idx *store.Index, q Query, o Options) (*Result, iter.Seq2[Hit, error], error) {
	if o.Limit < 0 || o.Offset < 0 {
		return nil, nil, errors.New("limit and offset cannot be negative; write 0 or more")
	}
	asked := &question{text: q.Text, all: withoutHeadings(q.all), names: idx.Names, exact: o.Exact}
	found, err := asked.run(ctx, idx, o, false)
	if err != nil {
		return nil, nil, err
	}
	full := int(found.Total)
	if full < enough && asked.few {
		if found, err = asked.run(ctx, idx, o, true); err != nil {
			return nil, nil, err
		}
	}

	r := &Result{
		Query: q.Text, Total: int(found.Total), Full: full, Offset: o.Offset, Limit: o.Limit,
		Hits: []Hit{}, Repaired: asked.repaired, Hints: asked.hints, Unknown: asked.unknown,
		NearFields: q.nearFields,
	}
	if days := daysIn(found.Facets); len(days) > 0 {
		r.First, r.Last = days[0].Term, days[len(days)-1].Term
	}
	r.Facets = newFacets(found.Facets, o, idx.Names)
	return r, readHits(idx, found.Hits, asked.marker), nil
}

// Shown returns how many hits r has, after its offset and up to its limit.
func (r *Result) Shown() int { return min(r.Limit, max(0, r.Total-r.Offset)) }

// A question is a query as it is asked of an index.
type question struct {
	text  string
	all   and
	names schema.Names
	exact bool

	prepared bool // whether all has been widened and repaired
	repaired []Repair
	few      bool // whether it is to be completed
	hints    []Hint
	unknown  []string
	marker   marker
}

// prepare reads the words of the query as the index has them.
func (q *question) prepare(p *planner) error {
	if q.prepared {
		return nil
	}
	q.prepared, q.repaired = true, []Repair{}
	if !q.exact {
		repaired, repairs, err := p.repair(q.all)
		if err != nil {
			return err
		}
		q.all, q.repaired = p.widen(repaired).(and), append(q.repaired, repairs...)
		if countWords(q.all) > 1 {
			q.unknown = p.unknown
		}
	}
	for _, hint := range p.hints(q.all) {
		said := func(h Hint) bool { return h.Field == hint.Field && h.Name == hint.Name }
		if !slices.ContainsFunc(q.hints, said) {
			q.hints = append(q.hints, hint)
		}
	}
	var err error
	q.few, err = q.haveFew(p)
	return err
}

// haveFew says whether fewer than enough documents have all plain words, where
// there are two and more. Filters make no difference, so that none adds documents.
func (q *question) haveFew(p *planner) (few bool, err error) {
	plain := and{not{name{field: schema.Kind, text: schema.Heading}}}
	for _, n := range q.all {
		if w, ok := n.(words); ok && w.plain() {
			plain = append(plain, w)
		}
	}
	if q.exact || len(plain) < 3 {
		return false, nil
	}
	p.forms = 0 // what was looked up before counts by itself
	m, err := p.plan(plain, false)
	if err != nil {
		return false, err
	}
	count := 0
	for ; err == nil && count < enough && m.at() != noMore; err = m.seek(m.at() + 1) {
		count++
	}
	return count < enough, cmp.Or(err, m.close())
}

// run asks Bleve.
func (q *question) run(ctx context.Context, idx *store.Index, o Options, loose bool) (*bleve.SearchResult, error) {
	documents, err := idx.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	// Bleve adds both up, which must not overflow.
	limit, offset := min(o.Limit, int(documents)), min(o.Offset, int(documents))

	request := bleve.NewSearchRequestOptions(ranked{question: q, loose: loose}, limit, offset, o.Explain)
	request.SortByCustom(q.order(o, loose))
	if err := addFacets(request, o.Facets); err != nil {
		return nil, err
	}
	found, err := idx.SearchInContext(ctx, request)
	if err == nil {
		return found, nil
	}
	_, syntax := errors.AsType[*SyntaxError](err)
	if _, ok := errors.AsType[tooMany](err); ok || syntax {
		return nil, err // which say it all
	}
	return nil, fmt.Errorf("query %q: %w", q.text, err)
}

// withoutHeadings returns all, for documents other than headings unless it asks
// for these.
func withoutHeadings(all and) and {
	if asksForHeadings(all) {
		return all
	}
	return append(slices.Clip(all), not{name{field: schema.Kind, text: schema.Heading}})
}

// order returns the order of hits. It ends with the document's key, since Bleve
// leaves ties in any order.
func (q *question) order(o Options, loose bool) search.SortOrder {
	byDate := func(newest bool) search.SearchSort { return &search.SortField{Field: schema.Date, Desc: newest} }
	var order search.SortOrder
	switch {
	case o.Limit == 0:
		return search.SortOrder{&search.SortScore{Desc: true}} // nothing is shown; costs nothing
	case o.Sort == Relevance || o.Sort == "" && scored(q.all):
		order = search.SortOrder{&search.SortScore{Desc: true}, byDate(true)}
	case loose:
		order = search.SortOrder{byClass{}, byDate(o.Sort != Oldest)}
	default:
		order = search.SortOrder{byDate(o.Sort != Oldest)}
	}
	return append(order, &search.SortDocID{})
}
