package segment

import (
	"bytes"
	"encoding/json"
	"fmt"

	"minutes/internal/naming"
	"minutes/schema"
)

// Key returns the identifier of d in Bleve: its ID with the line number padded to nine
// digits, so that keys sort in the order of the notes.
func Key(d schema.Document) string { return fmt.Sprintf("%s:%09d", d.File, d.Line) }

// Value returns the value of field in d. field must be one of schema.Columns. A list is
// one value, with one line per element.
func Value(d *schema.Document, field string) string {
	switch field {
	case schema.Date:
		return d.Date
	case schema.Meeting:
		return d.Meeting
	case schema.Team:
		return d.Team
	case schema.Lead:
		return naming.List(d.Lead)
	case schema.Topic:
		return d.Topic
	case schema.People:
		return naming.List(d.People)
	case schema.Is:
		return naming.List(d.Is)
	case schema.Kind:
		return d.Kind
	case schema.Section:
		return naming.List(d.Section)
	case schema.File:
		return d.File
	}
	panic("no column " + field)
}

// setValue sets field in d to value, a result of Value.
func setValue(d *schema.Document, field, value string) {
	switch field {
	case schema.Date:
		d.Date = value
	case schema.Meeting:
		d.Meeting = value
	case schema.Team:
		d.Team = value
	case schema.Lead:
		d.Lead = naming.Elements(value)
	case schema.Topic:
		d.Topic = value
	case schema.People:
		d.People = naming.Elements(value)
	case schema.Is:
		d.Is = naming.Elements(value)
	case schema.Kind:
		d.Kind = value
	case schema.Section:
		d.Section = naming.Elements(value)
	case schema.File:
		d.File = value
	default:
		panic("no column " + field)
	}
}

// textOf returns the text whose words are in field. Words on different lines are not
// adjacent.
func textOf(d *schema.Document, field string) string {
	switch field {
	case schema.Text:
		return d.Text
	case schema.TeamWords:
		return d.Team
	case schema.LeadWords:
		return naming.List(d.Lead)
	case schema.Parents:
		texts := make([]string, len(d.Parents))
		for i, p := range d.Parents {
			texts[i] = p.Text
		}
		return naming.List(texts)
	case schema.Section:
		return naming.List(d.Section)
	case schema.Link:
		return naming.List(d.Links)
	}
	panic("no words in " + field)
}

// A rest holds the parts of a document that are not in columns. It is stored as JSON.
type rest struct {
	Text    string          `json:"text"`
	Parents []schema.Parent `json:"parents,omitempty"`
	Links   []string        `json:"links,omitempty"`
}

// encode returns the stored part of d: everything except its columns and its line.
func encode(d *schema.Document) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(rest{d.Text, d.Parents, d.Links}); err != nil {
		return nil, fmt.Errorf("encode document %s: %w", d.ID(), err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decode sets the fields of d that encode stored. It fails only if the index is damaged.
func decode(d *schema.Document, stored []byte) error {
	var r rest
	if err := json.Unmarshal(stored, &r); err != nil {
		return fmt.Errorf("decode document: %w", err)
	}
	d.Text = r.Text
	d.Parents = append([]schema.Parent{}, r.Parents...) // [], not nil
	d.Links = append([]string{}, r.Links...)
	return nil
}
