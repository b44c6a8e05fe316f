// Package query is the query language: text in, a tree and errors out. It knows no index
// and no clock.
//
// Parse reads the text of a query (parse.go, value.go, date.go) into the tree of a Query
// (node.go): nodes that join others, and leaves for words, names and dates. Filter, Between
// and Narrow add clauses to it that no text has. NameClause is the way back: it writes a
// clause that finds a name. What the words of a tree find is the subject of package planner.
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
// read as a date clause, if the words are outside NOT, OR and groups; see package planner.
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
package query
