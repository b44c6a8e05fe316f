// Package schema says what an index of meeting notes holds: one document per bullet,
// paragraph, table row or team heading. It has the document, whose JSON is what
// scripts read, the names of the fields it is found by, and the version of all that.
//
// An index holds nothing else of a note. What many documents have in common (date,
// meeting, team, lead, topic, people, outcome, kind, section, file) is kept in columns,
// as it is written, and names are folded when they are read. Text is indexed as words with their places, so
// that a compound is a phrase of its parts. Words stand as they are written, and their
// inflections are found in the index's dictionary when it is searched.
//
// Folding leaves out what people do not mean when they type a name or a word: case,
// accents, width and punctuation. "Garden-Windows", "garden windows" and "GARDEN
// WINDOWS" are one team, and Köln is found by koln.
package schema

// Version is the version of documents, fields and analysis. An index of another
// version has to be made again.
//
//	1  first
//	2  parents, repeats, joined names; C++ and C# are words of their own
//	3  what repeats have in common
//	4  names, dates, sections and files in columns
//	5  months as dates, and documents without a date
//	6  topic, people, and what came of it
//	7  who was there, and what most meetings say
//	8  fields that any Bleve program knows
const Version = 8

// The fields of a document in the index: columns, words and what is stored.
const (
	Date    = "date" // the columns
	Meeting = "meeting"
	Team    = "team"
	Lead    = "lead"
	Topic   = "topic"
	People  = "people"
	Is      = "is"
	Kind    = "kind"
	Section = "section" // words too, as those below
	File    = "file"

	Text      = "text" // words, with their places
	TeamWords = "team_words"
	LeadWords = "lead_words"
	Parents   = "parents"
	Link      = "link"

	Person = "person" // no field of its own, but both lead and people

	Year        = "year"         // of the date
	ParentLines = "parent_lines" // stored: the lines of the parents, with spaces between
)

// Tags are the fields that hold a whole value of each document as one term: names folded,
// as facets count them, and the others as they are. Our own programs read columns instead;
// Bleve programs search, count and sort by these.
var Tags = []string{Date, Year, Meeting, Team, Lead, Topic, People, Is, Kind, File}

// StoredTags are those that are stored too, beside text, parents and links. With all of
// them an index would take 1.4 times the space; file and line are in a document's id.
var StoredTags = []string{Date, Team}

// IsName says whether field, one of Tags, holds names, which are folded.
func IsName(field string) bool {
	switch field {
	case Date, Year, Is, Kind, File:
		return false
	}
	return true
}

// Columns are the fields of which an index keeps the value of each document in a
// column of its own.
var Columns = []string{Date, Meeting, Team, Lead, Topic, People, Is, Kind, Section, File}
