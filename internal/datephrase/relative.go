package datephrase

import (
	"strings"
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
