package indexer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutes/schema"
)

// A note is a running file if two or more date lines of one level are in order, newest or
// oldest first. That level is its base. Other lines are date lines too if their day is
// between those of the base lines around them. They may be of other levels, or have words
// that no other line has. A timeline inside a meeting does not fit between them.

// A running holds the date lines of a running file.
type running struct {
	lines      []candidate // in the order of the note
	descending bool        // newest first
	rejected   []candidate // lines that look like date lines but do not fit
	unknown    []candidate // lines of the base level with words that no other date line has
	doubt      string      // "month" or "day": which was read first in ambiguous dates; "" if that is certain
}

// A setting is what a note says about its day, apart from its date lines.
type setting struct {
	fixed bool   // whether the name or the front matter has a day
	own   bool   // whether fixed, or the title has a day
	dated bool   // whether own, or a field in the head has a day
	head  bool   // whether the head has a date line
	title string // words that its date lines may have
	years []int  // years in the title, the name or a folder, the nearest last
}

// findRunning returns the date lines among all that begin meetings; none if the note is
// not a running file.
func findRunning(all []candidate, pieces []piece, c setting) running {
	if len(all) == 0 {
		return running{}
	}
	all = slices.Clone(all)
	markWeak(all, c.title)
	markPlaces(all, pieces, c.fixed)
	r := running{doubt: decideReadings(all)}
	days := slices.DeleteFunc(slices.Clone(all), func(l candidate) bool { return l.day.day == 0 })
	if r.choose(days, c) || r.alone(days, c) {
		return r
	}
	if c.dated {
		return running{}
	}
	months := slices.DeleteFunc(all, func(l candidate) bool { return l.day.day != 0 || l.level == fieldLevel })
	r.choose(months, c)
	return r
}

// stretch returns the sum of the days between consecutive lines.
func stretch(lines []candidate) int {
	days := 0
	for i := 1; i < len(lines); i++ {
		days += abs(between(lines[i-1].day, lines[i].day))
	}
	return days
}

// disorder returns the number of lines that are out of order, in the better of the two
// directions.
func disorder(lines []candidate) int {
	up, down := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].piece == lines[i-1].piece+1 && abs(between(lines[i-1].day, lines[i].day)) <= 1 {
			continue // the same moment in another zone
		}
		switch step := between(lines[i-1].day, lines[i].day); {
		case lines[i].period != lines[i-1].period: // a year newest first may have its days oldest first
		case step > 0:
			up++
		case step < 0:
			down++
		}
	}
	return min(up, down)
}

// choose makes the level with the most date lines in order the base, and adds the lines
// that fit it. It reports whether there is such a level.
func (r *running) choose(all []candidate, c setting) bool {
	var best []candidate
	for level := 1; level <= fieldLevel; level++ {
		if c.own && level == fieldLevel {
			continue // "When: 1 June" may be about something else
		}
		lines := ofLevel(all, level, func(l candidate) bool { return !l.weak() && !(c.fixed && l.doubtful() && !l.titled) })
		if len(lines) < 2 && len(best) == 0 && !c.dated && level < paragraphLevel {
			lines = ofLevel(all, level, func(l candidate) bool { return !l.weakBefore }) // 2031-05-14: Gates
		}
		if lines = fillYears(lines, c.years); len(lines) <= max(1, len(best)) {
			continue
		}
		if c.dated && level == paragraphLevel && len(lines) < minParagraphs {
			continue
		}
		slack := len(lines) / 10
		if !c.fixed && len(lines) > 2 {
			slack = max(slack, 1)
		}
		if disorder(lines) <= slack {
			best = lines
		}
	}
	if best == nil {
		return false
	}
	r.descending = descends(best)
	r.lines = r.withFitting(best, all)
	return true
}

// withFitting returns base, with those of all that fit between the lines of base around
// them.
func (r *running) withFitting(base, all []candidate) []candidate {
	level := base[0].level
	var lines []candidate
	before := day{} // day of the previous line
	for _, l := range all {
		if len(base) > 0 && base[0].piece == l.piece {
			l, base = base[0], base[1:]
			lines, before = append(lines, l), l.day
			continue
		}
		switch {
		case l.nested, l.level == fieldLevel:
			continue
		case l.weakBefore:
			if l.level == level && level < paragraphLevel && l.year > 0 {
				r.unknown = append(r.unknown, l)
			}
			continue
		case l.level != level && l.doubtful() && !l.titled:
			continue // a part of a meeting: "Follow-ups of 3 May"
		case len(lines) > 0 && l.level > lines[len(lines)-1].level && between(before, l.day) == 0:
			continue // it repeats the day of its meeting
		}
		behind := day{}
		if len(base) > 0 {
			behind = base[0].day
		}
		if r.fit(&l, before, behind) {
			lines, before = append(lines, l), l.day
		} else {
			r.rejected = append(r.rejected, l)
		}
	}
	return lines
}

// fit reports whether the day of l is between before and behind, and gives l a year that
// makes it so. Either day may be zero, for none.
func (r *running) fit(l *candidate, before, behind day) bool {
	years := []int{l.year}
	if l.year == 0 {
		near := cmp.Or(before.year, behind.year)
		years = []int{near, near - 1, near + 1}
	}
	for _, year := range years {
		d := l.day.in(year)
		if !d.possible() {
			continue
		}
		ordered := func(a, b day) bool {
			if a == (day{}) || b == (day{}) {
				return true
			}
			step := between(a, b)
			return step == 0 || step < 0 == r.descending
		}
		gap := func(a day) bool { return a != (day{}) && l.year == 0 && abs(between(a, d)) > 200 }
		follows, precedes := ordered(before, d), ordered(d, behind)
		if broken := before != (day{}) && behind != (day{}) && !ordered(before, behind); broken {
			follows, precedes = follows || precedes, true // a second year begins here
		}
		if follows && precedes && !gap(before) {
			if l.year == 0 {
				l.take(year, groundOrder)
			}
			return true
		}
	}
	return false
}

// findings returns what a person may want to look at in the date lines of file. pieces
// are the pieces of the file.
func (r running) findings(file string, pieces []piece) []Finding {
	var found []Finding
	add := func(line int, format string, args ...any) {
		found = append(found, Finding{file, line, fmt.Sprintf(format, args...)})
	}
	first, last := r.span()
	head := r.lines[0]
	if len(r.lines) > 1 {
		what := fmt.Sprintf("running file: %s from %s to %s", things(len(r.lines), "meeting"), first, last)
		if n := len(slices.DeleteFunc(slices.Clone(r.lines), func(l candidate) bool { return !l.cancelled })); n > 0 {
			what += fmt.Sprintf(", %d of them cancelled", n)
		}
		add(head.line, "%s", what)
	}
	grounds := map[string][]candidate{}
	inOrder := func(a, b candidate) bool {
		step := between(a.day, b.day)
		return step == 0 || step < 0 == r.descending || a.period != b.period
	}
	for i, l := range r.lines {
		if l.ground != "" {
			grounds[l.ground] = append(grounds[l.ground], l)
		}
		if what := l.misfit(l.weekday, l.said); what != "" {
			add(l.line, "%s", what)
		}
		switch {
		case i == 0 || inOrder(r.lines[i-1], l):
		case i > 1 && inOrder(r.lines[i-2], l): // only the line between them is out of order
			add(r.lines[i-1].line, "%s is out of order after %s", r.lines[i-1].day, r.lines[i-2].day)
		default:
			add(l.line, "%s is out of order after %s", l.day, r.lines[i-1].day)
		}
		if l.day.day == 0 {
			add(l.line, "only a month, %s, no day", l.day)
		}
	}
	for _, l := range r.unknown {
		add(l.line, "%q has a date, but also words that no other date line has; it does not begin a meeting", strings.TrimSpace(l.text))
	}
	for ground, lines := range grounds {
		add(lines[0].line, "%s without a year from here on; the year was taken from %s", things(len(lines), "date line"), ground)
	}
	if doubtful := slices.IndexFunc(r.lines, func(l candidate) bool { return l.other != (day{}) }); r.doubt != "" && doubtful >= 0 {
		add(head.line, "dates such as %s are ambiguous; they were read with the %s first", r.lines[doubtful].dateText.text, r.doubt)
	}
	for _, l := range r.rejected {
		if !l.weak() && l.level != fieldLevel {
			add(l.line, "%q looks like a date line but is out of order; it does not begin a meeting", strings.TrimSpace(l.text))
		}
	}
	for _, p := range pieces {
		if p.top && p.kind == schema.Heading && isNoDayLine(p.plain.text) {
			add(p.line, "%q is not in the calendar; the text below it belongs to the previous meeting", strings.TrimSpace(p.plain.text))
		}
	}
	return found
}

// things returns n and thing, in the plural unless n is 1.
func things(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// span returns the earliest and the latest day of r's meetings.
func (r running) span() (first, last day) {
	for i, l := range r.lines {
		if i == 0 || l.day.String() < first.String() {
			first = l.day
		}
		if i == 0 || l.day.String() > last.String() {
			last = l.day
		}
	}
	return first, last
}

// alone makes a single date line the only meeting of a note that has no other day. It
// reports whether there is such a line.
func (r *running) alone(all []candidate, c setting) bool {
	sure := slices.DeleteFunc(slices.Clone(all), func(l candidate) bool { return l.weak() || l.nested || l.level == fieldLevel })
	if c.dated || c.head || len(sure) != 1 {
		return false
	}
	r.lines = fillYears(sure, c.years)
	return len(r.lines) > 0
}
