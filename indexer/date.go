package indexer

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A day is a date, or a part of one: a year and a month, or a month and a day.
type day struct{ year, month, day int }

// String returns d as 2006-01-02, or as 2006-01 if it has no day. d must have a year and
// a month.
func (d day) String() string {
	if d.day == 0 {
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// possible reports whether d is in the calendar, in the years 1900 to 2999. If d has no
// year, it reports whether any year has that day.
func (d day) possible() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year
	}
	t := time.Date(year, time.Month(d.month), max(d.day, 1), 0, 0, 0, 0, time.UTC)
	return year >= 1900 && year <= 2999 && t.Day() == max(d.day, 1) && int(t.Month()) == d.month
}

// time returns the beginning of d, which must have a year.
func (d day) time() time.Time {
	return time.Date(d.year, time.Month(d.month), max(d.day, 1), 0, 0, 0, 0, time.UTC)
}

// in returns d with year if it has none, else d.
func (d day) in(year int) day {
	if d.year == 0 {
		d.year = year
	}
	return d
}

func dayOf(t time.Time) day { return day{t.Year(), int(t.Month()), t.Day()} }

// monday returns the first day of an ISO 8601 week; the zero day if the year has no such
// week. Week 1 always contains January 4.
func monday(year, week int) day {
	start := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	start = start.AddDate(0, 0, -(int(start.Weekday())+6)%7+7*(week-1))
	if y, w := start.ISOWeek(); y != year || w != week {
		return day{}
	}
	return dayOf(start)
}

// A dateText is a date found in a text.
type dateText struct {
	day
	text  string
	start int // offset of text, in bytes
	other day // the other reading of an ambiguous date; else the zero day
	order order
}

// An order is the order of month and day in an unambiguous date of numbers: 26/06 or
// 06/26.
type order int

const (
	monthFirst order = iota + 1
	dayFirst
)

// in returns d with year if it has none, else d.
func (d dateText) in(year int) dateText {
	d.day = d.day.in(year)
	if d.other != (day{}) {
		d.other = d.other.in(year)
	}
	return d
}

// end returns the offset of the end of the text.
func (d dateText) end() int { return d.start + len(d.text) }

// findDate returns the first possible date in s in the first of forms that has one; ok is
// false if there is none.
func findDate(s string, forms []*regexp.Regexp) (found dateText, ok bool) {
	for _, form := range forms {
		for from := 0; ; {
			at := form.FindStringSubmatchIndex(s[from:])
			if at == nil {
				break
			}
			found := dateTextAt(s, form, at, from)
			if found.month > 0 && found.possible() {
				return found, true
			}
			from = found.start + len(found.text) - len(strings.TrimLeftFunc(found.text, inName)) // continue after this number
		}
	}
	return dateText{}, false
}

// dateTextAt returns the date that form found in s. at holds the offsets of its groups,
// relative to byte from.
func dateTextAt(s string, form *regexp.Regexp, at []int, from int) dateText {
	group := func(name string) string {
		if i := form.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
			return s[from+at[2*i] : from+at[2*i+1]]
		}
		return ""
	}
	found := dateText{text: group("date"), start: from + at[2*form.SubexpIndex("date")]}
	found.day, found.other, found.order = dayOfGroups(group)
	return found
}

// dayOfGroups returns the day that the groups of a form give. If it is ambiguous, it also
// returns the other reading; otherwise it returns the order of month and day.
func dayOfGroups(group func(name string) string) (d, other day, o order) {
	d = day{number(group("y")), number(group("m")), number(group("d"))}
	if len(group("y")) == 2 {
		d.year += 2000
	}
	if week := group("w"); week != "" {
		return monday(d.year, number(week)), day{}, 0
	}
	if name := group("name"); name != "" {
		d.month = monthNumber(name)
		return d, day{}, 0
	}
	if yearFirst.MatchString(group("date")) || d.day == 0 {
		return d, day{}, 0
	}
	other = day{d.year, d.day, d.month}
	switch {
	case d.month > 12 && d.day <= 12:
		return other, day{}, dayFirst // 26-06-2018
	case d.day > 12:
		return d, day{}, monthFirst
	case d.day == d.month:
		return d, day{}, 0
	}
	return d, other, 0
}

var yearFirst = regexp.MustCompile(`^\d{4}`)

func inName(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// number returns the number at the start of s, as in "29th"; 0 if there is none.
func number(s string) int {
	n, _ := strconv.Atoi(strings.TrimRight(s, "stndrhSTNDRH"))
	return n
}

func monthNumber(name string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))/3 + 1
}

// decided returns the day of d, whose year is known. If d is ambiguous, the day of the
// week next to it in text decides. doubt says that nothing decides, or that the day of
// the week does not match; "" if neither.
func (d dateText) decided(text string) (reading day, doubt string) {
	weekday, said := weekdayBeside(text, d)
	d.day, d.other = d.settled(weekday, said)
	return d.day, cmp.Or(d.misfit(weekday, said), d.ambiguity())
}

// ambiguity returns a finding if d is ambiguous; "" if not.
func (d dateText) ambiguity() string {
	if d.other == (day{}) {
		return ""
	}
	return fmt.Sprintf("the date %s is ambiguous; it was read with the month first", d.text)
}

// withoutDate returns title without its dates.
func withoutDate(title string) string {
	for _, forms := range [][]*regexp.Regexp{dateForms, yearlessLineForms, monthForms} {
		before := title
		for from := 0; ; {
			found, ok := findDate(title[from:], forms)
			if !ok {
				break
			}
			title = title[:from+found.start] + " " + title[from+found.end():]
			from += found.start
		}
		if title != before {
			return title
		}
	}
	return title
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

func abs(n int) int { return max(n, -n) }
