package indexer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A candidate is a line of a note that may begin a meeting.
type candidate struct {
	dateLine
	piece  int // index of the heading or paragraph whose first line it is
	level  int // level of the heading, paragraphLevel or fieldLevel
	line   int
	text   string
	struck bool
	// Whether it has doubtful words, before or after its date, that neither the title nor
	// another line has.
	weakBefore, weakBehind bool
	titled                 bool   // whether the title has all its doubtful words
	ground                 string // where its year comes from; "" if the line has one
	nested                 bool   // whether it is in a section of a meeting, or of a note that has its own day
	period                 int    // number of the heading above that divides the file by time; 0 for none
}

// candidates returns the lines of pieces that may begin a meeting, in order.
func candidates(pieces []piece) []candidate {
	var all []candidate
	for i, p := range pieces {
		c := candidate{piece: i, line: p.line, level: fieldLevel}
		ok := false
		switch {
		case p.top && p.kind == schema.Heading:
			c.level, c.text, c.struck = p.level, p.plain.text, p.plain.unsaid == ""
			c.dateLine, ok = readDateLine(c.text)
		case p.kind == schema.Heading:
		default:
			if c.dateLine, ok = readField(pieces, i); ok || !p.top || p.kind != schema.Paragraph {
				break
			}
			c.level, c.text, c.struck = paragraphLevel, p.firstLine(), p.plain.unsaid == ""
			c.dateLine, ok = readDateLine(c.text)
		}
		if ok && !isNext(pieces, c) && !pointsWithin(p) {
			c.cancelled = c.cancelled || c.struck
			all = append(all, c)
		}
	}
	return all
}

// pointsWithin reports whether p is a line of a table of contents.
func pointsWithin(p piece) bool {
	return len(p.plain.links) > 0 && !slices.ContainsFunc(p.plain.links, func(link string) bool { return !strings.HasPrefix(link, "#") })
}

// isNext reports whether the text right above c says that c is about another meeting,
// "Next meeting", or about something else.
func isNext(pieces []piece, c candidate) bool {
	i := c.piece - 1
	for i >= 0 && pieces[i].isFootnote() {
		i--
	}
	if i < 0 {
		return false
	}
	above := pieces[i]
	if above.kind == schema.Paragraph && c.level == paragraphLevel {
		return strings.HasSuffix(above.plain.text, ":") // Dates of the freeze:
	}
	return above.kind == schema.Heading && above.level < c.level && otherMeeting.MatchString(above.plain.text)
}

var otherMeeting = regexp.MustCompile(`(?i)^\W*(?:(?:date|time|day)s? (?:of|for) (?:the )?)?(?:next|upcoming|future|previous|last|following)\b`)

func (c candidate) weak() bool { return c.weakBefore || c.weakBehind }

// maxRemark is the largest length of a paragraph that is a date line with a remark, in
// bytes. For headings, the limit is maxDateLine.
const maxRemark = 120

// minParagraphs is the smallest number of paragraphs with dates that divide a note that
// has its own day. Two are not enough: a note of one meeting may mention two days, and
// two are always in order.
const minParagraphs = 3

// markWeak marks candidates with doubtful words that neither the title has nor enough
// other candidates of the same level on the same side of the date.
func markWeak(all []candidate, title string) {
	type place struct {
		level  int
		behind bool
		word   string
	}
	seen := map[place]int{}
	eachWord := func(c candidate, visit func(place)) {
		for _, word := range c.before {
			visit(place{c.level, false, word})
		}
		for _, word := range c.behind {
			visit(place{c.level, true, word})
		}
	}
	for _, c := range all {
		eachWord(c, func(p place) { seen[p]++ })
	}
	titled := wordSet{}
	for _, word := range analysis.Terms(title) {
		titled[word] = true
	}
	for i := range all {
		all[i].titled = true
		eachWord(all[i], func(p place) {
			all[i].titled = all[i].titled && titled[p.word]
			enough := 2
			if !p.behind && p.level == paragraphLevel {
				enough = len(all) + 1 // "Ada: 3 May" is what a person says, no matter how often
			}
			if weak := !titled[p.word] && seen[p] < enough; weak && p.behind {
				all[i].weakBehind = true
			} else if weak {
				all[i].weakBefore = true
			}
		})
		if all[i].level == paragraphLevel && len(all[i].text) > maxRemark {
			all[i].weakBefore = true
		}
	}
}

// templateWords are words of headings that many meetings have. Such a heading may have
// nothing below it when the next meeting begins.
var templateWords = vocabulary("agenda agendas attendee attendees attendance attending participants present notes minutes discussion topics open items meeting recording recordings links")

// markPlaces looks at the headings above the candidates. A heading that is only a year,
// or a month with a year, gives its year to candidates that have none. A date in a
// section of a meeting is not a date line: "## 2031-05-14", "### Timeline", "####
// 2031-05-07". If fixed is set, the note has its own day, and a date in any of its
// sections is not a date line.
func markPlaces(all []candidate, pieces []piece, fixed bool) {
	type heading struct {
		level, year int
		divides     bool
		dated, part bool
	}
	var open []heading
	next, first, periods := 0, true, 0
	for i := range all {
		for ; next < all[i].piece; next++ {
			p := pieces[next]
			if p.kind != schema.Heading || !p.top {
				continue
			}
			for len(open) > 0 && open[len(open)-1].level >= p.level {
				open = open[:len(open)-1]
			}
			h := heading{level: p.level, part: made(p.plain.text, templateWords)}
			if h.year, h.divides = periodOf(p.plain.text); h.year > 0 {
				periods++
			}
			h.divides = h.divides || divides(p.plain.text)
			_, h.dated = readDateLine(p.plain.text)
			if first && !h.dated && !h.divides {
				h.part = true // the title
			}
			first = false
			open = append(open, h)
		}
		c := &all[i]
		c.period = periods
		section := false
		for j, h := range slices.Backward(open) {
			if h.level >= c.level {
				if h.level == c.level && h.year > 0 && c.year == 0 {
					c.take(h.year, groundHeading)
				}
				continue
			}
			if h.year > 0 && c.year == 0 {
				c.take(h.year, groundHeading)
			}
			if h.dated && !h.divides {
				c.nested = section
				break
			}
			if c.level < paragraphLevel || j == len(open)-1 {
				section = section || !h.divides && !h.part
			}
		}
		c.nested = c.nested || section && fixed
	}
}

// take sets the year of c, which has none, and where it comes from.
func (c *candidate) take(year int, ground string) {
	c.dateText, c.ground = c.dateText.in(year), ground
}

// decideReadings decides how to read ambiguous dates. It uses, in this order,
//
//   - the day of the week next to the date;
//   - the unambiguous dates of the note;
//   - the reading in which the dates are in order;
//   - the reading in which the dates are close together.
//
// If none of the first three decides, doubt is "month" or "day", whichever was read
// first.
func decideReadings(all []candidate) (doubt string) {
	certain := [2]int{} // number of dates with the month first and with the day first
	for i := range all {
		c := &all[i]
		fits := func(d day) bool { return c.said && d.year > 0 && d.possible() && d.time().Weekday() == c.weekday }
		switch {
		case c.other == (day{}) || fits(c.day) == fits(c.other): // 11 January and 1 November may be the same day of the week
		case fits(c.other):
			c.day, c.other, c.order = c.other, day{}, dayFirst
		default:
			c.other, c.order = day{}, monthFirst
		}
		if c.order != 0 {
			certain[c.order-monthFirst]++
		}
	}
	if !slices.ContainsFunc(all, func(c candidate) bool { return c.other != (day{}) }) {
		return ""
	}
	turned := slices.Clone(all)
	for i := range turned {
		if c := &turned[i]; c.other != (day{}) {
			c.day, c.other = c.other, c.day
		}
	}
	if certain != [2]int{} {
		if certain[1] > certain[0] {
			copy(all, turned)
		}
		return ""
	}
	switch d := cmp.Compare(disorder(turned), disorder(all)); {
	case d < 0:
		copy(all, turned)
		return ""
	case d > 0:
		return ""
	}
	if 3*stretch(turned) < stretch(all) {
		copy(all, turned)
		return "day"
	}
	return "month"
}

// ofLevel returns the candidates of a level that are not nested and for which so is true.
func ofLevel(all []candidate, level int, so func(candidate) bool) []candidate {
	var lines []candidate
	for _, l := range all {
		if l.level == level && !l.nested && so(l) {
			lines = append(lines, l)
		}
	}
	return lines
}

// The levels of candidates that are not headings. The levels of headings are 1 to 6.
const (
	paragraphLevel = 7
	fieldLevel     = 8 // "Date: 3 May 2021", which follows the beginning of the meeting
)

// Where the year of a date line without one comes from.
const (
	groundHeading = "the heading above"
	groundOrder   = "the order of the days"
	groundName    = "the title, the file name or a folder"
)
