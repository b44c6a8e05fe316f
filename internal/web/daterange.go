package web

import (
	"regexp"
	"strings"

	"minutes/schema"
)

// A dateRange is a range of dates that a question chooses: the dates as they were written,
// and their months. A question with several filters for dates, or with others than plain
// ones, has no range that a time line could show.
type dateRange struct {
	from, until string // as in a form; "" for an open end
	plain       bool
}

var plainDate = regexp.MustCompile(`^\d{4}(?:-\d{2}(?:-\d{2})?)?$`) // 2018, 2018-06, 2018-06-26

// rangeOf returns the range of dates that q chooses.
func rangeOf(q question) dateRange {
	filters := q.of(schema.Date)
	if len(filters) != 1 {
		return dateRange{}
	}
	_, value, _ := strings.Cut(filters[0], ":")
	from, until, open := strings.Cut(value, "..")
	if !open {
		until = from
	}
	for _, date := range []string{from, until} {
		if date != "" && !plainDate.MatchString(date) {
			return dateRange{}
		}
	}
	return dateRange{from, until, true}
}

// holds reports whether a month is at least in part in the range. Without a plain range,
// every month is.
func (d dateRange) holds(month string) bool {
	if !d.plain {
		return true
	}
	after := d.from == "" || d.from[:min(len(d.from), len(month))] <= month[:min(len(d.from), len(month))]
	before := d.until == "" || month[:min(len(d.until), len(month))] <= d.until[:min(len(d.until), len(month))]
	return after && before
}
