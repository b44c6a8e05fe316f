// Package searcher turns a question into an answer: it parses the query language,
// finds and ranks documents of an index, counts facets, and tells who led which team.
// It neither writes an index nor prints an answer.
//
// Open opens an index, Parse reads a query, and Index.Search answers it; Index.Stream
// does so for answers of any size, and Index.Leads has the roster of teams and leads.
//
// # The language
//
// A query is clauses apart by blanks, and a document has to match them all:
//
//	boiler                  a word in the text, the team or the lead
//	boiler-room             a compound: its parts side by side
//	"new boiler"            a phrase, likewise; an open quote ends with the query
//	boil*                   words that begin so; two letters at least
//	boiler OR stove         either; and binds closer: a b OR c is (a b) OR c
//	NOT stove, -stove       documents without it
//	(boiler OR stove) new   a group; an open one ends with the query
//	team:bakers             the whole name; team:"night shift" where it has blanks
//	team:bak*               names that begin so; also team:*ers and team:*ake*
//	lead:ngozi              the whole name or one of its words; lead:"ngozi", the whole name
//	meeting:"house council" the whole name
//	kind:row                bullet, paragraph, row or heading
//	text:boiler             a word or "a phrase" in the text alone
//	section:budget          a word or "a phrase" in one heading above
//	file:2018-06            parts of the note's path, side by side
//	link:example.org/plan   parts of a link's target, side by side
//	date:2018Q2             2018, 2018H1, 2018Q2, 2018-06, 2018-06-26
//	date:2018/06/26         also 2018-Q2, 2018-H1, 2018-6, 2018/06, 20180626
//	date:2018Q1..2019       a range of these, also ..2017 and 2020..
//	date:last               the newest date; date:last-3, the three newest
//	date:90d                from 90 days before the newest date on; also 2w, 6m, 1y
//	team:""                 documents without one; also lead:"" and meeting:""
//	team:(bakers OR cooks)  a group of one field
//
// The newest date is that of the documents that the clauses without such a date choose,
// filters among them, with all their words; without such clauses, of the index.
//
// An empty query is every document. Headings are left out unless the query asks
// for kind:heading.
//
// A field is lower-case letters, a colon, then a letter, a digit, a quote or a
// parenthesis; one that does not exist is an error. Any other text is words,
// whatever it holds: http://x, 12:30, c++. A word without letters and digits, such
// as :-), is passed over; a query of such words alone finds nothing. AND between
// two clauses is passed over; OR, AND or NOT with nothing to join is a word.
//
// A query has at most 1,024 bytes and 32 clauses. A prefix begins at most 1,024
// words, and a query stands for at most 4,096 terms, its inflections counted in
// each field.
//
// # Matching
//
// Words and names are compared folded, as package schema tells. In texts, parents
// and sections, a word is found in its English inflections too, a version with or
// without its v, a number at its word or apart (http2, HTTP/2), and two parts of a
// compound, or two words in a row that some text writes as one, written as one. Words that a names file joins find each other.
//
// Of several plain words, which are those without field and quotes, some may stand
// in the document's parents or section, if one stands in its text, team or lead.
// If fewer than ten documents have all of two or more plain words, those follow that have
// more than half of the words' weight; for them a word in the parents is enough, and short
// forms count, such as config, or SSO for single sign-on. They are partial. A word weighs
// more if fewer documents have it, and what, who, the and the like never weigh much. If
// the query has a subject (subject.go), such as a team or a compound, a partial answer must
// have it, and more than 0.35 of the weight is enough. Partial answers with more of the
// weight rank higher.
//
// A plain word that is in no document, in no inflection, is read as two words that texts
// have side by side (boshlite), or as the nearest word that is: a Repair. Words with digits or fewer than four letters are not. A team or a
// meeting that nobody is called is read as the one whose name has that word, if there is
// one such name, unless it is quoted or left out.
//
// With Options.Exact words are found as they are written, and all of them, in the
// document itself.
//
// # The way of a query
//
// Parse makes a tree of it (parse.go, value.go, query.go, date.go). A planner, once
// the index is at hand, repairs and widens the tree (repair.go, widen.go, hint.go),
// finds the terms its words stand for (expand.go), and opens matchers (plan.go):
// those of words (match.go), over the index's postings and phrases (postings.go,
// phrase.go), of what combines them (combine.go), and of columns
// (filter.go). A ranker gives what matches, with scores (ranker.go, rank.go); it is
// collected in the order that is asked for and counted (last.go, question.go, collect.go,
// tally.go, facet.go, search.go). Hits are read one by one, and their words marked,
// as they are ranged over (hit.go, mark.go).
// The roster is read from the headings that match, and all others (roster.go).
//
// # Ranking
//
// A score is a class and a share. The class is 3 for documents with all words, 2
// for those that repeat what an earlier document of the team said under the same
// parents, 1 and 0 for the same among partial ones. The share, below 1, is how
// much of the greatest possible BM25F score the document reaches, a table's row a
// fifth less; see the file rank.go. Ties go by date, newest first, then as documents stand in the notes.
package searcher
