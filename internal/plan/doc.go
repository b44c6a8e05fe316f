// Package plan holds plans: what documents a query asks for, in terms of an index. A plan
// says which terms are to be in which fields, and which values in which columns. Package
// planner makes plans from queries, and engines answer them. A plan itself reads no index.
//
// # Scores
//
// A document's score is the sum of a class and a share; see score.go. The class is 3 for
// documents with all words. It is 2 if they also repeat what an earlier document of the team
// said below the same parents, or are routine. Partial matches have the classes 1 and 0 in
// the same way. The share, below 1, is the document's fraction of the highest possible BM25F
// score of the plan, less a fifth for rows of tables. Words, Most, All, Any and Own say
// how their scores are combined. Equal scores are sorted by date, newest first, then in the
// order of the notes.
package plan
