package indexer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// divide splits the pieces of n into meetings.
func (n *Note) divide(pieces []piece) {
	title := titleOf(pieces)
	said, line := n.titleText(pieces, title)
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
			pieces = withoutHead(pieces, at, top)
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

// titleText returns the text of the title, which is piece number title, or that of the front
// matter if there is none, and its line.
func (n *Note) titleText(pieces []piece, title int) (text string, line int) {
	line = 1
	if title >= 0 && len(pieces[title].plain.text) <= maxHeading {
		text, line = pieces[title].plain.text, pieces[title].line
	}
	return cmp.Or(text, n.front.title), line
}

// withoutHead returns pieces without the date line of piece number at, but with what else the
// piece says.
func withoutHead(pieces []piece, at int, line dateLine) []piece {
	left := line.remarks(pieces[at].line)
	if rest, more := pieces[at].restLines(); more {
		left = append(left, rest)
	}
	return slices.Replace(pieces, at, at+1, left...)
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
