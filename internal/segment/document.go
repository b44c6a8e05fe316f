package segment

import (
	"encoding/binary"
	"errors"
	"strconv"
	"strings"

	"github.com/golang/snappy"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// Key returns the identifier of d in Bleve: its ID with the line number padded to nine
// digits, so that keys sort in the order of the notes.
func Key(d schema.Document) string {
	var digits [20]byte
	line := strconv.AppendInt(digits[:0], int64(d.Line), 10)
	return d.File + ":" + "000000000"[min(9, len(line)):] + string(line)
}

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

// A storer puts together what is stored of documents.
type storer struct {
	meta, data, packed []byte
	out                []byte
	ends               []uint32 // end of each document in out
}

// add adds d to out, as
//
//	length of what comes before the key, length of the key and of the compressed values
//	length of the key
//	for each value
//	  number of its field, 't' for text
//	  its offset among the values, its length
//	  its place in a list of several, as: number of numbers, the number
//	the key
//	the values, compressed by snappy
//
// Numbers are varints. Fields are in order.
func (s *storer) add(d *schema.Document) {
	key := Key(*d)
	s.meta, s.data = binary.AppendUvarint(s.meta[:0], uint64(len(key))), s.data[:0]
	for _, field := range storedFields {
		switch field.name {
		case schema.Link:
			for i, link := range d.Links {
				s.value(field.number, link, i, len(d.Links))
			}
		case schema.ParentLines:
			s.lines(field.number, d.Parents)
		case schema.Parents:
			for i, p := range d.Parents {
				s.value(field.number, p.Text, i, len(d.Parents))
			}
		case schema.Team:
			if d.Team != "" {
				s.value(field.number, d.Team, 0, 1)
			}
		case schema.Text:
			s.value(field.number, d.Text, 0, 1)
		default:
			panic("no value of " + field.name)
		}
	}
	s.packed = snappy.Encode(s.packed[:cap(s.packed)], s.data)
	s.out = binary.AppendUvarint(s.out, uint64(len(s.meta)))
	s.out = binary.AppendUvarint(s.out, uint64(len(key)+len(s.packed)))
	s.out = append(append(append(s.out, s.meta...), key...), s.packed...)
	s.ends = append(s.ends, uint32(len(s.out)))
}

// reset removes all documents, and keeps the memory for others.
func (s *storer) reset() { s.out, s.ends = s.out[:0], s.ends[:0] }

// storedFields are the fields that are stored, except for the key, with their numbers.
var storedFields = func() (stored []struct {
	name   string
	number int
}) {
	for number, f := range zapFields {
		if f.options.IsStored() && f.name != idField {
			stored = append(stored, struct {
				name   string
				number int
			}{f.name, number})
		}
	}
	return stored
}()

// value adds value number i of n of a field.
func (s *storer) value(field int, value string, i, n int) {
	s.describe(field, len(value))
	s.data = append(s.data, value...)
	if n > 1 {
		s.meta = binary.AppendUvarint(append(s.meta, 1), uint64(i))
	} else {
		s.meta = append(s.meta, 0)
	}
}

// describe adds the description of the next value without its place in a list.
func (s *storer) describe(field, length int) {
	s.meta = binary.AppendUvarint(append(s.meta, byte(field), 't'), uint64(len(s.data)))
	s.meta = binary.AppendUvarint(s.meta, uint64(length))
}

// lines adds the lines of parents as one value.
func (s *storer) lines(field int, parents []schema.Parent) {
	if len(parents) == 0 {
		return
	}
	var lines []byte
	for i, p := range parents {
		if i > 0 {
			lines = append(lines, ' ')
		}
		lines = strconv.AppendInt(lines, int64(p.Line), 10)
	}
	s.describe(field, len(lines))
	s.data, s.meta = append(s.data, lines...), append(s.meta, 0)
}

// elementsOf returns the elements of value, which is in the field of tag name; none if it is
// empty.
func elementsOf(name, value string) []string {
	switch {
	case value == "":
		return nil
	case name == schema.Lead || name == schema.People || name == schema.Is:
		return naming.Elements(value)
	default:
		return []string{value}
	}
}

// tagOf returns what the field of tag name has for a value of its column, as one value. The
// column of the year is the date. English, the language of most notes, is none: with it, an
// index takes 1.4 % more space.
func tagOf(name, value string) string {
	switch {
	case name == schema.Year:
		return value[:min(len("2006"), len(value))]
	case name == schema.Lang && value == analysis.English.Code:
		return ""
	}
	return value
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
