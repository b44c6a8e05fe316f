package searcher

// Notices are what the reader of an answer should know about how its query was read.
type notices struct {
	repaired       []Repair        // also dates in words
	hints          []Hint          // names in the query that no document has
	standIns       []StandIn       // words that no document has, and for which others count
	unknown        []string        // words of a query of several that no document has, and that have no similar word
	contradictions []Contradiction // clauses that no document can match together
}
