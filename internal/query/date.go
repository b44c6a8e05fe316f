package query

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Date is a date in one of the forms that people write. It is a range of days, either
// fixed or counted back from the newest date of some documents; see Bounds.
//
// The date of a document may be a month, 2006-01. It is in a range if the whole month is.
// Dates that are Dayless, and the newest dates, are compared as strings, so that a
// month comes before its days.
type Date struct {
	First, Last string // first and last day of a fixed date, 2006-01-02
	Dayless     bool   // whether First and Last are a month, and match only documents whose date is that month

	Unit  byte // 'd', 'w', 'm', 'y', or 'n' for newest dates; 0 for a fixed date
	Count int  // number of units
	back  bool // whether the range is only its first day
}

// anyDay is the open end of a range. Its days are the first and the last that can be
// written.
var anyDay = Date{First: "0000-01-01", Last: "9999-12-31"}

// MonthLayout is the layout of a month for package time.
const MonthLayout = "2006-01"

const dateForms = "write 2018, 2018H1, 2018Q2, 2018-06, 2018-06-26, a range of these such as 2018Q1..2018Q3, ..2017 or 2020.., " +
	"or last, last-3, 90d, 2w, 6m, 1y"

// Dates are the days from the first day of one date to the last day of another. If None is
// set, they are instead the documents without a date.
type Dates struct {
	At       Span
	From, To Date
	None     bool
	Text     string // the value after date: that means the same
	Spoken   bool   // whether it was read from a date in words
}

// ParseDates parses text, which is one date, or a range of two fixed dates.
func ParseDates(text string) (Dates, error) {
	if text == "" {
		return Dates{}, fmt.Errorf("a date is empty; %s", dateForms)
	}
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		d, ok := parseFixed(text)
		if !ok {
			d, ok = parseRelative(text)
		}
		if !ok {
			return Dates{}, unknownDate("unknown date", text, text)
		}
		return Dates{From: d, To: d, Text: text}, nil
	}
	d := Dates{From: anyDay, To: anyDay, Text: text}
	ok := first != "" || last != ""
	if ok && first != "" {
		d.From, ok = parseFixed(first)
	}
	if ok && last != "" {
		d.To, ok = parseFixed(last)
	}
	if !ok || d.From.Dayless || d.To.Dayless {
		return Dates{}, unknownDate("unknown dates", text, first, last)
	}
	if d.reversed() {
		return Dates{}, fmt.Errorf("dates %q end before they begin; %s", text, dateForms)
	}
	return d, nil
}

// unknownDate returns the error for text, which consists of dates, at least one of them
// not valid. The error for a date that does not exist, such as 2018-02-30, differs from
// the one for text that is not in the form of a date.
func unknownDate(message, text string, dates ...string) error {
	for _, d := range dates {
		for _, form := range fixedForms {
			_, err := time.Parse(form.layout, d)
			if failed, ok := errors.AsType[*time.ParseError](err); ok && strings.HasSuffix(failed.Message, "out of range") {
				return fmt.Errorf("the date %q does not exist; %s", d, dateForms)
			}
		}
	}
	return fmt.Errorf("%s %q; %s", message, text, dateForms)
}

// fixedForms are the forms of years, months and days, and the length of each. Months and
// days may have one digit.
var fixedForms = []struct {
	layout       string
	months, days int
}{
	{"2006", 12, 0},
	{"2006-1", 1, 0},
	{"2006/1", 1, 0},
	{"2006-1-2", 0, 1},
	{"2006/1/2", 0, 1},
	{"20060102", 0, 1},
}

// parseFixed parses text as a year, half, quarter, month or day. It returns false if it
// is none of these.
func parseFixed(text string) (Date, bool) {
	for _, form := range fixedForms {
		if t, err := time.Parse(form.layout, text); err == nil {
			return period(t, form.months, form.days), true
		}
	}
	if m, ok := strings.CutSuffix(text, "-00"); ok { // 2018-06-00
		_, err := time.Parse(MonthLayout, m)
		return Date{First: m, Last: m, Dayless: true}, err == nil
	}
	if len(text) < len("2018Q2") {
		return Date{}, false
	}
	t, err := time.Parse("2006", text[:len("2018")])
	part := strings.ToUpper(strings.TrimPrefix(text[len("2018"):], "-")) // Q2
	if err != nil || len(part) != len("Q2") {
		return Date{}, false
	}
	number := int(part[1] - '0')
	for _, form := range []struct {
		letter byte
		months int
	}{{'H', 6}, {'Q', 3}} {
		if part[0] == form.letter && number >= 1 && number <= 12/form.months {
			return period(t.AddDate(0, form.months*(number-1), 0), form.months, 0), true
		}
	}
	return Date{}, false
}

// period returns the range that begins at start and lasts months and days.
func period(start time.Time, months, days int) Date {
	return Date{First: start.Format(time.DateOnly), Last: start.AddDate(0, months, days-1).Format(time.DateOnly)}
}

// parseRelative parses text as a date that counts back: last, last-3, 90d. It returns
// false if it is not one.
func parseRelative(text string) (Date, bool) {
	if text == "last" {
		return Date{Unit: 'n', Count: 1}, true
	}
	unit, digits := byte('n'), strings.TrimPrefix(text, "last-")
	if digits == text && text != "" {
		unit, digits = text[len(text)-1], text[:len(text)-1]
		if !strings.ContainsRune("dwmy", rune(unit)) {
			return Date{}, false
		}
	}
	count, err := strconv.ParseUint(digits, 10, 16)
	return Date{Unit: unit, Count: int(count)}, err == nil && count > 0
}

// IsRelative reports whether d counts back from the newest document.
func (d Date) IsRelative() bool { return d.Unit != 0 }

// reversed reports whether d contains no day, whatever the index has.
func (d Dates) reversed() bool {
	return !d.From.IsRelative() && !d.To.IsRelative() && d.From.First > d.To.Last
}

// A Bound is one end of a range of dates.
type Bound struct {
	Date  string
	exact bool // whether to compare it with dates as strings
}

// Begins reports whether a date in the index is on or after b.
func (b Bound) Begins(indexed string) bool {
	if !b.exact && len(indexed) == len(MonthLayout) {
		indexed += "-01"
	}
	return b.Date <= indexed
}

// Ends reports whether a date in the index is on or before b.
func (b Bound) Ends(indexed string) bool {
	if !b.exact && len(indexed) == len(MonthLayout) {
		indexed = LastDay(indexed)
	}
	return indexed <= b.Date
}

// LastDay returns the last day of a date in the index, which may be a month.
func LastDay(indexed string) string {
	if t, err := time.Parse(MonthLayout, indexed); err == nil {
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return indexed
}

// Bounds returns the first and the last day of d. If d is relative, it counts back from
// days, the sorted dates of documents, of which there must be at least one.
func (d Date) Bounds(days []string) (first, last Bound, err error) {
	if !d.IsRelative() {
		return Bound{d.First, d.Dayless}, Bound{d.Last, d.Dayless}, nil
	}
	defer func() {
		if d.back {
			last = first
		}
	}()
	last = Bound{days[len(days)-1], true}
	if d.Unit == 'n' {
		return Bound{days[max(0, len(days)-d.Count)], true}, last, nil
	}
	newest, err := time.Parse(time.DateOnly, LastDay(last.Date))
	if err != nil {
		return Bound{}, Bound{}, fmt.Errorf("newest date: %w", err)
	}
	var start time.Time
	switch d.Unit {
	case 'd':
		start = newest.AddDate(0, 0, -d.Count)
	case 'w':
		start = newest.AddDate(0, 0, -7*d.Count)
	case 'm':
		start = monthsBefore(newest, d.Count)
	case 'y':
		start = monthsBefore(newest, 12*d.Count)
	}
	return Bound{max(anyDay.First, start.Format(time.DateOnly)), false}, last, nil
}

// monthsBefore returns the same day of the month, months before t. If that month has no
// such day, it returns its last day: 31 August less 6 months is 28 February.
func monthsBefore(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()-time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	end := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), end)-1)
}
