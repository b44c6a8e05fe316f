package indexer

import (
	"errors"
	"fmt"
	"strings"

	"minutes/schema"
)

// A Note is one note, read: the meetings that it holds, in the order they stand.
type Note struct {
	Name     string // relative to the notes' root, with forward slashes
	Meetings []*Meeting
	// Undated is what of the note has no day, as a meeting without a date: all of it, or
	// the lines before the first of its meetings. It is nil where there are none.
	Undated *Meeting

	front    frontMatter
	findings []Finding // what a person may want to look at, but for the headings
	cut      []Finding // those of findings that lost text
}

// ErrUndated is the reason why a note without a date is not read.
var ErrUndated = errors.New("no date in its name, folder, title, head or front matter")

// ErrBinary is the reason why a file that is no text is not read.
var ErrBinary = errors.New("a binary file, not text")

// Parse reads the note called name, whose path may give its date, from the bytes
// of its file, whatever they are. Its error is ErrUndated, where all of the note is
// Undated, ErrBinary, or a *LimitError where reading the note would take too long; then
// the Note has only its name and its findings.
func Parse(name string, src []byte) (*Note, error) {
	n := &Note{Name: name}
	if len(src) > maxNote {
		return n, &LimitError{1, "bytes in a note", maxNote}
	}
	if isBinary(src) {
		return n, ErrBinary
	}
	decoded := decode(src)
	n.find(decoded.foreign, "bytes that are no UTF-8, read as Windows-1252")
	n.find(decoded.repaired, "text that was decoded wrongly, repaired")
	text, cut := cutLines(decoded.text)
	before := len(n.findings)
	n.find(cut, fmt.Sprintf("line cut, more than %d bytes", maxLine))
	n.cut = n.findings[before:len(n.findings):len(n.findings)]
	lines := strings.Split(text, "\n")
	front := takeFrontMatter(lines)
	if err := checkLimits(lines); err != nil {
		return n, err
	}
	n.front = front
	n.divide(append(front.pieces, pieces(lines)...))
	if len(n.Meetings) == 0 {
		return n, ErrUndated
	}
	return n, nil
}

// KeepUndated makes what of n has no day one of its meetings, the first.
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

// Documents returns the documents of the notes, note by note in the order given.
// What is a team depends on all of them, and on names.
func Documents(notes []*Note, names Names) []schema.Document {
	arrange(notes, names)
	var docs []schema.Document
	for _, n := range notes {
		docs = append(docs, n.documents()...)
	}
	return docs
}

// documents returns the documents of n, whose headings are marked, in the order they
// stand.
func (n *Note) documents() []schema.Document {
	var docs []schema.Document
	taken := map[int]bool{} // lines, so that an id names one document
	for _, m := range n.Meetings {
		for _, d := range m.documents(n.front.people) {
			for taken[d.Line] {
				d.Line++
			}
			taken[d.Line] = true
			d.File = n.Name
			if d.Team == "" && d.Kind != schema.Heading {
				d.Team, d.Lead = n.front.team, n.front.lead
			}
			docs = append(docs, filled(d))
		}
	}
	return docs
}

// facts returns those of the meetings of n.
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

// before returns how many documents of n stand before its first meeting.
func (n *Note) before() int {
	if n.Undated == nil {
		return 0
	}
	return n.Undated.size()
}

// withoutPieces returns what of n is needed to know what it says of all notes.
func (n *Note) withoutPieces() *Note {
	return &Note{Name: n.Name, findings: n.findings, cut: n.cut}
}

// filled returns d with empty lists in place of none.
func filled(d schema.Document) schema.Document {
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
	return d
}
