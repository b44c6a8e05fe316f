package datephrase

import (
	"time"

	"minutes/internal/query"
)

// An interval is a period of the calendar, such as a quarter, or some days in a row. It
// lasts months and days from its start on.
type interval struct {
	start        time.Time
	months, days int
}

// dayOf returns the interval of one day. ok is false if there is no such day.
func dayOf(year int, month time.Month, day int) (one interval, ok bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return interval{start: t, days: 1}, inReach(year) && t.Month() == month && t.Day() == day
}

// daysOf returns the interval of some days of one month. ok is false if there are no such
// days.
func daysOf(year int, month time.Month, day, days int) (some interval, ok bool) {
	some, ok = dayOf(year, month, day)
	_, last := dayOf(year, month, day+days-1)
	some.days = days
	return some, ok && last
}

// monthsOf returns the interval of the given number of months. ok is false if there is no
// such month.
func monthsOf(year int, month time.Month, months int) (some interval, ok bool) {
	t := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return interval{start: t, months: months}, inReach(year) && month >= time.January && t.Year() == year
}

// inReach reports whether year is one that a query may mean. Other numbers of four digits
// are sizes and ports more often than years.
func inReach(year int) bool { return year >= 1970 && year < 2070 }

// after returns the day after the last day of i.
func (i interval) after() time.Time { return i.start.AddDate(0, i.months, i.days) }

// moved returns i moved by n times its length.
func (i interval) moved(n int) interval {
	i.start = i.start.AddDate(0, n*i.months, n*i.days)
	return i
}

// name returns the value of date: that means i, if it has one without "..".
func (i interval) name() string {
	switch {
	case i.months == 0 && i.days == 1:
		return i.start.Format(time.DateOnly)
	case i.days != 0:
		return ""
	case i.months == 12:
		return i.start.Format("2006")
	case i.months == 6:
		return i.start.Format("2006H") + string('1'+byte(i.start.Month()-1)/6)
	case i.months == 3:
		return i.start.Format("2006Q") + string('1'+byte(i.start.Month()-1)/3)
	case i.months == 1:
		return i.start.Format(query.MonthLayout)
	}
	return ""
}

// first returns the shortest value of date: that begins when i begins.
func (i interval) first() string {
	if name := i.name(); name != "" {
		return name
	}
	if i.days == 0 && i.months%12 == 0 {
		return interval{i.start, 12, 0}.name()
	}
	return i.start.Format(time.DateOnly)
}

// last returns the shortest value of date: that ends when i ends.
func (i interval) last() string {
	if name := i.name(); name != "" {
		return name
	}
	if i.days == 0 && i.months%12 == 0 {
		return interval{i.after().AddDate(-1, 0, 0), 12, 0}.name()
	}
	return i.after().AddDate(0, 0, -1).Format(time.DateOnly)
}

// previous returns the shortest value of date: that ends the day before i.
func (i interval) previous() string {
	if i.name() != "" {
		return i.moved(-1).name()
	}
	return i.start.AddDate(0, 0, -1).Format(time.DateOnly)
}

// next returns the shortest value of date: that begins the day after i.
func (i interval) next() string {
	if i.name() != "" {
		return i.moved(1).name()
	}
	return i.after().Format(time.DateOnly)
}

// String returns the value of date: that means i.
func (i interval) String() string {
	if name := i.name(); name != "" {
		return name
	}
	if first, last := i.first(), i.last(); first != last {
		return first + ".." + last
	}
	return i.first()
}

// inYear returns i, whose year does not count, in year. ok is false for 29 February in a
// year without it.
func (i interval) inYear(year int) (moved interval, ok bool) {
	t := time.Date(year, i.start.Month(), i.start.Day(), 0, 0, 0, 0, time.UTC)
	ok = t.Month() == i.start.Month()
	i.start = t
	return i, ok
}

// upTo returns i, whose year does not count, in the latest year in which it begins on or
// before day.
func (i interval) upTo(day time.Time) interval {
	for year := day.Year(); ; year-- {
		if in, ok := i.inYear(year); ok && !in.start.After(day) {
			return in
		}
	}
}

// startingFrom returns i, whose year does not count, in the first year in which it begins on or
// after day.
func (i interval) startingFrom(day time.Time) interval {
	for year := day.Year(); ; year++ {
		if in, ok := i.inYear(year); ok && !in.start.Before(day) {
			return in
		}
	}
}
