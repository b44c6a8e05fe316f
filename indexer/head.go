package indexer

import (
	"cmp"
	"regexp"
	"strings"

	"minutes/schema"
)

// If neither the name nor the title of a note gives a day, its head may: in a field,
// "Date: Thu, 3 May 2018, 14:00 UTC", or in a date line.

// maxHead is the largest number of lines in the head of a note.
const maxHead = 30

// field matches a line that says when the meeting is, with its value: "Meeting
// Date/Time: ", "When - ", "Date & Time (UTC): ".
var field = regexp.MustCompile(`(?i)^\W*(?:(?:meeting|call|session)\s+)?(?:(?:date|when|day|time)s?(?:\s*(?:/|&|\+|,|and)\s*(?:date|hour|time|location|place|where)s?)*|held(?:\s+on)?|start(?:ing)?\s+date)(?:\s+of\s+(?:the\s+)?(?:meeting|call))?(?:\s*\([^()]*\))?\s*(?::|\||\s[-–—])\s*(.*)$`)

// heldOn matches a field without a colon or dash: "Held on Thursday, 12 May 2022".
var heldOn = regexp.MustCompile(`(?i)^\W*(?:(?:meeting|call)\s+)?held\s+on\s+(.*)$`)

// maxFieldDate is the largest offset of a date in the value of a field, in bytes.
const maxFieldDate = 40

// readField reads piece i as a field that says when a meeting was. In a table pasted as
// HTML, the value is the next piece.
func readField(pieces []piece, i int) (dateLine, bool) {
	p := pieces[i]
	if p.kind == schema.Bullet && (len(p.parents) > 0 || i > 0 && pieces[i-1].kind == schema.Bullet) {
		return dateLine{}, false
	}
	return p.field(pieces[i+1:])
}

// field returns the date of the meeting that p gives as a field. following are the pieces
// after p.
func (p piece) field(following []piece) (dateLine, bool) {
	lines := p.lines
	if len(lines) == 0 {
		lines = []string{p.plain.text}
	}
	for _, line := range lines {
		if len(line) > maxLine/16 {
			continue
		}
		m := field.FindStringSubmatch(line)
		if m == nil {
			m = heldOn.FindStringSubmatch(line)
		}
		if m == nil {
			continue
		}
		value := m[1]
		if value == "" && p.kind == schema.Paragraph && len(following) > 0 && following[0].kind == schema.Paragraph {
			value = following[0].plain.text
		}
		if len(value) > maxDateLine {
			value = value[:maxDateLine]
		}
		found, ok := findLineDate(value)
		if !ok {
			value = spellMonths(value)
			found, ok = findLineDate(value)
		}
		if !ok || found.start > maxFieldDate {
			continue
		}
		l := dateLine{dateText: found}
		l.weekday, l.said = weekdayBeside(value, found)
		l.cancelled = noStatus.MatchString(value)
		return l, true
	}
	return dateLine{}, false
}

// head returns the date in the head of a note, and the number of the piece that is the
// date line; -1 if the date is in a field. The head begins after the title, or at the
// first piece if title is -1. It ends before the first list (except for a field in it),
// the first table or the second section.
func head(pieces []piece, title int) (l dateLine, at int, ok bool) {
	start := title + 1
	sections, filled, inList := 0, false, false
	for i := start; i < len(pieces) && pieces[i].place-pieces[start].place < maxHead; i++ {
		p := pieces[i]
		if p.isFootnote() || p.given != nil {
			continue
		}
		if inList && p.kind != schema.Bullet || p.kind == schema.Bullet && len(p.parents) > 0 {
			break
		}
		if l, ok := p.field(pieces[i+1:]); ok {
			return l, -1, true
		}
		text := ""
		switch {
		case p.kind == schema.Heading:
			text = p.plain.text
			if filled {
				sections++
			}
		case p.kind == schema.Bullet:
			inList = true
		case p.kind == schema.Paragraph && p.top:
			text, filled = p.firstLine(), true
		default:
			return dateLine{}, -1, false
		}
		if sections > 1 {
			break
		}
		l, ok := readDateLine(text)
		if ok && len(text) <= maxRemark && (!l.doubtful() ||
			len(l.before) == 0 && (l.timed || l.said) || // Monday, 22 July 2031, 13:30, Lock House
			title < 0 && i == 0 && l.year > 0 && len(l.behind) == 0) { // Lock council – 12 May 2031
			return l, i, true
		}
	}
	return dateLine{}, -1, false
}

// firstLine returns the first line of a paragraph.
func (p piece) firstLine() string {
	if len(p.lines) > 0 {
		return p.lines[0]
	}
	return p.plain.text
}

// restLines returns paragraph p without its first line; ok is false if nothing is left.
func (p piece) restLines() (piece, bool) {
	if len(p.lines) < 2 {
		return piece{}, false
	}
	p.line++
	p.place++
	p.plain.text = oneLine(strings.Join(p.lines[1:], " "))
	p.plain.unsaid = p.plain.text
	p.lines = p.lines[1:]
	return p, p.plain.text != ""
}

// frontDay returns the day in a text of the front matter. doubt is as for decided.
func frontDay(text string) (d day, doubt string, ok bool) {
	found, ok := findDate(text, dateForms)
	if !ok {
		return day{}, "", false
	}
	d, doubt = found.decided(text)
	return d, doubt, true
}

// settleHead completes l, the date in the head of n: it adds the year of the title, the
// name or a folder if l has none, and lets the day of the week decide an ambiguous date.
// It reports whether l is then a date in the calendar.
func (n *Note) settleHead(l *dateLine, title string) bool {
	l.dateText = l.dateText.in(cmp.Or(yearOf(title), yearOf(n.Name)))
	if l.year == 0 || !l.possible() {
		return false
	}
	l.day, l.other = l.settled(l.weekday, l.said)
	return true
}

// headDoubt returns what a person may want to check in l, the date in the head; "" if
// nothing.
func headDoubt(l dateLine) string {
	return cmp.Or(l.misfit(l.weekday, l.said), l.ambiguity())
}

// maxWords is the largest number of words of a date line that become part of the
// meeting's name. Longer text is a remark and becomes a document.
const maxWords = 5

// remarks returns the texts of a date line that are too long for a name: a remark, and
// the reason why there was no meeting. line is the number of the date line.
func (l dateLine) remarks(line int) []piece {
	var left []piece
	for _, text := range []string{l.remark, l.reason} {
		if len(strings.Fields(text)) > maxWords {
			left = append(left, piece{kind: schema.Paragraph, line: line, place: line, plain: plain{text: text, unsaid: text}})
		}
	}
	return left
}
