package indexer

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"minutes/schema"
)

// A Note is one note, read.
type Note struct {
	Name    string // relative to the notes' root, with forward slashes
	Date    string // day of the meeting, 2006-01-02; "" where neither name nor title gives it
	Meeting string // name of the meeting, as in the title

	pieces   []piece   // without the title
	headings []heading // the headings among pieces, in the same order
}

// Parse reads the note called name, whose path may give its date, from the bytes
// of its file. It takes any bytes.
func Parse(name string, src []byte) *Note {
	n := &Note{Name: name, pieces: pieces(decode(src))}
	title := n.takeTitle()
	if day, ok := meetingDay(name, title); ok {
		n.Date = day.String()
	}
	n.Meeting = meetingName(name, title)
	for _, p := range n.pieces {
		if p.kind == schema.Heading {
			n.headings = append(n.headings, readHeading(p))
		}
	}
	return n
}

// takeTitle takes the title from the pieces and returns its text: the first
// heading, if it is of the first level or holds a date, else the first heading
// of the first level. "" where there is none.
func (n *Note) takeTitle() string {
	title := slices.IndexFunc(n.pieces, func(p piece) bool { return p.kind == schema.Heading })
	if title < 0 {
		return ""
	}
	if first := n.pieces[title]; first.level > 1 {
		if _, _, dated := findDay(first.plain.text, dateForms); !dated {
			title = slices.IndexFunc(n.pieces, func(p piece) bool { return p.kind == schema.Heading && p.level == 1 })
			if title < 0 {
				return ""
			}
		}
	}
	text := n.pieces[title].plain.text
	n.pieces = slices.Delete(n.pieces, title, title+1)
	return text
}

var (
	meetingWords = regexp.MustCompile(`(?i)\b(?:meeting|notes|minutes|agenda|as of)\b`)
	yearly       = regexp.MustCompile(`^\d+(?:[-_.]\d+)*$`) // a folder's name, 2018 or 2012-05
)

// meetingName returns the title without its date and the words that every title
// has; where nothing is left, the name of the nearest folder that is no date.
func meetingName(name, title string) string {
	meeting := meetingWords.ReplaceAllString(withoutDate(title), " ")
	meeting = strings.Trim(oneLine(meeting), " -–—:,;.|()[]/")
	if schema.Fold(meeting) != "" {
		return meeting
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if folder := path.Base(dir); !yearly.MatchString(folder) && folder != ".." {
			return folder
		}
	}
	return ""
}

// documents returns the documents of n, whose headings are marked, in the order
// they stand.
func (n *Note) documents() []schema.Document {
	docs := make([]schema.Document, 0, len(n.pieces))
	above := -1 // the heading that the next piece stands under
	next := 0
	taken := map[int]bool{} // lines, so that an id names one document
	for _, p := range n.pieces {
		d := schema.Document{
			Date: n.Date, Meeting: n.Meeting, Kind: p.kind, Text: p.plain.text,
			Parents: p.parents, Links: p.plain.links, File: n.Name, Line: p.line,
		}
		if p.kind == schema.Heading {
			above, next = next, next+1
			h := n.headings[above]
			if !h.isTeam {
				continue
			}
			d.Team, d.Lead = h.team, h.lead
			d.Section = section(n.headings, h.above)
		} else {
			d.Team, d.Lead = reporter(n.headings, above)
			d.Section = section(n.headings, above)
		}
		for taken[d.Line] {
			d.Line++
		}
		taken[d.Line] = true
		docs = append(docs, filled(d))
	}
	return docs
}

// filled returns d with empty lists in place of none.
func filled(d schema.Document) schema.Document {
	if d.Lead == nil {
		d.Lead = []string{}
	}
	if d.Parents == nil {
		d.Parents = []schema.Parent{}
	}
	if d.Links == nil {
		d.Links = []string{}
	}
	return d
}

// Documents returns the documents of the notes, note by note in the order given.
// What is a team depends on all of them.
func Documents(notes []*Note) []schema.Document {
	headings := make([][]heading, len(notes))
	for i, n := range notes {
		headings[i] = n.headings
	}
	collection := newCollection(headings)
	var docs []schema.Document
	for _, n := range notes {
		collection.arrange(n.headings)
		docs = append(docs, n.documents()...)
	}
	return docs
}
