package planner

// Notices are what the reader of an answer should know about how its query was read.
type Notices struct {
	Repaired       []Repair        // also dates in words
	Hints          []Hint          // names in the query that no document has
	StandIns       []StandIn       // words that no document has, and for which others count
	Unknown        []string        // words of a query of several that no document has, and that have no similar word
	Contradictions []Contradiction // clauses that no document can match together
}

// A Repair is a word of the query that was read as another word, a name that was read as
// another name, or a date in words that was read as a date. For a name, From and To are
// clauses; for a date, To is.
type Repair struct {
	From string `json:"from"`
	To   string `json:"to"`

	Field string `json:"-"` // field of the name, or date; "" for a word
	Name  string `json:"-"` // name as typed; "" for a word and for a date
	Slip  bool   `json:"-"` // whether one or two documents have From, and are found too
}

// A Hint is a name in the query that no document has, with clauses for the nearest names.
type Hint struct {
	Field   string // team, lead, topic, person or meeting
	Name    string // as typed, without quotes
	Nearest []string
	All     string // a clause for all names that contain Name, if there are several; else ""
}

// A StandIn is a word of the query that no document has, with words that partial matches
// have instead.
type StandIn struct {
	Word  string
	Words []string // words and phrases that some document has; at least one
}

// A Contradiction is a set of clauses that no document can match together, because a
// document has only one value in their field.
type Contradiction struct {
	Field  string   // team, meeting, topic, kind, lang or date
	Values []string // the values of two clauses that contradict each other, as typed
	Either string   // a clause that matches any of the contradicting clauses: team:(garden OR diego)
}
