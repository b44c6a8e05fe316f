// Package opensearch is the engine for an index in an OpenSearch cluster.
//
// # Reading
//
// Open reads what the mapping of the live generation says about it (open.go). A plan becomes a
// query (filter.go, own.go, words.go, score.go) once it is known how many documents have its
// words (weigh.go, dictionary.go). Aggregations count the answer (tally.go, cross.go), and hits
// are read in the requested order (collect.go), page by page if there are many (walk.go). An
// explanation needs more than the score of a hit, so a judge reads its document (judge.go,
// explain.go).
//
// The documents that match, and all counts, are exactly those of the embedded engine. Scores
// differ a little: OpenSearch rounds them to 24 bits, and the lengths of texts with more than
// 40 words.
package opensearch
