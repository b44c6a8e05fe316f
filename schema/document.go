package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A Document is one piece of a note that can be found: a list item, a
// paragraph, a table row, or the heading of a team. Its JSON names, and their
// order, are the contract with scripts; a slice is never nil in what the
// indexer makes, so that it is [] and not null.
type Document struct {
	Date    string   `json:"date"`    // day of the meeting, 2006-01-02
	Meeting string   `json:"meeting"` // its name, as in the note's title
	Team    string   `json:"team"`    // who reports; "" where nobody does
	Lead    []string `json:"lead"`    // people who lead the team, in the heading's order
	Kind    string   `json:"kind"`    // one of Kinds
	Text    string   `json:"text"`    // plain text on one line
	Parents []Parent `json:"parents"` // what it stands under, outermost first
	Section []string `json:"section"` // headings above, outermost first, without the title
	Links   []string `json:"links"`   // targets of links and bare URLs, in the order they stand
	File    string   `json:"file"`    // relative to the notes' root, with forward slashes
	Line    int      `json:"line"`    // first line, counted from 1

	// Repeat says that an earlier document of the team has the same words under the
	// same parents. It is indexed, and not part of the JSON.
	Repeat bool `json:"-"`
	// Same is what documents share that say the same in this way: the ID of one of
	// them, or "" where a document is alone. It is indexed like Repeat.
	Same string `json:"-"`
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

// ID returns what names d among all documents, FILE:LINE. It stays the same
// from build to build.
func (d Document) ID() string { return fmt.Sprintf("%s:%d", d.File, d.Line) }

// Key is d's identifier within Bleve: its ID with the line padded, so that
// documents in the order of their keys stand as in the notes.
func (d Document) Key() string { return fmt.Sprintf("%s:%09d", d.File, d.Line) }

// encode returns d as it is stored, JSON on one line.
func (d Document) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("encode document %s: %w", d.ID(), err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Decode returns the document whose field Stored holds stored. It fails only
// where the index is damaged.
func Decode(stored []byte) (Document, error) {
	var d Document
	if err := json.Unmarshal(stored, &d); err != nil {
		return d, fmt.Errorf("decode document: %w", err)
	}
	return d, nil
}
