package indexer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	under := false // whether the piece is below a heading or line that announces attendees
	level := 0     // level of that heading; 0 if it is a line
	since := 0     // number of people known before it
	d.begins = make([]string, len(pieces))
	for i, p := range pieces {
		if p.kind != schema.Heading {
			if name := speakerOf(p.plain.text); name != "" && len(d.speakers) < maxAttendees {
				d.begins[i] = name
				d.speakers[analysis.Fold(name)]++
			}
		}
		switch text := p.plain.text; {
		case p.kind == schema.Heading:
			if under && level > 0 && p.level > level {
				d.label = text
				continue // Remote
			}
			if under = listsAttendees(text); under {
				d.label, level, since = text, p.level, len(d.names)
			}
		case p.kind == schema.Row:
			if isAttendeeRow(p, under) {
				d.list(i, rowAttendee(p))
			}
		default:
			said, people, ok := strings.Cut(text, ":")
			if !ok && p.kind == schema.Paragraph {
				said, ok = text, listsAttendees(text) // Attendees
			}
			if ok && listsAttendees(said) {
				if !under || level == 0 {
					under, level, since = strings.TrimSpace(people) == "" && p.kind != schema.Bullet, 0, len(d.names)
				}
				d.label = said
				d.listAll(i, people)
				continue
			}
			if p.kind == schema.Paragraph && (strings.HasSuffix(text, ":") || len(text) <= maxSaying && isAgenda(text)) {
				under = false // Agenda:
				continue
			}
			if p.kind == schema.Paragraph && strings.HasPrefix(text, "|") {
				d.listTable(i, text)
				continue
			}
			if p.kind == schema.Paragraph && isInitialed(text) {
				d.listAll(i, text)
				continue
			}
			of := len(p.parents) > 0 && listsAttendees(p.parents[len(p.parents)-1].Text) // - Attendees:
			if of {
				d.label = p.parents[len(p.parents)-1].Text
			}
			switch {
			case of, under && p.kind == schema.Bullet && len(p.parents) == 0, under && p.kind == schema.Bullet && level > 0 && len(p.parents) < 2:
				switch {
				case ok && !listsAttendees(text) && strings.Contains(people, ","): // Team members: a, b
					d.listAll(i, people)
				case areNames(splitOutside(text)): // Ada Quist, Bo Lind (Acme)
					d.listAll(i, text)
				default:
					d.list(i, readAttendee(text))
				}
			case under && level == 0 && p.kind == schema.Bullet:
			case under && level > 0 && p.kind == schema.Paragraph && len(text) < 80 && !strings.ContainsAny(text, ".:"):
				d.listAll(i, text)
			case under && level == 0:
				under = len(d.names) == since // text before the list
			}
		}
	}
	return d
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

// An attendee is a person in a list of attendees.
type attendee struct{ name, initials, handle string }

var (
	withInitials = regexp.MustCompile(`\p{Lu}[\pL'’. -]+\(\p{Lu}{2,4}\)`)
	afterName    = regexp.MustCompile(`\s*(?:[(\[,@/|:]|\s[-–—]+\s|<).*$`)
	initials     = regexp.MustCompile(`^\p{Lu}[\p{Lu}\p{Nd}]{1,3}$`)
	groupParts   = regexp.MustCompile(`[()\[\],/;]+`)
)

// readAttendee reads one entry of a list of attendees: "Ada Lovelace (@ada)", "Ada
// Lovelace @ada (TSC)", "Ada Lovelace (ALE, Acme)", "Ada Lovelace - Acme". If the entry
// is not a person, the attendee has no name.
func readAttendee(text string) attendee {
	text = strings.Trim(oneLine(text), " -–—•*;")
	var a attendee
	if m := mention.FindStringSubmatch(text); m != nil {
		a.handle = m[1]
	}
	name := trimName(afterName.ReplaceAllString(text, ""))
	if name == "" && a.handle != "" {
		return attendee{name: a.handle, handle: a.handle}
	}
	if !isAttendeeName(name) {
		return attendee{}
	}
	a.name = name
	for _, part := range groupParts.Split(text[len(name):], -1) {
		if part = strings.TrimSpace(part); initials.MatchString(part) && abbreviates(part, name) {
			a.initials = part
			break
		}
	}
	return a
}

// trimName returns a name without marks around it, such as a pencil. It keeps the dot of
// "Alex B."
func trimName(s string) string {
	s = strings.Trim(s, " -–—*")
	name := strings.TrimRightFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && (!unicode.IsMark(r) || r == '\ufe0f')
	})
	if dotted := name + "."; strings.HasPrefix(s, dotted) && abbreviated.MatchString(dotted) {
		return dotted
	}
	return name
}

// isAttendeeName reports whether s can be the name of an attendee: a person's name, or a
// single word such as a nickname.
func isAttendeeName(s string) bool {
	if isLabel(s) {
		return false
	}
	if isName(s) {
		return true
	}
	words := strings.Fields(s)
	switch {
	case len(words) == 0 || len(words) > 5 || len(s) > 50:
		return false
	case len(words) == 1:
		word := strings.ToLower(s)
		return utf8.RuneCountInString(s) > 2 && isWord(s) && !commonWords[word] && !alsoCommon[word] && !noNames[word]
	}
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if !(unicode.IsUpper(first) || unicode.Is(unicode.Lo, first) || i > 0 && particles[word]) || commonWords[strings.ToLower(word)] || !nameLike.MatchString(word) {
			return false
		}
	}
	return true
}

var nameLike = regexp.MustCompile(`^[\pL\pM][\pL\pM'’.-]*$`)

func isWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }) < 0 &&
		strings.ContainsFunc(s, unicode.IsLetter)
}

// noNames are words that appear in place of an attendee.
var noNames = vocabulary("everyone anyone someone nobody none tbd add your name names please etc and more others you new members facilitator scribe host na")

// abbreviates reports whether name begins with the first letter of short and contains the
// others in order: ALE is Ada LovelacE.
func abbreviates(short, name string) bool {
	rest := []rune(analysis.Fold(name))
	for i, r := range strings.ToLower(short) {
		at := slices.Index(rest, r)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}

// areNames reports whether there are several parts, and each is a full name and not a
// company.
func areNames(parts []string) bool {
	for _, part := range parts {
		name := trimName(withoutGroups(part))
		if !strings.Contains(name, " ") || !isName(name) || isCompany(name) {
			return false
		}
	}
	return len(parts) > 1
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

// splitOutside splits a list at commas, semicolons, line ends and a last "and" that are
// outside parentheses.
func splitOutside(text string) []string {
	var parts []string
	depth, start := 0, 0
	for i, r := range text {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth == 0 && (r == ',' || r == ';' || r == '\n'):
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	parts = append(parts, text[start:])
	if last := len(parts) - 1; strings.Contains(parts[last], " and ") {
		before, after, _ := strings.Cut(parts[last], " and ")
		parts = append(parts[:last], before, after)
	}
	return parts
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

var (
	tableRows = regexp.MustCompile(`\|\s+\|`)
	cells     = regexp.MustCompile(`\s*\|\s*`)
)

// isAttendeeRow reports whether row p belongs to a table of attendees. It does if it is
// below a heading for attendees, or if a name has initials or a handle in the next cell.
func isAttendeeRow(p piece, under bool) bool {
	row := strings.Split(p.plain.text, " | ")
	keyed := len(row) > 1 && len(row) < 6 && (initials.MatchString(row[1]) || strings.HasPrefix(row[1], "@"))
	if !under && !keyed {
		return false
	}
	name := readAttendee(row[0]).name
	return len(name) > 2 && (under || strings.Contains(name, " ") && isName(name))
}

// rowAttendee returns the attendee of a row: a name, initials, a handle, a company.
func rowAttendee(p piece) attendee {
	row := strings.Split(p.plain.text, " | ")
	a := readAttendee(row[0])
	for i, cell := range row[1:] {
		switch cell = strings.TrimSpace(cell); {
		case a.initials == "" && initials.MatchString(cell) && (i == 0 || abbreviates(cell, a.name)):
			a.initials = cell
		case a.handle == "" && strings.HasPrefix(cell, "@"):
			a.handle = strings.Fields(cell)[0]
		}
	}
	return a
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
