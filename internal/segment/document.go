package segment

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/analysis"
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
	case schema.Lang:
		return d.Lang
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
	case schema.Lang:
		d.Lang = value
	case schema.Section:
		d.Section = naming.Elements(value)
	case schema.File:
		d.File = value
	default:
		panic("no column " + field)
	}
}

// TextOf returns the text whose words are in field. Words on different lines are not
// adjacent.
func TextOf(d *schema.Document, field string) string {
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

// The options of fields. Each document must give a field all options that it has in any
// document. When zapx merges segments, a field keeps only the options that it has in all of
// them: one segment with a text without words would lose the words of all others.
const (
	ofWords = index.IndexField | index.IncludeTermVectors
	ofTags  = index.IndexField | index.DocValues
)

// stored returns the fields of d that are stored, each of its values by itself, without
// those that carried names: their terms and their only value are one field already.
func stored(d *schema.Document, carried func(name string) bool) []index.Field {
	var fields []index.Field
	add := func(name string, values ...string) {
		if carried(name) {
			return
		}
		options := ofWords
		switch {
		case name == schema.ParentLines:
			options = 0
		case slices.Contains(schema.StoredTags, name):
			options = ofTags
		}
		for i, value := range values {
			f := &field{name: name, value: []byte(value), options: options | index.StoreField}
			if len(values) > 1 {
				f.places = []uint64{uint64(i)}
			}
			fields = append(fields, f)
		}
	}
	for _, tag := range schema.StoredTags {
		add(tag, elements(d, tag)...)
	}
	add(schema.Text, d.Text)
	var lines, texts []string
	for _, p := range d.Parents {
		lines, texts = append(lines, strconv.Itoa(p.Line)), append(texts, p.Text)
	}
	add(schema.Parents, texts...)
	if len(lines) > 0 {
		add(schema.ParentLines, strings.Join(lines, " "))
	}
	add(schema.Link, d.Links...)
	return fields
}

// elements returns the values of d in field, one of schema.Tags; none where it is empty.
func elements(d *schema.Document, field string) []string {
	switch value := tag(d, field); {
	case value == "":
		return nil
	case field == schema.Lead || field == schema.People || field == schema.Is:
		return naming.Elements(value)
	default:
		return []string{value}
	}
}

// tag returns what d has in field, one of schema.Tags, as one value. English, the language
// of most notes, is none: with it, an index takes 1.4 % more space.
func tag(d *schema.Document, field string) string {
	switch {
	case field == schema.Year:
		return d.Date[:min(len("2006"), len(d.Date))]
	case field == schema.Lang && d.Lang == analysis.English.Code:
		return ""
	}
	return Value(d, field)
}

// A restorer puts a document together from what is stored of it, in any order.
type restorer struct {
	*schema.Document
	there bool   // whether its text was stored
	lines string // of its parents
}

// take takes the value of a stored field. What columns have too is passed over.
func (r *restorer) take(name string, value []byte) {
	switch name {
	case schema.Text:
		r.Text, r.there = string(value), true
	case schema.Parents:
		r.Parents = append(r.Parents, schema.Parent{Text: string(value)})
	case schema.ParentLines:
		r.lines = string(value)
	case schema.Link:
		r.Links = append(r.Links, string(value))
	}
}

// finish gives the parents their lines. It fails only where the index is damaged.
func (r *restorer) finish() error {
	lines := strings.Fields(r.lines)
	if !r.there || len(lines) != len(r.Parents) {
		return errStored
	}
	for i, line := range lines {
		var err error
		if r.Parents[i].Line, err = strconv.Atoi(line); err != nil {
			return errStored
		}
	}
	return nil
}

var errStored = errors.New("what is stored of it is damaged")
