// Package searcher answers questions about an index. It parses the query language, finds
// and ranks documents, counts facets, and lists who led which team. It does not write
// indexes or print answers.
//
// Open opens an index, Parse reads a query, and Index.Search answers it. Index.Stream does
// the same for answers of any size. Index.Leads returns the roster of teams and leads,
// Index.People who attended, and Index.Actions and Index.Decisions what is open and what
// was decided. Index.Meetings lists the meetings, and Index.Note the documents of a note.
//
// # The language
//
// Package query describes the language and parses it: go doc ./internal/query. The page
// docs/queries.md describes it with examples.
//
// # Matching
//
// Words and names are compared in folded form, as described in package schema. In texts,
// parents and sections, a word also matches its inflections in the language of the note. A
// version matches with or without its v, and a number matches attached to its word or
// separate (http2, HTTP/2). Two parts of a compound match when written as one word; so do
// two adjacent words, if some text has them as one. Words that a names file joins match
// each other. A word in a script without spaces, such as Chinese, matches as part of a
// longer one.
//
// Plain words are those without a field and without quotes. If there are several, some of
// them may be in the document's parents or section, as long as one is in its text, team or
// lead. If there are two or more, and fewer than 20 documents have all of them, partial
// matches follow. These are documents with more than half of the total weight of the
// words, or less for a long question or beside a subject (most.go). For them, a word in the parents is
// enough. Short forms count, such as config, or SSO for single sign-on, and so do words of
// similar meaning (related.go). The fewer documents have a word, the higher its weight;
// words such as what, who and the never have much. If the query has a subject (subject.go),
// such as a team or a compound, a partial match must have it. Partial matches with more of
// the weight rank higher. A single word that no document has is answered with partial
// matches too.
//
// A plain word that no document has, in any inflection, is read as two words that texts
// have side by side (bosh lite for boshlite), or as the nearest word that some document
// has; see Repair. Words with digits or fewer than four letters are not repaired. If no
// document has all the words, a word in one or two texts also matches a near word that is
// far more common (slip.go). If no
// team or meeting has the name in a clause, but exactly one name contains it as a word,
// that name is used, unless the clause is quoted or negated.
//
// With Options.Exact, a document must itself have all the words, exactly as written, and
// there are no dates in words.
//
// # How a query is answered
//
// Parse turns the query into a tree (package query). When the index is known, a planner
// reads dates in words (spoken.go, package datephrase), and repairs and widens the tree (repair.go, unspaced.go, widen.go,
// hint.go). It finds the terms that the words match (expand.go, language.go), and makes a
// plan of terms and values of columns (plan.go, package plan).
//
// Up to here, the planner asks the index only which terms it has. An engine answers the
// plan (package engine): it finds the documents, ranks them, and counts their dates and
// names. Package embedded does so for an index in a folder, package opensearch for one in
// an OpenSearch cluster. Package union is the engine for several indexes: it hands the plan
// to the engine of each, and adds up what they find.
//
// From the counts come facets and dates (count.go, facet.go, search.go). The words of each
// hit are marked when the iterator reaches it (hit.go, mark.go). The roster is made from the
// headings that match and from all others of their teams (roster.go).
//
// # Ranking
//
// A score is the sum of a class and a share. The class is 3 for documents with all words.
// It is 2 if they also repeat what an earlier document of the team said below the same
// parents, or are routine. Partial matches have the classes 1 and 0 in the same way. The
// share, below 1, is the document's fraction of the highest possible BM25F score, less a
// fifth for rows of tables; see package plan. Equal scores are sorted by date, newest first,
// then in the order of the notes.
package searcher
