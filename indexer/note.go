package indexer

import (
	"errors"
	"fmt"
	"strings"

	"minutes/schema"
)

// A Note is a parsed note: its meetings, in order.
type Note struct {
	Name     string // relative to the notes' root, with forward slashes
	Meetings []*Meeting
	// Undated is the part of the note that has no date, as a meeting without a date: the
	// whole note, or the lines above its first meeting. It is nil if there is none.
	Undated *Meeting

	front    frontMatter
	findings []Finding // what a person may want to look at, except in headings
	cut      []Finding // the findings about lines that were cut
	foreign  []Finding // the finding about an unknown language
	lang     string    // code of its language; "" until documents sets it, if the front matter names none
}

// ErrUndated is the error for a note without a date.
var ErrUndated = errors.New("no date in its name, folder, title, head or front matter")

// ErrBinary is the error for a file that is not text.
var ErrBinary = errors.New("a binary file, not text")

// Parse reads a note from the bytes of its file. name is its path, which may give the
// date. Parse accepts any bytes. It returns ErrUndated if the note has no date; the whole
// note is then in Undated. It returns ErrBinary if src is not text, and a *LimitError if
// reading the note would take too long; the Note then has only a name and findings.
func Parse(name string, src []byte) (*Note, error) {
	n := &Note{Name: name}
	if len(src) > maxNote {
		return n, &LimitError{1, "bytes in a note", maxNote}
	}
	if isBinary(src) {
		return n, ErrBinary
	}
	decoded := decode(src)
	n.find(decoded.foreign, "bytes that are not valid UTF-8, read as Windows-1252")
	n.find(decoded.repaired, "wrongly decoded text, repaired")
	text, cut := cutLines(decoded.text)
	before := len(n.findings)
	n.find(cut, fmt.Sprintf("line longer than %d bytes, cut", maxLine))
	n.cut = n.findings[before:len(n.findings):len(n.findings)]
	lines := strings.Split(text, "\n")
	front := takeFrontMatter(lines)
	if err := checkLimits(lines); err != nil {
		return n, err
	}
	all := pieces(lines)
	if err := checkAbove(all); err != nil {
		return n, err
	}
	n.front = front
	n.takeLanguage(front)
	if len(front.pieces) > 0 {
		all = append(front.pieces, all...)
	}
	n.divide(all)
	if len(n.Meetings) == 0 {
		return n, ErrUndated
	}
	return n, nil
}

// Lines returns the lines of a note for a Markdown parser: decoded, with empty lines in
// place of the front matter, and with what people mean spelled out (prepare). They keep
// their numbers. Lines returns the errors of Parse, except ErrUndated and that of checkAbove.
func Lines(src []byte) ([]string, error) {
	if len(src) > maxNote {
		return nil, &LimitError{1, "bytes in a note", maxNote}
	}
	if isBinary(src) {
		return nil, ErrBinary
	}
	text, _ := cutLines(decode(src).text)
	lines := strings.Split(text, "\n")
	takeFrontMatter(lines)
	if err := checkLimits(lines); err != nil {
		return nil, err
	}
	return prepare(lines), nil
}

// Text returns the text of a note, decoded, with its lines as they are.
func Text(src []byte) string { return decode(src).text }

// KeepUndated makes n.Undated, if there is one, the first of n.Meetings.
func (n *Note) KeepUndated() {
	if n.Undated != nil {
		n.Meetings = append([]*Meeting{n.Undated}, n.Meetings...)
		n.Undated = nil
	}
}

// find adds a finding for each of lines.
func (n *Note) find(lines []int, what string) {
	for _, line := range lines {
		n.findings = append(n.findings, Finding{n.Name, line, what})
	}
}

// Documents returns the documents of the notes, note by note in the order given. Notes that
// do not name their language are in English. Which
// headings are teams depends on all the notes, and on names.
func Documents(notes []*Note, names Names) []schema.Document {
	arrange(notes, names)
	return documents(notes, defaultLanguages)
}

// documents returns the documents of notes, whose headings a collection must have arranged.
// Notes that do not name their language are in one of languages.
func documents(notes []*Note, languages []string) []schema.Document {
	most := 0
	for _, n := range notes {
		for _, m := range n.Meetings {
			most += len(m.pieces)
		}
	}
	docs := make([]schema.Document, 0, most)
	for _, n := range notes {
		docs = n.addDocuments(docs, languages)
	}
	return docs
}

// addDocuments returns docs with the documents of n after them, in order.
func (n *Note) addDocuments(docs []schema.Document, languages []string) []schema.Document {
	first := len(docs)
	for _, m := range n.Meetings {
		docs = m.addDocuments(docs, n.front.people)
	}
	own := docs[first:]
	taken := make(map[int]bool, len(own)) // lines that are used, to keep ids unique
	for i := range own {
		d := &own[i]
		for taken[d.Line] {
			d.Line++
		}
		taken[d.Line] = true
		d.File = n.Name
		if d.Team == "" && d.Kind != schema.Heading {
			d.Team, d.Lead = n.front.team, n.front.lead
		}
		fill(d)
	}
	n.lang = n.language(own, languages)
	for i := range own {
		own[i].Lang = n.lang
	}
	return docs
}

// facts returns the facts of the meetings of n.
func (n *Note) facts() []facts {
	var all []facts
	for _, m := range n.Meetings {
		all = append(all, m.facts())
	}
	return all
}

// arrange finds the teams among the headings of all notes.
func arrange(notes []*Note, names Names) {
	c := newCollection(eachFacts(notes, (*Note).facts), names)
	for _, n := range notes {
		c.arrangeAll(n)
	}
}

// before returns the number of documents in n.Undated.
func (n *Note) before() int {
	if n.Undated == nil {
		return 0
	}
	return n.Undated.size()
}

// withoutPieces returns n without its text, to save memory.
func (n *Note) withoutPieces() *Note {
	return &Note{Name: n.Name, findings: n.findings, cut: n.cut, foreign: n.foreign}
}

// fill puts empty lists in place of nil.
func fill(d *schema.Document) {
	if d.Lead == nil {
		d.Lead = []string{}
	}
	if d.People == nil {
		d.People = []string{}
	}
	if d.Is == nil {
		d.Is = []string{}
	}
	if d.Parents == nil {
		d.Parents = []schema.Parent{}
	}
	if d.Links == nil {
		d.Links = []string{}
	}
}
