package datephrase

import (
	"slices"
	"strings"
	"time"
)

// when reads the date that begins with token i. It returns the longest, and the index of
// the token after it.
func (t tokens) when(i int) (w when, end int, ok bool) {
	text := t[i].text
	if text == "" {
		return when{}, i, false
	}
	if text[0] >= '0' && text[0] <= '9' {
		return t.numeric(i)
	}
	if first, months, ok := partOfYear(text); ok {
		return t.part(i+1, first, months)
	}
	if month, full := monthOf(text); month != 0 {
		return t.month(i, month, full)
	}
	if first, months, ok := ordinalPart(text, t.word(i+1)); ok {
		w, end, ok = t.part(i+2, first, months)
		return w, end, ok && !w.yearless // the first half may be that of a list
	}
	if pieces := splitDate(text); len(pieces) > 1 {
		w, end, ok = pieces.when(0)
		return w, i + 1, ok && end == len(pieces) && w.kind == certain
	}
	return t.relative(i)
}

// splitDate returns the parts of a date such as 25-jun-2019 or q2/2018 as tokens.
func splitDate(text string) tokens {
	var pieces tokens
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '-' || r == '/' }) {
		pieces = append(pieces, token{text: part})
	}
	return pieces
}

// numeric reads a date that begins with a digit.
func (t tokens) numeric(i int) (w when, end int, ok bool) {
	text := t[i].text
	if year, ok := yearNumber(text); ok {
		if first, months, ok := partOfYear(t.word(i + 1)); ok {
			in, ok := monthsOf(year, first, months)
			return when{interval: in}, i + 2, ok
		}
		in, ok := monthsOf(year, time.January, 12)
		return when{interval: in, kind: bareYear}, i + 1, ok
	}
	if day, ok := dayNumber(text); ok {
		next := i + 1
		if t.word(next) == "of" {
			next++
		}
		month, _ := monthOf(t.word(next))
		if month == 0 {
			return when{}, i, false
		}
		return t.day(next+1, month, day, 1)
	}
	if day, days, ok := dayRange(text); ok {
		if month, _ := monthOf(t.word(i + 1)); month != 0 {
			return t.day(i+2, month, day, days)
		}
	}
	if in, kind, ok := numericDate(text); ok {
		return when{interval: in, kind: kind}, i + 1, true
	}
	pieces := splitDate(text)
	if len(pieces) > 1 && strings.ContainsAny(text, "abcdefghijklmnopqrstuvwxyz") {
		w, end, ok = pieces.when(0)
		return w, i + 1, ok && end == len(pieces) && w.kind == certain
	}
	return when{}, i, false
}

// part reads the year of a quarter or a half that ends before token i.
func (t tokens) part(i int, first time.Month, months int) (w when, end int, ok bool) {
	next := i
	if t.word(next) == "of" {
		next++
	}
	if year, ok := yearNumber(t.word(next)); ok {
		in, ok := monthsOf(year, first, months)
		return when{interval: in}, next + 1, ok
	}
	in, ok := monthsOf(leapYear, first, months)
	return when{interval: in, kind: bareDay, yearless: true}, i, ok
}

// ordinalPart returns the quarter or half that two words are: first quarter.
func ordinalPart(ordinal, part string) (first time.Month, months int, ok bool) {
	n := slices.Index([]string{"first", "second", "third", "fourth"}, ordinal) + 1
	switch {
	case n == 0:
	case part == "quarter":
		return time.Month(3*n - 2), 3, true
	case part == "half" && n <= 2:
		return time.Month(6*n - 5), 6, true
	}
	return 0, 0, false
}

// month reads the date that begins with month, which is token i.
func (t tokens) month(i int, month time.Month, full bool) (w when, end int, ok bool) {
	next := i + 1
	day, days, ok := dayRange(t.word(next))
	if !ok {
		days = 1
		day, ok = dayNumber(t.word(next))
	}
	if ok {
		if w, end, ok = t.day(next+1, month, day, days); ok {
			return w, end, true
		}
	}
	text := t.wordOrComma(next)
	if text == "of" {
		next++
		text = t.word(next)
	}
	if year, ok := yearNumber(text); ok {
		in, ok := monthsOf(year, month, 1)
		return when{interval: in}, next + 1, ok
	}
	w = when{kind: shortMonth, yearless: true}
	if full {
		w.kind = bareMonth
	}
	w.interval, ok = monthsOf(leapYear, month, 1)
	return w, i + 1, ok
}

// dayRange returns the first day and the number of days of text: 5-7.
func dayRange(text string) (first, days int, ok bool) {
	pieces := splitDate(text)
	if len(pieces) != 2 {
		return 0, 0, false
	}
	first, ok1 := dayNumber(pieces[0].text)
	last, ok2 := dayNumber(pieces[1].text)
	return first, last - first + 1, ok1 && ok2 && first < last
}

// day reads the year after a month and the given number of days, which end before token i.
func (t tokens) day(i int, month time.Month, day, days int) (w when, end int, ok bool) {
	if year, ok := yearNumber(t.wordOrComma(i)); ok {
		in, ok := daysOf(year, month, day, days)
		return when{interval: in}, i + 1, ok
	}
	in, ok := daysOf(leapYear, month, day, days)
	return when{interval: in, kind: bareDay, yearless: true}, i, ok
}

// numericDate reads text, which consists of digits and separators, as a date.
func numericDate(text string) (in interval, kind whenKind, ok bool) {
	if len(text) < len("2018Q2") {
		return in, 0, false
	}
	at := strings.IndexAny(text, "-/.")
	if year, ok := yearNumber(text[:4]); ok {
		if first, months, ok := partOfYear(strings.TrimLeft(text[4:], "-/")); ok { // 2018q2
			in, ok = monthsOf(year, first, months)
			return in, certain, ok
		}
	}
	if at < 0 {
		n, ok := number(text)
		if !ok || len(text) != len("20180626") {
			return in, 0, false
		}
		in, ok = dayOf(n/10000, time.Month(n/100%100), n%100)
		return in, bareDay, ok // it may as well be the number of a version
	}
	separator := text[at]
	parts := strings.Split(text, string(separator))
	if len(parts) == 2 && len(parts[0]) == 4 && separator != '.' {
		if year, ok := yearNumber(parts[0]); ok {
			return yearAnd(year, parts[1])
		}
	}
	if month, ok := number(parts[0]); ok && len(parts) == 2 && separator == '/' && month <= 12 { // 6/2018
		if year, ok := yearNumber(parts[1]); ok {
			in, ok = monthsOf(year, time.Month(month), 1)
			return in, bareYear, ok // it may as well be a part of something
		}
	}
	if len(parts) != 3 {
		return in, 0, false
	}
	var n [3]int
	for i, part := range parts {
		if n[i], ok = number(part); !ok {
			return in, 0, false
		}
	}
	switch short := len(parts[1]) <= 2; {
	case !short:
		return in, 0, false
	case separator != '.' && len(parts[0]) == 4 && len(parts[2]) <= 2: // 2019-06-25
		in, ok = dayOf(n[0], time.Month(n[1]), n[2])
	case separator == '.' && len(text) == len("25.06.2019") && len(parts[2]) == 4:
		in, ok = dayOf(n[2], time.Month(n[1]), n[0])
	case separator == '/' && len(parts[2]) == 4 && (n[0] > 12) != (n[1] > 12): // only one of them can be the month
		in, ok = dayOf(n[2], time.Month(min(n[0], n[1])), max(n[0], n[1]))
	default:
		ok = false
	}
	return in, certain, ok
}

// yearAnd reads part, which stands behind a year and a separator: 06, Q2, or another year.
func yearAnd(year int, part string) (in interval, kind whenKind, ok bool) {
	if until, ok := yearNumber(part); ok && until > year {
		in, ok = monthsOf(year, time.January, 12*(until-year+1))
		return in, bareYear, ok
	}
	n, ok := number(part)
	if !ok || n < 1 || n > 12 || len(part) > 2 {
		return in, 0, false
	}
	if len(part) < 2 {
		kind = bareYear // it may as well be a number
	}
	in, ok = monthsOf(year, time.Month(n), 1)
	return in, kind, ok
}
