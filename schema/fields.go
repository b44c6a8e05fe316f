// Package schema defines what an index of meeting notes holds: one document per bullet,
// paragraph, table row or team heading. It defines the document, whose JSON scripts
// read, the names of the fields that searches use, and the version of both.
//
// An index holds nothing else from a note. Values that many documents share (date,
// meeting, team, lead, topic, people, outcome, kind, language, section, file) are kept in
// columns as they are written; names are folded when they are read. Text is indexed as words
// with their positions, so a compound is a phrase of its parts. A word in a script without
// spaces is indexed as its syllables and its pairs of syllables; see package analysis.
// Words are not stemmed: a search looks up their inflections in the dictionary of the
// index, in the language of the note.
//
// Folding removes differences that people ignore when they type a name or a word: case,
// accents, width and punctuation. "Garden-Windows", "garden windows" and "GARDEN
// WINDOWS" are one team, and koln finds Köln.
package schema

// Version is the version of documents, fields and analysis. An index of any other
// version must be rebuilt.
//
//	1  first version
//	2  parents, repeats, joined names; C++ and C# are single words
//	3  what repeats have in common
//	4  names, dates, sections and files in columns
//	5  months as dates, and documents without a date
//	6  topic, people, and what came of it
//	7  who was there, and what most meetings say
//	8  fields that any Bleve program knows
//	9  pairs of syllables in scripts without spaces; languages; bare links and agenda lines
const Version = 9

// The fields of a document in the index: columns, indexed words and stored values.
const (
	Date    = "date" // columns
	Meeting = "meeting"
	Team    = "team"
	Lead    = "lead"
	Topic   = "topic"
	People  = "people"
	Is      = "is"
	Kind    = "kind"
	Lang    = "lang"
	Section = "section" // also indexed as words, like those below
	File    = "file"

	Text      = "text" // indexed as words, with their positions
	TeamWords = "team_words"
	LeadWords = "lead_words"
	Parents   = "parents"
	Link      = "link"

	Person = "person" // not a stored field: means lead and people together

	Year        = "year"         // of the date
	ParentLines = "parent_lines" // stored: the lines of the parents, with spaces between
)

// Tags are the fields that hold a whole value of each document as one term: names folded,
// as facets count them, and the others as they are. Our own programs read columns instead;
// Bleve programs search, count and sort by these.
var Tags = []string{Date, Year, Meeting, Team, Lead, Topic, People, Is, Kind, Lang, File}

// StoredTags are those that are stored too, beside text, parents and links. With all of
// them an index would take 1.4 times the space. Bleve returns the date of a hit as a key of
// its sort, and its id has the file and the line.
var StoredTags = []string{Team}

// IsName says whether field, one of Tags, holds names, which are folded.
func IsName(field string) bool {
	switch field {
	case Date, Year, Is, Kind, Lang, File:
		return false
	}
	return true
}

// Columns are the fields of which an index keeps the value of each document in a
// column of its own.
var Columns = []string{Date, Meeting, Team, Lead, Topic, People, Is, Kind, Lang, Section, File}
