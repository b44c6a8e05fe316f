package opensearch

import "slices"

// A query is a query of OpenSearch, as JSON. A query that only matches is used as a filter; one
// that scores has the share of a document as its score.
type query map[string]any

// everything and nothing are the queries that match all documents and none. The functions
// below leave them out where they can.
var (
	everything = query{"match_all": query{}}
	nothing    = query{"match_none": query{}}
)

func (q query) isEverything() bool { return q["match_all"] != nil }
func (q query) isNothing() bool    { return q["match_none"] != nil }

// and returns the query for the documents that match all of qs.
func and(qs ...query) query {
	filters := slices.DeleteFunc(slices.Clone(qs), query.isEverything)
	switch {
	case slices.ContainsFunc(filters, query.isNothing):
		return nothing
	case len(filters) == 0:
		return everything
	case len(filters) == 1:
		return filters[0]
	}
	return query{"bool": query{"filter": filters}}
}

// both returns the query for the documents that match q and filter, with the score of q.
func both(q, filter query) query {
	if q.isNothing() || filter.isEverything() {
		return q
	}
	return query{"bool": query{"must": []query{q}, "filter": []query{filter}}}
}

// or returns the query for the documents that match any of qs.
func or(qs ...query) query {
	should := slices.DeleteFunc(slices.Clone(qs), query.isNothing)
	switch {
	case slices.ContainsFunc(should, query.isEverything):
		return everything
	case len(should) == 0:
		return nothing
	case len(should) == 1:
		return should[0]
	}
	return anyOf(should)
}

// anyOf returns the query for the documents that match any of qs. Its score is the sum of
// the scores of those that match.
func anyOf(qs []query) query {
	return query{"bool": query{"should": qs, "minimum_should_match": 1}}
}

// not returns the query for the documents that do not match q.
func not(q query) query {
	switch {
	case q.isNothing():
		return everything
	case q.isEverything():
		return nothing
	}
	return query{"bool": query{"must_not": []query{q}}}
}

// scored returns the query for the documents that match q, all with the score given.
func scored(q query, score float64) query {
	return query{"constant_score": query{"filter": q, "boost": score}}
}

// hasTerm returns the query for the documents that have any of terms in field.
func hasTerm[T any](field string, terms ...T) query {
	switch len(terms) {
	case 0:
		return nothing
	case 1:
		return query{"term": query{field: terms[0]}}
	}
	return query{"terms": query{field: terms}}
}

// hasAny returns the query for the documents that have a value in field.
func hasAny(field string) query { return query{"exists": query{"field": field}} }

// byScript returns q, with the result of script for its score. The script is in the
// language of OpenSearch, Painless.
func byScript(q query, script string, params query) query {
	return query{"script_score": query{"query": q, "script": query{"source": script, "params": params}}}
}
