package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// A Document is one searchable piece of a note: a list item, a paragraph, a table row,
// or the heading of a team. Scripts rely on its JSON names and their order. The indexer
// never leaves a slice nil, so an empty one is [] in JSON, not null.
type Document struct {
	Date    string   `json:"date"`    // day of the meeting, 2006-01-02; 2006-01 if the note gives only a month; "" if it gives neither
	Meeting string   `json:"meeting"` // name of the meeting, as in the note's title
	Team    string   `json:"team"`    // team that reports; "" if none does
	Lead    []string `json:"lead"`    // people who lead the team, in the order of the heading
	Topic   string   `json:"topic"`   // agenda item above the document; "" if there is none
	People  []string `json:"people"`  // people who say it, are assigned it or are named in a fixed form, in order
	Is      []string `json:"is"`      // outcomes: any of Outcomes, in that order
	Kind    string   `json:"kind"`    // one of Kinds
	Lang    string   `json:"lang"`    // language of the note, such as en
	Text    string   `json:"text"`    // plain text on one line
	Parents []Parent `json:"parents"` // list items or row labels above it, outermost first
	Section []string `json:"section"` // headings above it, outermost first, without the title
	Links   []string `json:"links"`   // targets of links and bare URLs, in the order of the text
	File    string   `json:"file"`    // path relative to the notes' root, with forward slashes
	Line    int      `json:"line"`    // first line, counted from 1
	Present bool     `json:"-"`       // whether it lists the people who attended, in People
}

// A Parent is a list item, or the label of table rows, above a document.
type Parent struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// The kinds of documents.
const (
	Bullet    = "bullet"
	Paragraph = "paragraph"
	Row       = "row"
	Heading   = "heading" // names a team; kept for the roster, left out of ordinary answers
)

// Kinds lists the values of Document.Kind.
var Kinds = []string{Bullet, Paragraph, Row, Heading}

// The outcomes of documents, recognized by their form.
const (
	Action   = "action"   // something to do
	Decision = "decision" // something that was decided
	Open     = "open"     // still to be done
	Done     = "done"     // done, or struck out
)

// Outcomes lists the values that Document.Is can hold.
var Outcomes = []string{Action, Decision, Open, Done}

// ID returns FILE:LINE, which is unique among all documents. It changes when lines are
// added or removed above d, and when the file is renamed.
func (d Document) ID() string { return fmt.Sprintf("%s:%d", d.File, d.Line) }

// Key returns a hash of the date, meeting, section, parents and text of d, as 16
// hexadecimal digits. It stays the same when the note is edited elsewhere or its file is
// renamed. Documents with the same text in the same place of a meeting share one key.
func (d Document) Key() string {
	parents := make([]string, len(d.Parents))
	for i, p := range d.Parents {
		parents[i] = p.Text
	}
	h := sha256.New()
	_ = json.NewEncoder(h).Encode([]any{d.Date, d.Meeting, d.Section, parents, d.Text}) // strings never fail
	return hex.EncodeToString(h.Sum(nil)[:8])
}
