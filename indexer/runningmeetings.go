package indexer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

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
