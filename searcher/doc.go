// Package searcher turns a question into an answer: it parses the query
// language, runs the query on an index, and counts facets. It neither writes an
// index nor prints an answer.
//
// A query is clauses apart by blanks, and a document has to match them all:
//
//	boiler                  a word in the text, the team or the lead
//	boiler-room             a compound: its parts side by side
//	"new boiler"            a phrase, likewise; an open quote ends with the query
//	team:bakers             the whole name; team:"night shift" where it has blanks
//	lead:ngozi              the whole name or one of its words; lead:"ngozi", the whole name
//	meeting:"house council" the whole name
//	kind:row                bullet, paragraph, row or heading
//	text:boiler             a word or "a phrase" in the text alone
//	section:budget          a word or "a phrase" in one heading above
//	file:2018-06            parts of the note's path, side by side
//	link:example.org/plan   parts of a link's target, side by side
//	date:2018Q2             2018, 2018Q2, 2018-06, 2018-06-26
//	date:2018Q1..2019       a range of these, also ..2017 and 2020..
//	date:last               the newest date indexed; date:last-3, the three newest
//	date:90d                from 90 days before the newest date on; also 6m, 1y
//	team:""                 documents without one; also lead:"" and meeting:""
//
// Words and names are compared folded, as package schema says. An empty query is
// every document. Headings are left out unless the query asks for kind:heading.
//
// A field is lower-case letters, a colon, then a letter, a digit or a quote; one
// that does not exist is an error. Any other text is words, whatever it holds:
// http://x, 12:30, c++. A word without letters and digits, such as :-), is passed
// over; a query of such words alone finds nothing.
//
// A query has at most 1,024 bytes and 32 clauses.
//
// OR, NOT x, -x, ( ) and pre* have a meaning that Parse does not know yet. They
// are errors, so that no query means something else later.
package searcher
