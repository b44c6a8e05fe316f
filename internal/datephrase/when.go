package datephrase

import (
	"slices"
	"time"

	"minutes/internal/query"
)

// A when is one date in words. It is an interval, an interval without its year, or a time
// that counts back from the newest date.
type when struct {
	interval
	kind     whenKind
	yearless bool

	unit  byte // as in date, and 'q' for quarters; 0 for an interval
	count int  // number of units
	past  bool // whether the units end with the newest date; otherwise they are those of the calendar
}

// A whenKind says where a date is read as one.
type whenKind int

const (
	certain    whenKind = iota // everywhere, because nothing else can be meant: June 2019
	bareYear                   // after a preposition: in 2018
	bareMonth                  // after a preposition, if it is none that stands before names: since March
	shortMonth                 // only as a part of other dates: Mar
	bareDay                    // after a preposition, also on: on 25 June
)

// leapYear is the year of dates without one, until it is known. It has a 29 February.
const leapYear = 2000

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

// secondsPerDay is a constant, because days are in UTC. A time.Duration has at most 292 years.
const secondsPerDay = 24 * 60 * 60

// parseDay returns the day that text is, or the first day of the month that it is.
func parseDay(text string) time.Time {
	layout := time.DateOnly
	if len(text) == len(query.MonthLayout) {
		layout = query.MonthLayout
	}
	t, _ := time.Parse(layout, text) // dates in an index are valid
	return t
}
