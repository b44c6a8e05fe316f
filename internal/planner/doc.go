// Package planner turns the tree of a query into a plan for an index, with notices of what it
// read in it. It asks the index for its terms, names and days. It finds no documents to show.
//
// A Question is a query that is asked of an index; Plan plans it (question.go). It reads dates
// in words (spoken.go), repairs words and names that no document has (repair.go, split.go,
// unspaced.go, slip.go), and widens words by others that mean the same (widen.go, related.go,
// shortform.go, initials.go). Then it makes a plan of the tree (plan.go): the terms to look for
// in place of each word (expand.go, language.go), and the values of columns (predicate.go,
// name.go, days.go). dictionary.go has its lookups of terms. On the way it notices what the
// reader of the answer should know (notice.go, hint.go, contradiction.go, spelling.go), and
// says what to highlight (highlighter.go).
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
// words, or less for a long question or beside a subject; see plan.Most. For them, a word in
// the parents is enough. Short forms count, such as config, or SSO for single sign-on, and so
// do words of similar meaning (related.go). The fewer documents have a word, the higher its
// weight; words such as what, who and the never have much. If the query has a subject
// (subject.go), such as a team or a compound, a partial match must have it. Partial matches
// with more of the weight rank higher. A single word that no document has is answered with
// partial matches too.
//
// A plain word that no document has, in any inflection, is read as two words that texts have
// side by side (bosh lite for boshlite), or as the nearest word that some document has; see
// Repair. Words with digits or fewer than four letters are not repaired. If no document has
// all the words, a word in one or two texts also matches a near word that is far more common
// (slip.go). If no team or meeting has the name in a clause, but exactly one name contains it
// as a word, that name is used, unless the clause is quoted or negated.
//
// If a question is Exact, a document must itself have all the words, exactly as written, and
// there are no dates in words.
package planner
