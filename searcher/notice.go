package searcher

import (
	"minutes/internal/planner"
	"minutes/internal/query"
)

// An Unclosed is a quote or a parenthesis of the query that nothing closes.
type Unclosed = query.Unclosed

// A Repair is a word, a name or a date in words of the query, and how it was read. As JSON
// it is part of the interface for scripts: {"from","to"}.
type Repair = planner.Repair

// A Hint is a name in the query that no document has, with clauses for the nearest names.
type Hint = planner.Hint

// A StandIn is a word of the query that no document has, with words that partial matches
// have instead.
type StandIn = planner.StandIn

// A Contradiction is a set of clauses that no document can match together.
type Contradiction = planner.Contradiction

// A Spelling is a word that the notes use more often than the word in the query.
type Spelling = planner.Spelling
