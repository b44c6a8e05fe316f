// Package searcher answers questions about an index: hits, facets, a story of dates and
// teams, the roster of leads, who attended, and what was decided or is open. Open opens an
// index, Parse reads a query, and the methods of Index answer it. It does not write indexes
// or print answers.
//
// # How a question travels
//
// Parse turns a text into a tree (package query, which describes the language). When the
// index is known, the planner makes a plan of it, with notices (package planner, which
// describes what words match). An engine answers the plan: it finds the documents, ranks
// them, and counts what they have (packages engine and plan, which describes scores). Then
// searcher makes the answer: it words counts as facets, and highlights each hit when it is
// read. docs/architecture.md has the drawing.
package searcher
