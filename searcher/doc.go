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
// A query consists of clauses, separated by spaces. A document must match all of them:
//
//	boiler                  a word in the text, the team or the lead
//	boiler-room             a compound: its parts side by side
//	"new boiler"            a phrase: its words side by side; an open quote ends with the query
//	boil*                   words that begin with boil; at least two letters
//	boiler OR stove         either; OR binds closer: a b OR c is (a b) OR c
//	NOT stove, -stove       documents without it
//	(boiler OR stove) new   a group; an open group ends with the query
//	team:bakers             the whole name; team:"night shift" if it has spaces
//	team:bak*               names that begin with bak; also team:*ers and team:*ake*
//	lead:ngozi              the whole name or one of its words; lead:"ngozi", the whole name
//	meeting:"house council" the whole name
//	kind:row                bullet, paragraph, row or heading
//	lang:de                 the language of the note
//	text:boiler             a word or "a phrase" in the text only
//	section:budget          a word or "a phrase" in one heading above
//	file:2018-06            parts of the note's path, side by side
//	link:example.org/plan   parts of a link's target, side by side
//	date:2018Q2             2018, 2018H1, 2018Q2, 2018-06, 2018-06-26
//	date:2018/06/26         also 2018-Q2, 2018-H1, 2018-6, 2018/06, 20180626
//	date:2018Q1..2019       a range of these, also ..2017 and 2020..
//	date:last               the newest date; date:last-3, the three newest dates
//	date:90d                from 90 days before the newest date on; also 2w, 6m, 1y
//	team:""                 documents without a team; also lead:"" and meeting:""
//	team:(bakers OR cooks)  a group for one field
//
// The newest date is that of the documents that match the other clauses and filters with
// all their words. Clauses with a date such as last or 90d do not count for this. If there
// are no other clauses, it is the newest date in the index.
//
// Plain words may also say a date: in 2018, since June 2019, Q2 2018, last quarter. It is
// read as a date clause, if the words are outside NOT, OR and groups; see Result.Repaired.
// Those that count back do so from the newest date that the rest of the query finds. If no
// document has all the words, partial matches count.
//
// An empty query matches every document. Headings are left out unless the query has
// kind:heading.
//
// A field consists of lower-case letters and a colon, followed by a letter, a digit, a
// quote or a parenthesis. An unknown field is an error. All other text is words, whatever
// it contains: http://x, 12:30, c++. A word without letters and digits, such as :-), is
// ignored; a query of only such words finds nothing. AND between two clauses is ignored.
// OR, AND or NOT without clauses to join is a word.
//
// A query has at most 1,024 bytes and 32 clauses. A prefix matches at most 1,024 words. A
// query expands to at most 4,096 terms, counting its inflections in each field.
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
// Parse turns the query into a tree (parse.go, value.go, query.go, date.go). When the
// index is known, a planner reads dates in words (spoken.go, from datetoken.go to
// datephrase.go), and repairs and widens the tree (repair.go, unspaced.go, widen.go,
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
