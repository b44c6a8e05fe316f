package indexer

import (
	"regexp"
	"strings"
	"unicode"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A directory holds the people of a meeting: the attendees by name, first name, initials
// and handle, and the speakers.
type directory struct {
	names    []string       // attendees, as the note lists them
	byKey    map[string]int // folded name, initials or handle to an index in names
	byFirst  map[string]int // folded first name to an index in names; -1 if several share it
	listed   map[int][]int  // number of a piece to the attendees that it lists
	label    string         // text above or before the current list
	away     map[int]bool   // whether a piece lists people who did not attend
	begins   []string       // for each piece, the speaker's name at its start, or ""
	speakers map[string]int // folded name to the number of documents that begin with it
}

// maxAttendees is the largest number of attendees. Further names are treated as text.
const maxAttendees = 2_000

// newDirectory finds the people of a meeting in its pieces. present holds the names that
// the front matter of the note gives.
func newDirectory(pieces []piece, present []string) *directory {
	d := &directory{byKey: map[string]int{}, byFirst: map[string]int{}, listed: map[int][]int{}, away: map[int]bool{}, speakers: map[string]int{}}
	for _, name := range present {
		d.add(readAttendee(name))
	}
	r := directoryReader{directory: d}
	d.begins = make([]string, len(pieces))
	for i, p := range pieces {
		if p.kind != schema.Heading {
			if name := speakerOf(p.plain.text); name != "" && len(d.speakers) < maxAttendees {
				d.begins[i] = name
				d.speakers[analysis.Fold(name)]++
			}
		}
		switch {
		case p.kind == schema.Heading:
			r.heading(p)
		case p.kind == schema.Row:
			if isAttendeeRow(p, r.under) {
				d.list(i, rowAttendee(p))
			}
		default:
			r.text(i, p)
		}
	}
	return d
}

// A directoryReader finds the lists of attendees for a directory.
type directoryReader struct {
	*directory
	under bool // whether the piece is below a heading or line that announces attendees
	level int  // level of that heading; 0 if it is a line
	since int  // number of people known before it
}

func (r *directoryReader) heading(p piece) {
	text := p.plain.text
	if r.under && r.level > 0 && p.level > r.level {
		r.label = text
		return // Remote
	}
	if r.under = listsAttendees(text); r.under {
		r.label, r.level, r.since = text, p.level, len(r.names)
	}
}

// text reads piece i, a bullet or a paragraph.
func (r *directoryReader) text(i int, p piece) {
	text := p.plain.text
	said, people, ok := strings.Cut(text, ":")
	if !ok && p.kind == schema.Paragraph {
		said, ok = text, listsAttendees(text) // Attendees
	}
	if ok && listsAttendees(said) {
		if !r.under || r.level == 0 {
			r.under, r.level, r.since = strings.TrimSpace(people) == "" && p.kind != schema.Bullet, 0, len(r.names)
		}
		r.label = said
		r.listAll(i, people)
		return
	}
	if p.kind == schema.Paragraph {
		switch {
		case strings.HasSuffix(text, ":") || len(text) <= maxSaying && isAgenda(text):
			r.under = false // Agenda:
			return
		case strings.HasPrefix(text, "|"):
			r.listTable(i, text)
			return
		case isInitialed(text):
			r.listAll(i, text)
			return
		}
	}
	r.item(i, p, people, ok)
}

// item reads piece i, which may be one of a list of attendees. people is its text after a
// colon, if ok.
func (r *directoryReader) item(i int, p piece, people string, ok bool) {
	text, bullet := p.plain.text, p.kind == schema.Bullet
	of := len(p.parents) > 0 && listsAttendees(p.parents[len(p.parents)-1].Text) // - Attendees:
	if of {
		r.label = p.parents[len(p.parents)-1].Text
	}
	switch {
	case of, r.under && bullet && len(p.parents) == 0, r.under && bullet && r.level > 0 && len(p.parents) < 2:
		switch {
		case ok && !listsAttendees(text) && strings.Contains(people, ","): // Team members: a, b
			r.listAll(i, people)
		case areNames(splitOutside(text)): // Ada Quist, Bo Lind (Acme)
			r.listAll(i, text)
		default:
			r.list(i, readAttendee(text))
		}
	case r.under && r.level == 0 && bullet:
	case r.under && r.level > 0 && p.kind == schema.Paragraph && len(text) < 80 && !strings.ContainsAny(text, ".:"):
		r.listAll(i, text)
	case r.under && r.level == 0:
		r.under = len(r.names) == r.since // text before the list
	}
}

// isInitialed reports whether text is a list of names with initials: "Ada Quist (AQ), Bo
// Lind (BL), …".
func isInitialed(text string) bool {
	if strings.IndexByte(text, '(') < 0 {
		return false
	}
	n := len(withInitials.FindAllString(text, -1))
	return n > 2 && 40*n > len(text)
}

// attendeeWords are the words in headings and labels of attendee lists.
var attendeeWords = vocabulary("attendees attendee attendance attending attended present participants participant people who was here in guests guest remote remotely and person on the call meeting tsc members member team others other list of voting observers visitors absent regrets apologies invited joined roll not sig core dialed")

var listed = vocabulary("attendees attendee attendance attending attended present participants participant guests guest members remote observers visitors absent regrets apologies people")

// listsAttendees reports whether text is the heading or label of a list of attendees.
func listsAttendees(text string) bool {
	if len(text) > maxDateLine {
		return false
	}
	if strings.ContainsAny(text, "([") {
		text = bracketed.ReplaceAllString(text, " ") // Present (please add yourself)
	}
	if len(text) > maxSaying {
		return false
	}
	says := false
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		word = strings.ToLower(word)
		if !attendeeWords[word] {
			return false
		}
		says = says || listed[word]
	}
	return says
}

// list adds an attendee that piece i lists.
func (d *directory) list(i int, a attendee) {
	if at := d.add(a); at >= 0 {
		d.listed[i] = append(d.listed[i], at)
		d.away[i] = d.away[i] || awayLabel.MatchString(d.label)
	}
}

// awayLabel matches the label of people who did not attend: "Regrets", "Not present".
var awayLabel = regexp.MustCompile(`(?i)\b(?:absent|regrets|apologies|not|invited)\b`)

// lists reports whether piece i lists people who attended.
func (d *directory) lists(i int) bool { return len(d.listed[i]) > 0 && !d.away[i] }

// listAll adds the attendees that piece i lists on one line: "Ada Quist (AQ), Bo Lind".
func (d *directory) listAll(i int, text string) {
	for _, part := range splitOutside(text) {
		d.list(i, readAttendee(part))
	}
}

// listTable adds the attendees of a table in code, whose rows are on one line of text.
func (d *directory) listTable(i int, text string) {
	for _, row := range tableRows.Split(text, -1) {
		row = strings.Trim(row, "| ")
		p := piece{kind: schema.Row, plain: plain{text: strings.Join(cells.Split(row, -1), " | ")}}
		if isAttendeeRow(p, true) {
			d.list(i, rowAttendee(p))
		}
	}
}

// add adds a, unless it is already there, and returns its index in d.names; -1 if a has
// no name or the directory is full.
func (d *directory) add(a attendee) int {
	key := analysis.Fold(a.name)
	if key == "" || len(d.names) >= maxAttendees {
		return -1
	}
	at, known := d.byKey[key]
	if !known {
		at = len(d.names)
		d.names = append(d.names, a.name)
		d.byKey[key] = at
		if first, _, several := strings.Cut(key, " "); several {
			if _, taken := d.byFirst[first]; taken {
				d.byFirst[first] = -1
			} else {
				d.byFirst[first] = at
			}
		}
	}
	for _, other := range []string{a.initials, a.handle} {
		if key := analysis.Fold(other); key != "" {
			if _, taken := d.byKey[key]; !taken {
				d.byKey[key] = at
			}
		}
	}
	return at
}

// find returns the listed name of the attendee with this name, first name, initials or
// handle; "" if there is none, or more than one.
func (d *directory) find(name string) string {
	key := analysis.Fold(name)
	if at, ok := d.byKey[key]; ok && key != "" {
		return d.names[at]
	}
	if at, ok := d.byFirst[key]; ok && at >= 0 {
		return d.names[at]
	}
	return ""
}

// speaks reports whether two or more documents begin with name.
func (d *directory) speaks(name string) bool {
	return d.speakers[analysis.Fold(name)] > 1
}

// isThere reports whether name is a person of the meeting: an attendee, or a speaker by
// full or first name.
func (d *directory) isThere(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	return d.find(name) != "" || isName(name) && (d.speaks(name) || d.speaks(first))
}
