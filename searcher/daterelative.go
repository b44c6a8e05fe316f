package searcher

import (
	"slices"
	"strings"
	"time"

	"minutes/internal/query"
)

// relative reads a date that counts back from the newest one and begins with token i.
func (t tokens) relative(i int) (w when, end int, ok bool) {
	unit, plural, next := t.unit(i + 1)
	switch text := t[i].text; text {
	case "last", "past", "previous":
		if n, ok := countOf(t.word(i + 1)); ok {
			unit, plural, next = t.unit(i + 2)
			return when{unit: unit, count: n, past: true}, next, unit != 0 && (plural || n == 1)
		}
		switch {
		case plural, unit == 0, unit == 'd', t.word(next) == "of" && unit != 'n': // the last week of June
			return when{}, i, false
		case unit == 'n' && text == "last":
			return when{unit: unit, count: 1, past: true}, next, true
		case unit == 'n':
			return when{}, i, false // the previous meeting may be the one before the last
		}
		// A week of the calendar before the newest meeting seldom has a meeting.
		return when{unit: unit, count: 1, past: text == "past" || unit == 'w'}, next, true
	case "this", "current":
		return when{unit: unit}, next, !plural && unit != 0 && unit != 'd' && unit != 'n' && t.word(next) != "of"
	case "latest", "newest":
		return when{unit: unit, count: 1, past: true}, next, !plural && unit == 'n'
	case "most":
		if t.word(i+1) == "recent" {
			unit, plural, next = t.unit(i + 2)
			return when{unit: unit, count: 1, past: true}, next, !plural && unit == 'n'
		}
	}
	return when{}, i, false
}

// unit reads the unit of time that token i is, as in when. It returns 0 if it is none.
func (t tokens) unit(i int) (unit byte, plural bool, end int) {
	text := strings.TrimSuffix(strings.TrimSuffix(t.word(i), "'s"), "’s") // last year's
	singular, plural := strings.CutSuffix(text, "s")
	switch singular {
	case "day":
		unit = 'd'
	case "week":
		unit = 'w'
	case "month":
		unit = 'm'
	case "quarter":
		unit = 'q'
	case "year":
		unit = 'y'
	case "meeting":
		unit = 'n'
	}
	return unit, plural, i + 1
}

// in returns the interval that w means. days are the sorted dates from which w counts
// back, at least one; they may be empty if w does not count back.
func (w when) in(days []string) interval {
	if w.unit == 0 {
		return w.interval
	}
	newest := parseDay(query.LastDay(days[len(days)-1]))
	if !w.past {
		return w.calendar(newest).moved(-w.count)
	}
	d := query.Date{Unit: w.unit, Count: w.count}
	if w.unit == 'q' {
		d.Unit, d.Count = 'm', 3*w.count
	}
	first, _, err := d.Bounds(days)
	if err != nil {
		return interval{start: newest, days: 1}
	}
	start := parseDay(first.Date)
	if w.unit == 'n' && len(first.Date) == len(query.MonthLayout) { // a month without a day: all of it
		newest = slices.MaxFunc([]time.Time{newest, parseDay(query.LastDay(first.Date))}, time.Time.Compare)
	}
	return interval{start: start, days: int((newest.Unix()-start.Unix())/secondsPerDay) + 1}
}

// secondsPerDay is a constant, because days are in UTC. A time.Duration has at most 292 years.
const secondsPerDay = 24 * 60 * 60

// calendar returns the unit of the calendar that contains day.
func (w when) calendar(day time.Time) interval {
	year, m := day.Year(), day.Month()
	in := interval{start: time.Date(year, m, 1, 0, 0, 0, 0, time.UTC), months: 1}
	switch w.unit {
	case 'w': // from Monday on
		in = interval{start: day.AddDate(0, 0, -(int(day.Weekday())+6)%7), days: 7}
	case 'q':
		in.start, in.months = in.start.AddDate(0, -(int(m)-1)%3, 0), 3
	case 'y':
		in.start, in.months = in.start.AddDate(0, -(int(m)-1), 0), 12
	}
	return in
}

// parseDay returns the day that text is, or the first day of the month that it is.
func parseDay(text string) time.Time {
	layout := time.DateOnly
	if len(text) == len(query.MonthLayout) {
		layout = query.MonthLayout
	}
	t, _ := time.Parse(layout, text) // dates in an index are valid
	return t
}
