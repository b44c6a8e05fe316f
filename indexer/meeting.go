package indexer

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Meeting is one meeting of a note: the whole note, or the part from one date line to
// the next.
type Meeting struct {
	Date string // its day, 2006-01-02; 2006-01 if the note gives only a month; "" if neither
	Name string // from the note's title, with additions from the date line
	Line int    // line of the date line; 1 if the meeting is the whole note

	pieces   []piece   // without the title and the date line
	headings []heading // the outer headings, then those in pieces, in order
	outer    int       // number of headings above the date line
}

// addDocuments returns docs with the documents of m after them, in order, without their
// File. present are the attendees in the front matter.
func (m *Meeting) addDocuments(docs []schema.Document, present []string) []schema.Document {
	who := newDirectory(m.pieces, present)
	next := m.outer  // index of the next heading
	follows := false // whether a list or a table has come since the one above
	topics := m.topics(who)
	over := m.under(m.outer-1, topics)
	for i, p := range m.pieces {
		d := schema.Document{
			Date: m.Date, Meeting: m.Name, Kind: p.kind, Text: p.plain.text,
			Parents: p.parents, Links: p.plain.links, Line: p.line,
		}
		if p.kind == schema.Heading {
			over = m.under(next, topics)
			h := m.headings[next]
			next, follows = next+1, false
			if !h.isTeam {
				continue
			}
			d.Team, d.Lead = h.team, h.lead
			d.Section = over.section[: len(over.section)-1 : len(over.section)-1]
			d.Topic = over.topic
		} else {
			d.Team, d.Lead = over.team, over.lead
			d.Section = over.section
			d.Topic = over.topic
			d.People = who.people(i, p)
			d.Present = who.lists(i)
			d.Is = outcomes(p, over.says, follows)
			if g := p.given; g != nil {
				d.Topic, d.People, d.Is = g.topic, nil, g.is
				for _, name := range g.people {
					d.People = append(d.People, cmp.Or(who.find(name), name))
				}
			}
			follows = follows || p.kind != schema.Paragraph
		}
		docs = append(docs, d)
	}
	return docs
}

// An under is what the headings above a piece say about it. Documents share its lists.
type under struct {
	team    string
	lead    []string
	topic   string
	section []string
	says    saying
}

// under returns what heading i of m, and those above it, say about the pieces below it. No
// heading is at index -1.
func (m *Meeting) under(i int, topics []string) under {
	u := under{section: slices.Clip(section(m.headings, i))}
	u.team, u.lead = reporter(m.headings, i)
	u.says = headingsSay(u.section)
	if i >= 0 {
		u.topic = topics[i]
	}
	return u
}

// size returns the number of documents of m, without headings.
func (m *Meeting) size() int {
	n := 0
	for _, p := range m.pieces {
		if p.kind != schema.Heading {
			n++
		}
	}
	return n
}

// newMeeting returns the meeting of pieces, which are below the headings in outer.
func newMeeting(date, name string, line int, outer, pieces []piece) *Meeting {
	m := &Meeting{Date: date, Name: name, Line: line, pieces: pieces, outer: len(outer)}
	count := len(outer)
	for i := range pieces {
		if pieces[i].kind == schema.Heading {
			count++
		}
	}
	m.headings = make([]heading, 0, count)
	for _, some := range [][]piece{outer, pieces} {
		for _, p := range some {
			if p.kind == schema.Heading {
				m.headings = append(m.headings, readHeading(p))
			}
		}
	}
	return m
}

// divide splits the pieces of n into meetings.
func (n *Note) divide(pieces []piece) {
	title := titleOf(pieces)
	text, line := "", 1
	if title >= 0 && len(pieces[title].plain.text) <= maxHeading {
		text, line = pieces[title].plain.text, pieces[title].line
	}
	said := cmp.Or(text, n.front.title)
	all := candidates(pieces)
	byName, named := nameDay(n.Name)
	front, frontDoubt, inFront := frontDay(n.front.date)
	own, doubt, ok := meetingDay(n.Name, said)
	if ok && !named && isOneOf(all, title) {
		own, doubt, ok = day{}, "", false
	}
	if !ok {
		own, doubt, ok = front, frontDoubt, inFront
	}
	top, at, inHead := head(pieces, title)
	if inHead {
		inHead = n.settleHead(&top, said) && !isOneOf(all, at)
	}
	if named && inHead && byName.other == top.day {
		own, doubt = top.day, "" // 12-05-2022 and "Thursday, 12 May 2022"
	}
	r := findRunning(all, pieces, setting{
		fixed: named || inFront, own: ok, dated: ok || inHead && at < 0, head: inHead && at >= 0,
		title: titleWords(pieces, all, n.front.title), years: n.years(pieces, all),
	})
	if len(r.lines) > 0 {
		n.divideAt(pieces, r, own, ok && (named || inFront || title >= 0 && title < r.lines[0].piece))
		return
	}

	switch {
	case ok && inHead && top.day.day > 0 && top.day != own && own.day > 0 && at < 0:
		n.find([]int{line}, fmt.Sprintf("the head says %s, the file name or title %s", top.day, own))
	case !ok && inHead:
		own, doubt, ok = top.day, headDoubt(top), true
		if at >= 0 {
			left := top.remarks(pieces[at].line)
			if rest, more := pieces[at].restLines(); more {
				left = append(left, rest)
			}
			pieces = slices.Replace(pieces, at, at+1, left...)
		}
	case !ok && !isOneOf(all, title):
		if own, doubt, ok = frontDay(n.front.created); ok {
			break
		}
		if own, ok = meetingMonth(n.Name, said); ok {
			n.find([]int{line}, fmt.Sprintf("only a month, %s, no day", own))
		}
	case inFront && named && front != own:
		n.find([]int{1}, fmt.Sprintf("the front matter says %s, the file name %s", front, own))
	}
	if doubt != "" {
		n.find([]int{line}, doubt)
	}
	if title >= 0 {
		pieces = slices.Delete(pieces, title, title+1)
	}
	name := meetingName(n.Name, said, n.front.meeting)
	if !ok {
		n.findUndated(all)
		n.Undated = newMeeting("", name, 1, nil, pieces)
		return
	}
	n.Meetings = []*Meeting{newMeeting(own.String(), name, 1, nil, pieces)}
}

// isOneOf reports whether piece at is one of several date lines of the same level. If so,
// its date is not the date of the note.
func isOneOf(all []candidate, at int) bool {
	i := slices.IndexFunc(all, func(c candidate) bool { return c.piece == at })
	return i >= 0 && slices.ContainsFunc(all, func(c candidate) bool {
		return c.piece != at && c.level == all[i].level && len(c.before) == 0 && c.day != all[i].day
	})
}

// findUndated adds a finding that says why the date lines of n do not make meetings.
func (n *Note) findUndated(all []candidate) {
	lines := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return c.level == fieldLevel || c.doubtful() })
	if len(lines) == 0 {
		return
	}
	what := things(len(lines), "date line") + " in no order"
	if first := lines[0]; first.year == 0 {
		what = fmt.Sprintf("the date line %q has no year, and neither the title, the file name nor a folder gives one", first.text)
	}
	n.find([]int{lines[0].line}, what)
}

// titleOf returns the index of the title in pieces: the first heading if it is of level 1
// or has a date, or else the first heading of level 1; -1 if there is none.
func titleOf(pieces []piece) int {
	title := slices.IndexFunc(pieces, func(p piece) bool { return p.kind == schema.Heading })
	if title < 0 || pieces[title].level == 1 {
		return title
	}
	if _, dated := findDate(pieces[title].plain.text, dateForms); dated {
		return title
	}
	return slices.IndexFunc(pieces, func(p piece) bool { return p.kind == schema.Heading && p.level == 1 })
}

// titleWords returns the words that name the meetings of a note: those of the title in
// its front matter, and of its first heading if that is above all candidates.
func titleWords(pieces []piece, all []candidate, front string) string {
	words := front
	if len(all) == 0 {
		return words
	}
	for _, p := range pieces[:all[0].piece] {
		if p.kind == schema.Heading && len(p.plain.text) <= maxHeading {
			words += " " + p.plain.text
			break
		}
	}
	return words
}

// years returns the years in the title of a running file, or else in its file name, or
// else in the nearest folder whose name has one.
func (n *Note) years(pieces []piece, all []candidate) []int {
	if years := yearsOf(titleWords(pieces, all, n.front.title)); len(years) > 0 {
		return years
	}
	folder, name := splitName(n.Name)
	years := yearsOf(name)
	for _, m := range yearAndMonth.FindAllStringSubmatch(name, -1) {
		years = append(years, number(m[1])) // 201902-201911
	}
	for ; len(years) == 0 && folder != ""; folder, _ = splitName(folder) {
		years = yearsOf(path.Base(folder))
	}
	return years
}

var yearAndMonth = regexp.MustCompile(`\b(` + century + `)(?:0[1-9]|1[0-2])\b`)

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

// divideAt makes the meetings of a running file, which begin at the date lines of r. Text
// above the first one gets the day own, if isOwn is set and own is near the days of r.
func (n *Note) divideAt(pieces []piece, r running, own day, isOwn bool) {
	dated := map[int]bool{}
	for _, l := range r.lines {
		dated[l.piece] = l.level != fieldLevel
	}
	title, text := runningTitle(pieces, r), ""
	if title >= 0 {
		text = pieces[title].plain.text
	}
	lines := r.meetings(pieces)
	if text == "" && n.front.title == "" {
		text = oftenSaid(lines)
	}
	base := meetingName(n.Name, withoutYears(cmp.Or(text, n.front.title)), n.front.meeting)
	told := r
	told.lines = lines
	n.findings = append(n.findings, told.findings(n.Name, pieces)...)
	starts := make([]int, len(lines)+1)
	for i, l := range lines {
		starts[i] = l.start(pieces, title, dated)
	}
	starts[len(lines)] = len(pieces)
	own, isOwn = n.ownDay(r, own, isOwn)
	n.addBefore(withoutDividers(pieces[:starts[0]], 0, title, r, dated), base, own, isOwn)
	outers := outerHeadings(pieces, lines, title, dated)
	same := sameWords(lines)
	for i, l := range lines {
		name, words := base, l.words
		own := l.remarks(l.line)
		if len(own) > 0 || same && len(lines) > 1 || strings.Contains(" "+analysis.Fold(base)+" ", " "+analysis.Fold(words)+" ") {
			words = ""
		}
		if words != "" {
			name = strings.TrimPrefix(base+", "+words, ", ")
		}
		own = append(own, withoutDividers(pieces[starts[i]:starts[i+1]], starts[i], title, r, dated)...)
		n.Meetings = append(n.Meetings, newMeeting(l.day.String(), name, l.line, outers[i], own))
	}
}

// sameWords reports whether all lines, except for cancelled meetings, have the same words.
func sameWords(lines []candidate) bool {
	held := slices.DeleteFunc(slices.Clone(lines), func(l candidate) bool { return l.cancelled })
	return slices.IndexFunc(held, func(l candidate) bool { return l.words != held[0].words }) < 0
}

// oftenSaid returns the words that more than half of lines have; "" if there are none.
// They name the meetings of a file without a title: "OCI Developer Call 2031-05-14".
func oftenSaid(lines []candidate) string {
	counts := map[string]int{}
	for _, l := range lines {
		if counts[l.words]++; 2*counts[l.words] > len(lines) {
			return l.words
		}
	}
	return ""
}

// maxAhead is the largest number of days between the day of a note and those of its date
// lines. A day that is further away is that of an edition, not of a meeting.
const maxAhead = 31

// ownDay returns the day of the note itself, if it has one that is near those of its date
// lines. A diary of a conference is an example.
func (n *Note) ownDay(r running, own day, ok bool) (day, bool) {
	first, last := r.span()
	if !ok || own.day == 0 {
		return day{}, false
	}
	n.find([]int{1}, fmt.Sprintf("the note is dated %s, but its date lines run from %s to %s", own, first, last))
	return own, between(first, own) >= -maxAhead && between(own, last) >= -maxAhead
}

// addBefore adds the pieces above the first date line as a meeting.
func (n *Note) addBefore(before []piece, name string, own day, isOwn bool) {
	m := newMeeting("", name, 1, nil, before)
	switch size := m.size(); {
	case size == 0:
	case isOwn:
		m.Date = own.String()
		n.Meetings = append(n.Meetings, m)
	default:
		n.Undated = m
		first := slices.IndexFunc(before, func(p piece) bool { return p.kind != schema.Heading })
		n.find([]int{before[first].line}, things(size, "document")+" above the first meeting, without a date")
	}
}

// meetings returns the date lines of r without those that repeat the day right above, or
// give the same moment in another time zone.
func (r running) meetings(pieces []piece) []candidate {
	var lines []candidate
	for i, l := range r.lines {
		if i > 0 {
			above := r.lines[i-1]
			apart := slices.ContainsFunc(pieces[above.piece+1:l.piece], func(p piece) bool { return p.kind != schema.Heading })
			_, more := pieces[above.piece].restLines()
			days := abs(between(above.day, l.day))
			if !apart && !more && above.level <= l.level && l.piece == above.piece+1 && !above.cancelled && !l.cancelled &&
				(days == 0 && (l.words == "" || l.words == above.words) || days == 1 && above.timed && l.timed && l.words == above.words) {
				continue
			}
		}
		lines = append(lines, l)
	}
	return lines
}

// start returns the first piece of the meeting of c: the first of the higher headings
// right above it, or c itself. For a field, all headings right above it count.
func (c candidate) start(pieces []piece, title int, dated map[int]bool) int {
	start := c.piece
	for start > 0 && start-1 != title && !dated[start-1] && pieces[start-1].kind == schema.Heading && pieces[start-1].top &&
		(c.level == fieldLevel || c.level < paragraphLevel && pieces[start-1].level < c.level) {
		start--
	}
	return start
}

// withoutDividers returns the pieces of some without the title, date lines, and headings
// that only divide the file by time. from is the number of the first piece of some.
func withoutDividers(some []piece, from, title int, r running, dated map[int]bool) []piece {
	var kept []piece
	base := r.lines[0].level
	for i, p := range some {
		at := from + i
		_, repeats := slices.BinarySearchFunc(r.lines, at, func(l candidate, piece int) int { return cmp.Compare(l.piece, piece) })
		switch {
		case at == title:
		case dated[at] || repeats && r.lines[0].level != fieldLevel:
			if rest, ok := p.restLines(); ok {
				kept = append(kept, rest)
			}
		case p.kind == schema.Heading && p.top && p.level < base && divides(p.plain.text):
		default:
			kept = append(kept, p)
		}
	}
	return kept
}

// divides reports whether a heading only divides a file: "2018", "March", "Past meetings".
func divides(text string) bool {
	if _, ok := periodOf(text); ok {
		return true
	}
	return made(text, dividerWords)
}

// outerHeadings returns, for each of lines, the headings of higher levels above it. It
// leaves out the title, other date lines, and headings that only divide the file.
func outerHeadings(pieces []piece, lines []candidate, title int, dated map[int]bool) [][]piece {
	outers := make([][]piece, len(lines))
	var open []piece
	next := 0
	for i, l := range lines {
		for ; next < l.piece; next++ {
			p := pieces[next]
			if p.kind != schema.Heading || !p.top || next == title || dated[next] {
				continue
			}
			for len(open) > 0 && open[len(open)-1].level >= p.level {
				open = open[:len(open)-1]
			}
			open = append(open, p)
		}
		if l.level >= paragraphLevel {
			continue
		}
		above := l.start(pieces, title, dated) // from here on, headings belong to the meeting
		for _, p := range open {
			if p.level < l.level && p.line < pieces[above].line && !divides(p.plain.text) {
				outers[i] = append(outers[i], p)
			}
		}
	}
	return outers
}

// runningTitle returns the index of the title of a running file: the first heading above
// its date lines, unless that only divides the file or is of their level. It returns -1
// if there is none.
func runningTitle(pieces []piece, r running) int {
	first := r.lines[0]
	for i, p := range pieces[:first.piece] {
		if p.kind != schema.Heading {
			continue
		}
		if year, ok := periodOf(p.plain.text); ok && year > 0 || len(p.plain.text) > maxHeading || p.level > 1 && p.level >= first.level {
			return -1
		}
		return i
	}
	return -1
}

var bareYears = regexp.MustCompile(`\(?\b` + century + `(?:\s*[-–/]\s*(?:` + century + `|\d\d))?\b\)?`)

// withoutYears returns the title of a running file without the years that it covers.
func withoutYears(title string) string {
	dateless := withoutDate(title)
	return bareYears.ReplaceAllString(dateless, " ")
}

var (
	meetingWords = regexp.MustCompile(`(?i)\b(?:meetings?|notes|agenda|minutes|archives?|as of)\b`)
	oftenWords   = regexp.MustCompile(`(?i)\bweekly\b`)
	dayWords     = regexp.MustCompile(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)|\d{1,2}:\d\d(?:\s*(?:[ap]m|utc|gmt|[ecmp][sd]?t))?)\b|\(\s*\)`)
	dangling     = regexp.MustCompile(`(?i)^(?:(?:of|for|on|at|from|in|the|held)\b\W*)+|(?:\W*\b(?:of|for|on|at|from|in|the|held))+$`) // words left over from a date
	yearly       = regexp.MustCompile(`^\d+(?:[-_.]\d+)*$`)                                                                            // name of a folder: 2018, 2012-05
)

// trimMeeting removes what the date leaves behind in a title: marks and loose words at
// the ends, and empty or unbalanced brackets.
func trimMeeting(s string) string {
	for {
		before := s
		grouped := strings.ContainsAny(s, "([")
		if grouped {
			s = emptyGroup.ReplaceAllString(s, " ")
		}
		s = strings.Trim(oneLine(s), " -–—:,;.|/@")
		if mayDangle(s) {
			s = dangling.ReplaceAllString(s, "")
		}
		if grouped {
			s = dashBefore.ReplaceAllString(s, "(")
		}
		if grouped || strings.ContainsAny(s, ":)") {
			s = looseMarks.Replace(s)
		}
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

// mayDangle reports whether the first or the last word of s is one that dangling removes.
// Checking this first avoids running the pattern on most titles.
func mayDangle(s string) bool {
	first, last := 0, len(s)
	for first < len(s) && isLetter(s[first]) {
		first++
	}
	for last > 0 && isLetter(s[last-1]) {
		last--
	}
	return isDangling(s[:first]) || isDangling(s[last:])
}

func isDangling(word string) bool {
	return len(word) <= len("from") && danglingWords[strings.ToLower(word)]
}

var danglingWords = vocabulary("of for on at from in the held")

func isLetter(c byte) bool { return 'a' <= c|' ' && c|' ' <= 'z' }

var (
	looseMarks = strings.NewReplacer(" :", ":", "( ", "(", " )", ")")
	dashBefore = regexp.MustCompile(`(?:[-–—:,;]\s*)+\(`) // Council — (Primary), from which a month was removed
)

var emptyGroup = regexp.MustCompile(`(?i)\((?:[\s,–-]|[ap]m|utc|gmt|[ecmp][sd]?t)*\)|\[\s*\]`) // () and ( - PT), left over from a time

// folderWords are words of folder names that say nothing about the meeting.
var folderWords = vocabulary("archive archives docs meeting meetings minutes note notes")

// meetingName returns the title without its date and without words that every title has.
// If nothing is left, it returns front, the meeting in the front matter, or else the
// nearest folder whose name is not a date.
func meetingName(name, title, front string) string {
	dateless := withoutDate(title)
	meeting := meetingWords.ReplaceAllString(dateless, " ")
	if timeless := dayWords.ReplaceAllString(meeting, " "); dateless != title || analysis.Fold(timeless) == "" {
		meeting = timeless // the day of the week and the hour are part of the date
	}
	meeting = trimMeeting(meeting)
	if rare := trimMeeting(oftenWords.ReplaceAllString(meeting, " ")); analysis.Fold(rare) != "" {
		return rare
	}
	if front != "" {
		return front
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if folder := path.Base(dir); !yearly.MatchString(folder) && !made(folder, folderWords) && folder != ".." {
			return folder
		}
	}
	return meeting // Weekly
}
