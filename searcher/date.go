package searcher

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A date is one of the forms in which people write dates. It is a stretch of
// days: fixed, or counted back from the newest date of some documents; see others.
//
// A document may have a month for its date, 2006-01. A stretch holds it where it holds
// the whole month. Other than days are compared as they are written, so that a month
// comes before its days.
type date struct {
	first, last string // the days of a fixed date, 2006-01-02
	dayless     bool   // whether first and last are a month, and only documents without a day are meant

	unit  byte // of one that counts back: 'd', 'w', 'm', 'y', or 'n' for newest dates; else 0
	count int  // of units
	back  bool // whether the day counted back to is meant, and none after it
}

// anyDay is the open end of a range. Its days are the least and the greatest
// that can be written.
var anyDay = date{first: "0000-01-01", last: "9999-12-31"}

// month is the layout of a month.
const month = "2006-01"

const dateForms = "write 2018, 2018H1, 2018Q2, 2018-06, 2018-06-26, a range of these such as 2018Q1..2018Q3, ..2017 or 2020.., " +
	"or last, last-3, 90d, 2w, 6m, 1y"

// parseDates returns the days that text means: one date, or a range of two
// fixed ones.
func parseDates(text string) (dates, error) {
	if text == "" {
		return dates{}, fmt.Errorf("a date is empty; %s", dateForms)
	}
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		d, ok := parseFixed(text)
		if !ok {
			d, ok = parseRelative(text)
		}
		if !ok {
			return dates{}, unknownDate("unknown date", text, text)
		}
		return dates{from: d, to: d, text: text}, nil
	}
	d := dates{from: anyDay, to: anyDay, text: text}
	ok := first != "" || last != ""
	if ok && first != "" {
		d.from, ok = parseFixed(first)
	}
	if ok && last != "" {
		d.to, ok = parseFixed(last)
	}
	if !ok || d.from.dayless || d.to.dayless {
		return dates{}, unknownDate("unknown dates", text, first, last)
	}
	if d.reversed() {
		return dates{}, fmt.Errorf("dates %q end before they begin; %s", text, dateForms)
	}
	return d, nil
}

// unknownDate returns the error for text, made of dates of which one is not known. A date
// that the calendar lacks is told from text in no form of dates.
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

// fixedForms are the forms of years, months and days, and how long each lasts. A month or
// a day of one digit is read too.
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

// parseFixed returns the year, half, quarter, month or day that text is.
func parseFixed(text string) (date, bool) {
	for _, form := range fixedForms {
		if t, err := time.Parse(form.layout, text); err == nil {
			return period(t, form.months, form.days), true
		}
	}
	if m, ok := strings.CutSuffix(text, "-00"); ok { // 2018-06-00
		_, err := time.Parse(month, m)
		return date{first: m, last: m, dayless: true}, err == nil
	}
	if len(text) < len("2018Q2") {
		return date{}, false
	}
	t, err := time.Parse("2006", text[:len("2018")])
	part := strings.ToUpper(strings.TrimPrefix(text[len("2018"):], "-")) // Q2
	if err != nil || len(part) != len("Q2") {
		return date{}, false
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
	return date{}, false
}

// period returns the days from start on that fill so many months and days.
func period(start time.Time, months, days int) date {
	return date{first: start.Format(time.DateOnly), last: start.AddDate(0, months, days-1).Format(time.DateOnly)}
}

// parseRelative returns the date counted back that text is: last, last-3, 90d.
func parseRelative(text string) (date, bool) {
	if text == "last" {
		return date{unit: 'n', count: 1}, true
	}
	unit, digits := byte('n'), strings.TrimPrefix(text, "last-")
	if digits == text && text != "" {
		unit, digits = text[len(text)-1], text[:len(text)-1]
		if !strings.ContainsRune("dwmy", rune(unit)) {
			return date{}, false
		}
	}
	count, err := strconv.ParseUint(digits, 10, 16)
	return date{unit: unit, count: int(count)}, err == nil && count > 0
}

func (d date) relative() bool { return d.unit != 0 }

// reversed says whether d is known to hold no day, whatever the index.
func (d dates) reversed() bool {
	return !d.from.relative() && !d.to.relative() && d.from.first > d.to.last
}

// A bound is an end of a stretch of dates.
type bound struct {
	date  string
	exact bool // whether dates are compared with it as they are written
}

// begins says whether a date of the index does not lie before b.
func (b bound) begins(indexed string) bool {
	if !b.exact && len(indexed) == len(month) {
		indexed += "-01"
	}
	return b.date <= indexed
}

// ends says whether a date of the index does not lie behind b.
func (b bound) ends(indexed string) bool {
	if !b.exact && len(indexed) == len(month) {
		indexed = lastDay(indexed)
	}
	return indexed <= b.date
}

// lastDay returns the last day of a date of the index, which may be a month.
func lastDay(indexed string) string {
	if t, err := time.Parse(month, indexed); err == nil {
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return indexed
}

// bounds returns the first and the last day of d, as counted back from days, which are
// sorted and, where d counts back, at least one. They are dates of documents.
func (d date) bounds(days []string) (first, last bound, err error) {
	if !d.relative() {
		return bound{d.first, d.dayless}, bound{d.last, d.dayless}, nil
	}
	defer func() {
		if d.back {
			last = first
		}
	}()
	last = bound{days[len(days)-1], true}
	if d.unit == 'n' {
		return bound{days[max(0, len(days)-d.count)], true}, last, nil
	}
	newest, err := time.Parse(time.DateOnly, lastDay(last.date))
	if err != nil {
		return bound{}, bound{}, fmt.Errorf("newest date: %w", err)
	}
	var start time.Time
	switch d.unit {
	case 'd':
		start = newest.AddDate(0, 0, -d.count)
	case 'w':
		start = newest.AddDate(0, 0, -7*d.count)
	case 'm':
		start = monthsBefore(newest, d.count)
	case 'y':
		start = monthsBefore(newest, 12*d.count)
	}
	return bound{max(anyDay.first, start.Format(time.DateOnly)), false}, last, nil
}

// monthsBefore returns the same day so many months before t, or the last of that
// month where it has no such day: 31 August less 6 months is 28 February.
func monthsBefore(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()-time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	end := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), end)-1)
}
