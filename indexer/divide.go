package indexer

import (
	"cmp"
	"fmt"
	"slices"
)

// divide splits the pieces of n into meetings.
//
// A note holds one meeting or several. Several meetings are separated by date lines
// (readDateLine): headings, or first lines of paragraphs, with a date and little else.
// Two or more date lines of one level in order, newest or oldest first, make the note a
// running file (findRunning); one in ten may be out of order. Each date line begins a
// meeting, which ends at the next one. A date line without a year takes it from a
// heading above. If there is none, the order of the days gives the year, starting from a
// line that has one. Otherwise the year comes from the title, the file name or a folder.
//
// If a note holds one meeting, its day is in the file name, in folders and name
// together, in the title, in the front matter, or in the head: the lines before the
// first list, table or second section. If all of these give only a month, the month is
// the date.
//
// Text without a date is counted but not indexed: whole notes, and the text above the
// first date line of a running file. Check reports what is doubtful as a Finding.
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
