package indexer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A note is a running file if two or more date lines of one level are in order, newest or
// oldest first. That level is its base. Other lines are date lines too if their day is
// between those of the base lines around them. They may be of other levels, or have words
// that no other line has. A timeline inside a meeting does not fit between them.

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

// between returns the number of days from a to b. If one of them has no year, it returns
// the smallest possible number.
func between(a, b day) int {
	if a.year > 0 && b.year > 0 {
		return int(b.time().Sub(a.time()).Hours() / 24)
	}
	days := int(b.inLeap().time().Sub(a.inLeap().time()).Hours() / 24)
	switch {
	case days > 183:
		return days - 366
	case days < -183:
		return days + 366
	}
	return days
}

func (d day) inLeap() day { d.year = 2000; return d }

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

// descends reports whether the days of lines go from newest to oldest.
func descends(lines []candidate) bool {
	sum := 0
	for i := 1; i < len(lines); i++ {
		if lines[i].period == lines[i-1].period {
			sum += between(lines[i-1].day, lines[i].day)
		}
	}
	return sum < 0
}

// fillYears gives each of lines, which are of one level, a year. It takes the year of a
// neighboring line, or the year before or after it, as the order of the days requires. If
// no line has a year, it chooses the years so that as many lines as possible get one of
// years. It returns the lines whose dates are then in the calendar; none if there is no
// year.
func fillYears(lines []candidate, years []int) []candidate {
	if len(lines) == 0 {
		return nil
	}
	known := slices.IndexFunc(lines, func(c candidate) bool { return c.year > 0 })
	ground := groundOrder
	if known < 0 {
		if len(years) == 0 {
			return nil
		}
		known, ground = 0, groundName
		lines[0].take(years[len(years)-1], ground)
	}
	down := descends(lines)
	for i := known + 1; i < len(lines); i++ {
		if lines[i].year == 0 {
			lines[i].take(yearBeside(lines[i-1].day, lines[i].day, down), ground)
		}
	}
	for i := known - 1; i >= 0; i-- {
		if lines[i].year == 0 {
			lines[i].take(yearBeside(lines[i+1].day, lines[i].day, !down), ground)
		}
	}
	if ground == groundName {
		moveYears(lines, years)
	}
	return slices.DeleteFunc(lines, func(l candidate) bool { return !l.possible() }) // 29 February
}

// moveYears shifts the years of all lines by up to two, so that as many as possible are
// in years.
func moveYears(lines []candidate, years []int) {
	within := func(by int) (n int) {
		for _, l := range lines {
			if slices.Contains(years, l.year+by) {
				n++
			}
		}
		return n
	}
	best := 0
	for _, by := range []int{-1, 1, -2, 2} {
		if within(by) > within(best) {
			best = by
		}
	}
	for i := range lines {
		lines[i].day.year += best
		if lines[i].other != (day{}) {
			lines[i].other.year += best
		}
	}
}

// yearBeside returns the year of d, which has none, such that d follows last in order:
// backward if down is set, else forward. A day that is out of order by at most 45 days
// can keep the year of last: it is more likely an error in the order.
func yearBeside(last, d day, down bool) int {
	best, distance := last.year, 1<<30
	for year := last.year - 1; year <= last.year+1; year++ {
		step := between(last, d.in(year))
		if down {
			step = -step
		}
		if step < 0 {
			step = -step
			if step > 45 {
				continue
			}
			step += 300
		}
		if step < distance {
			best, distance = year, step
		}
	}
	return best
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

func abs(n int) int { return max(n, -n) }

// dividerWords may accompany a year or a month in a heading that only divides a file by
// time. periodNames are months, quarters and halves.
var (
	dividerWords = vocabulary("meeting meetings note notes minutes agenda agendas archive archives archived past previous older old history historical former upcoming future year years half quarter first second third fourth of the for from and")
	periodNames  = vocabulary(`
	january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
	q1 q2 q3 q4 h1 h2`)
)

var oneYear = regexp.MustCompile(`^` + century + `$`)

// periodOf reports whether a heading only divides a file by time, as "2019", "March 2019"
// and "2018 meetings" do. It returns the year of the heading; 0 if it has none.
func periodOf(text string) (year int, ok bool) {
	said := false
	for _, word := range analysis.Terms(text) {
		switch {
		case oneYear.MatchString(word) && year == 0:
			year, said = number(word), true
		case periodNames[word]:
			said = true
		case !dividerWords[word]:
			return 0, false
		}
	}
	return year, said
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
