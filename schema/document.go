package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// A Document is one piece of a note that can be found: a list item, a
// paragraph, a table row, or the heading of a team. Its JSON names, and their
// order, are the contract with scripts; a slice is never nil in what the
// indexer makes, so that it is [] and not null.
type Document struct {
	Date    string   `json:"date"`    // day of the meeting, 2006-01-02; a month, 2006-01, where the note says no day; "" where it says nothing
	Meeting string   `json:"meeting"` // its name, as in the note's title
	Team    string   `json:"team"`    // who reports; "" where nobody does
	Lead    []string `json:"lead"`    // people who lead the team, in the heading's order
	Topic   string   `json:"topic"`   // agenda item that it stands under; "" where there is none
	People  []string `json:"people"`  // who says it, is charged with it or is named by its form, in order
	Is      []string `json:"is"`      // what came of it: some of Outcomes, in their order
	Kind    string   `json:"kind"`    // one of Kinds
	Text    string   `json:"text"`    // plain text on one line
	Parents []Parent `json:"parents"` // what it stands under, outermost first
	Section []string `json:"section"` // headings above, outermost first, without the title
	Links   []string `json:"links"`   // targets of links and bare URLs, in the order they stand
	File    string   `json:"file"`    // relative to the notes' root, with forward slashes
	Line    int      `json:"line"`    // first line, counted from 1
	Present bool     `json:"-"`       // whether it lists who was there, in People
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
	Heading   = "heading" // names a team; kept for the roster, out of ordinary answers
)

// Kinds lists what Document.Kind can be.
var Kinds = []string{Bullet, Paragraph, Row, Heading}

// What a document can be besides, by its form.
const (
	Action   = "action"   // something to do
	Decision = "decision" // something that was decided
	Open     = "open"     // to be done still
	Done     = "done"     // done, or struck out
)

// Outcomes lists what Document.Is can hold.
var Outcomes = []string{Action, Decision, Open, Done}

// ID returns what names d among all documents, FILE:LINE. Lines that are added above d, and
// another name of its file, change it.
func (d Document) ID() string { return fmt.Sprintf("%s:%d", d.File, d.Line) }

// Key returns a hash of the meeting, the section, the parents and the text of d, as 16
// hexadecimal digits. Edits elsewhere in the note, and another name of its file, do not
// change it. Documents that say the same in the same place of a meeting have the same one.
func (d Document) Key() string {
	parents := make([]string, len(d.Parents))
	for i, p := range d.Parents {
		parents[i] = p.Text
	}
	h := sha256.New()
	json.NewEncoder(h).Encode([]any{d.Date, d.Meeting, d.Section, parents, d.Text})
	return hex.EncodeToString(h.Sum(nil)[:8])
}
