package indexer

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Note is one note, read.
type Note struct {
	Name    string // relative to the notes' root, with forward slashes
	Date    string // day of the meeting, 2006-01-02
	Meeting string // name of the meeting, as in the title

	front    frontMatter
	pieces   []piece   // without the title
	headings []heading // the headings among pieces, in the same order
	findings []Finding // what a person may want to look at, but for the headings
	cut      []Finding // those of findings that lost text
}

// ErrUndated is the reason why a note without a date is not read.
var ErrUndated = errors.New("no date in its name, folder, title or front matter")

// Parse reads the note called name, whose path may give its date, from the bytes
// of its file, whatever they are. Its error is ErrUndated, or a *LimitError where
// reading the note would take too long; then the Note has only its name and its
// findings.
func Parse(name string, src []byte) (*Note, error) {
	n := &Note{Name: name}
	if len(src) > maxNote {
		return n, &LimitError{1, "bytes in a note", maxNote}
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
	n.front, n.pieces = front, pieces(lines)

	title, line := n.takeTitle()
	title = cmp.Or(title, front.title)
	if len(title) > maxHeading {
		title = "" // it is none
	}
	day, ok := n.day(title, line)
	if !ok {
		return n, ErrUndated
	}
	n.Date = day.String()
	n.Meeting = meetingName(name, title, front.meeting)
	for _, p := range n.pieces {
		if p.kind == schema.Heading {
			n.headings = append(n.headings, readHeading(p))
		}
	}
	return n, nil
}

// find adds a finding for each of lines.
func (n *Note) find(lines []int, what string) {
	for _, line := range lines {
		n.findings = append(n.findings, Finding{n.Name, line, what})
	}
}

// day returns the day of the meeting: by name and title, else by front matter.
func (n *Note) day(title string, line int) (day, bool) {
	d, doubt, ok := meetingDay(n.Name, title)
	if doubt != "" {
		n.find([]int{max(line, 1)}, doubt)
	}
	if !ok {
		d, _, ok = findDay(n.front.date, dateForms)
	}
	return d, ok
}

// takeTitle takes the title from the pieces and returns its text and line: the
// first heading, if it is of the first level or holds a date, else the first
// heading of the first level. "" where there is none.
func (n *Note) takeTitle() (string, int) {
	title := slices.IndexFunc(n.pieces, func(p piece) bool { return p.kind == schema.Heading })
	if title < 0 {
		return "", 0
	}
	if first := n.pieces[title]; first.level > 1 {
		if _, _, dated := findDay(first.plain.text, dateForms); !dated {
			title = slices.IndexFunc(n.pieces, func(p piece) bool { return p.kind == schema.Heading && p.level == 1 })
			if title < 0 {
				return "", 0
			}
		}
	}
	taken := n.pieces[title]
	n.pieces = slices.Delete(n.pieces, title, title+1)
	return taken.plain.text, taken.line
}

var (
	meetingWords = regexp.MustCompile(`(?i)\b(?:meeting|notes|agenda|as of)\b`)
	dayWords     = regexp.MustCompile(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)|\d{1,2}:\d\d(?:\s*(?:[ap]m|utc|gmt|[ecmp][sd]?t))?)\b|\(\s*\)`)
	dangling     = regexp.MustCompile(`(?i)^(?:(?:of|for|on|at|from|in|the)\b\W*)+|(?:\W*\b(?:of|for|on|at|from|in|the))+$`) // left where the date was
	yearly       = regexp.MustCompile(`^\d+(?:[-_.]\d+)*$`)                                                                  // a folder's name, 2018 or 2012-05
)

// trimMeeting takes off what is left at the ends of a title without its date.
func trimMeeting(s string) string {
	for {
		before := s
		s = strings.Trim(oneLine(emptyGroup.ReplaceAllString(s, " ")), " -–—:,;.|/@")
		s = strings.ReplaceAll(dangling.ReplaceAllString(s, ""), " :", ":")
		for _, pair := range []string{"()", "[]"} {
			if open, end := strings.Count(s, pair[:1]), strings.Count(s, pair[1:]); open > end {
				s = strings.TrimSuffix(s, pair[:1])
			} else if end > open {
				s = strings.TrimPrefix(strings.TrimSuffix(s, pair[1:]), pair[1:])
			}
		}
		if s == before {
			return s
		}
	}
}

var emptyGroup = regexp.MustCompile(`(?i)\((?:[\s,–-]|[ap]m|utc|gmt|[ecmp][sd]?t)*\)|\[\s*\]`) // () and ( - PT), left of a time

// folderWords are the names of folders that say nothing about the meeting.
var folderWords = vocabulary("archive archives docs meeting meetings minutes note notes")

// meetingName returns the title without its date and the words that every title
// has; where nothing is left, the meeting that the front matter names, else the
// nearest folder that is no date.
func meetingName(name, title, front string) string {
	dateless := withoutDate(title)
	meeting := meetingWords.ReplaceAllString(dateless, " ")
	if timeless := dayWords.ReplaceAllString(meeting, " "); dateless != title || analysis.Fold(timeless) == "" {
		meeting = timeless // the day of the week and the hour are part of the date
	}
	meeting = trimMeeting(meeting)
	if analysis.Fold(meeting) != "" {
		return meeting
	}
	if front != "" {
		return front
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if folder := path.Base(dir); !yearly.MatchString(folder) && !made(folder, folderWords) && folder != ".." {
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
			if d.Team == "" {
				d.Team, d.Lead = n.front.team, n.front.lead
			}
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
// What is a team depends on all of them, and on names.
func Documents(notes []*Note, names Names) []schema.Document {
	arrange(notes, names)
	var docs []schema.Document
	for _, n := range notes {
		docs = append(docs, n.documents()...)
	}
	return docs
}

// arrange finds the teams among the headings of all notes.
func arrange(notes []*Note, names Names) {
	c := newCollection(func(yield func(facts) bool) {
		for _, n := range notes {
			if !yield(n.facts()) {
				return
			}
		}
	}, names)
	for _, n := range notes {
		c.arrange(n)
	}
}

// withoutPieces returns what of n is needed to know what it says of all notes.
func (n *Note) withoutPieces() *Note {
	return &Note{Name: n.Name, Date: n.Date, Meeting: n.Meeting, findings: n.findings, cut: n.cut}
}
