package searcher

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"minutes/schema"
)

// textBoost is how much more a word counts in the text than in the team or lead.
const textBoost = 2

// compile keeps what gives a score apart from what only filters, so that a filter
// changes no score and Bleve can work out all filters at once, as sets.
func (n and) compile(indexed []string) (query.Query, error) {
	var scoring, filtering []query.Query
	for _, child := range n {
		q, err := child.compile(indexed)
		if err != nil {
			return nil, err
		}
		if scores(child) {
			scoring = append(scoring, q)
		} else {
			filtering = append(filtering, q)
		}
	}
	if len(filtering) > 0 {
		scoring = append(scoring, unscored{query.NewConjunctionQuery(filtering)})
	}
	return query.NewConjunctionQuery(scoring), nil
}

func (n or) compile(indexed []string) (query.Query, error) {
	var either []query.Query
	for _, child := range n {
		q, err := child.compile(indexed)
		if err != nil {
			return nil, err
		}
		either = append(either, q)
	}
	return query.NewDisjunctionQuery(either), nil
}

func (n phrase) compile([]string) (query.Query, error) {
	if n.field != "" {
		return sideBySide(n.field, n.terms, 1), nil
	}
	return query.NewDisjunctionQuery([]query.Query{
		sideBySide(schema.Text, n.terms, textBoost),
		sideBySide(schema.TeamWords, n.terms, 1),
		sideBySide(schema.LeadWords, n.terms, 1),
	}), nil
}

func (n name) compile([]string) (query.Query, error) { return term(n.field, n.term), nil }

func (n dates) compile(indexed []string) (query.Query, error) {
	if countsBack(n) && len(indexed) == 0 {
		return query.NewMatchNoneQuery(), nil
	}
	first, _, err := n.from.days(indexed)
	if err != nil {
		return nil, err
	}
	_, last, err := n.to.days(indexed)
	if err != nil {
		return nil, err
	}
	inclusive := true
	q := query.NewTermRangeInclusiveQuery(first, last, &inclusive, &inclusive)
	q.SetField(schema.Date)
	return q, nil
}

// sideBySide finds terms in field, one right after the other.
func sideBySide(field string, terms []string, boost float64) query.Query {
	if len(terms) == 1 {
		q := term(field, terms[0])
		q.SetBoost(boost)
		return q
	}
	q := query.NewPhraseQuery(terms, field)
	q.SetBoost(boost)
	return q
}

func term(field, text string) *query.TermQuery {
	q := query.NewTermQuery(text)
	q.SetField(field)
	return q
}

// unscored finds what its query finds and leaves scores as they are. Bleve's own
// filters do so as well, but where one fails to read, they drop the document.
type unscored struct{ query.Query }

func (q unscored) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors, o.Explain = "none", false, false
	s, err := q.Query.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return weightless{s}, nil
}

// A weightless searcher has no part in the norm by which scores are divided.
type weightless struct{ search.Searcher }

func (weightless) Weight() float64 { return 0 }

func (weightless) SetQueryNorm(float64) {}
