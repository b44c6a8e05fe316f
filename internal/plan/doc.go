// Package plan holds plans: what documents a query asks for, in terms of an index. A plan
// says which terms are to be in which fields, and which values in which columns. Package
// searcher makes plans from queries, and engines answer them. A plan itself reads no index.
//
// # Scores
//
// A document's score is its class plus its share of the best possible score of the plan;
// see score.go. Words, Most, All, Any and Standing say how their scores are combined.
package plan
