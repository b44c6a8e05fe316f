// Package schema says what the index holds: one document per bullet, paragraph,
// table row or team heading. It is the whole agreement between the writer and
// the reader of an index: the document and its JSON, the fields it is found by,
// how words and names are folded, and the version of all that.
//
// What many documents have in common (date, meeting, team, lead, kind, section, file)
// is kept in columns, as it is written; names are folded, and joined as a names file
// says, when they are read. Text is indexed as words with their places, so that a
// compound is a phrase of its parts. Words stand as they are written, and their
// inflections are found in the index's dictionary when it is searched.
package schema

import "strings"

// Version is the version of documents, fields and analysis. An index of another
// version has to be made again.
//
//	1  first
//	2  parents, repeats, joined names; C++ and C# are words of their own
//	3  what repeats have in common
//	4  names, dates, sections and files in columns
const Version = 4

// The fields of a document in the index.
const (
	Date    = "date" // the columns
	Meeting = "meeting"
	Team    = "team"
	Lead    = "lead"
	Kind    = "kind"
	Section = "section" // words too, as those below
	File    = "file"

	Text      = "text" // words, with their places
	TeamWords = "team_words"
	LeadWords = "lead_words"
	Parents   = "parents"
	Link      = "link"

	Stored = "document" // what Decode needs; not searched
)

// Missing is the term of a document without team, lead or meeting. No folded
// name equals it, for those hold no punctuation.
const Missing = "-"

// Term returns the term of name among the names of a field: folded, or Missing where
// nothing is left of it.
func Term(name string) string {
	if folded := Fold(name); folded != "" {
		return folded
	}
	return Missing
}

// Words returns the text of which a document's field holds the words. Those of
// different lines are not side by side.
func (d *Document) Words(field string) string {
	switch field {
	case Text:
		return d.Text
	case TeamWords:
		return d.Team
	case LeadWords:
		return d.Value(Lead)
	case Parents:
		texts := make([]string, len(d.Parents))
		for i, p := range d.Parents {
			texts[i] = p.Text
		}
		return strings.Join(texts, "\n")
	case Section:
		return d.Value(Section)
	case Link:
		return strings.Join(d.Links, "\n")
	}
	panic("no words in " + field)
}
