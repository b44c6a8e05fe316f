package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
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

// Columns are the fields of which an index keeps the value of each document in a
// column of its own.
var Columns = []string{Date, Meeting, Team, Lead, Kind, Section, File}

// Value returns what d has in field, which is one of Columns, as it is written. A
// list is one value, with a line for each of its elements.
func (d *Document) Value(field string) string {
	switch field {
	case Date:
		return d.Date
	case Meeting:
		return d.Meeting
	case Team:
		return d.Team
	case Lead:
		return strings.Join(d.Lead, "\n")
	case Kind:
		return d.Kind
	case Section:
		return strings.Join(d.Section, "\n")
	case File:
		return d.File
	}
	panic("no column " + field)
}

// SetValue gives d what Value has returned.
func (d *Document) SetValue(field, value string) {
	switch field {
	case Date:
		d.Date = value
	case Meeting:
		d.Meeting = value
	case Team:
		d.Team = value
	case Lead:
		d.Lead = Elements(value)
	case Kind:
		d.Kind = value
	case Section:
		d.Section = Elements(value)
	case File:
		d.File = value
	default:
		panic("no column " + field)
	}
}

// Elements returns the elements of a list that is one value.
func Elements(value string) []string {
	if value == "" {
		return []string{}
	}
	return strings.Split(value, "\n")
}

// The rest is what is stored of a document beside its columns, as JSON.
type rest struct {
	Text    string   `json:"text"`
	Parents []Parent `json:"parents,omitempty"`
	Links   []string `json:"links,omitempty"`
}

// Encode returns what Decode needs of d, beside its columns and its line.
func (d *Document) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(rest{d.Text, d.Parents, d.Links}); err != nil {
		return nil, fmt.Errorf("encode document %s: %w", d.ID(), err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Decode gives d what Encode has returned. It fails only where the index is damaged.
func (d *Document) Decode(stored []byte) error {
	var r rest
	if err := json.Unmarshal(stored, &r); err != nil {
		return fmt.Errorf("decode document: %w", err)
	}
	d.Text = r.Text
	d.Parents = append([]Parent{}, r.Parents...) // [] rather than nil
	d.Links = append([]string{}, r.Links...)
	return nil
}
