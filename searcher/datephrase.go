package searcher

import (
	"strings"
	"time"
)

// A datePhrase is a date in words, or two, with the preposition before it.
type datePhrase struct {
	from, to int // index of its first token, and of the token after it
	relation relation
	one, two when // two only for between and either
}

// datePhrases returns the dates in words among t.
func (t tokens) datePhrases() []datePhrase {
	var all []datePhrase
	for i := 0; i < len(t); i++ {
		if t[i].text == "" {
			continue
		}
		prep := t.preposition(i)
		if n := len(all) - 1; n >= 0 && all[n].to == i && all[n].one.unit == 'n' && t.word(i) == "of" {
			prep.kinds = afterAny // last meeting of 2018
		}
		if p, ok := t.datePhrase(i, prep); ok {
			all = append(all, p)
			i = p.to - 1
		}
	}
	return all
}

// datePhrase reads the date that begins with token i and prep.
func (t tokens) datePhrase(i int, prep preposition) (p datePhrase, ok bool) {
	at := i + prep.length
	at, prep = t.filler(at, prep)
	if at >= len(t) || at > i && t.word(at) == "" && !(isWeekday(t[at-1].text) && t.wordOrComma(at) != "") {
		return p, false
	}
	p = datePhrase{from: i, relation: prep.relation}
	if first, last, ok := strings.Cut(t[at].text, ".."); ok && p.relation == within {
		p.relation, p.to = between, at+1
		p.one, p.two = fixedWhen(first), fixedWhen(last)
		return p, !p.one.start.IsZero() && !p.two.start.IsZero()
	}
	if p.one, p.to, ok = t.when(at); !ok {
		return p, false
	}
	if both, ok := t.second(p, prep); ok {
		return both, true
	}
	ok = p.relation != between && prep.takes(p.one) && !t.isQuantity(p) && (prep.length > 0 || !t.isIdentifier(i))
	return p, ok
}

// fixedWhen returns the date that text is, in digits. It is zero if text is none.
func fixedWhen(text string) (w when) {
	if year, ok := yearNumber(text); ok {
		w.interval, _ = monthsOf(year, time.January, 12)
	} else if in, kind, ok := numericDate(text); ok && kind == clear {
		w.interval = in
	}
	return w
}

// filler skips words between a preposition and a date that add nothing to it, from token i
// on: the last quarter, the end of 2018, Tuesday 26 June.
func (t tokens) filler(i int, prep preposition) (int, preposition) {
	word := func(i int) string {
		if i == 0 && len(t) > 0 {
			return t[0].text
		}
		return t.word(i)
	}
	the := 0
	if i < len(t) && (prep.length > 0 && t.word(i) == "the" || prep.length == 0 && t[i].text == "the") {
		the = 1
	}
	if prep.length > 0 {
		edge := word(i + the)
		if word(i+the+1) == "of" && (edge == "end" && prep.relation != since && prep.relation != within ||
			(edge == "beginning" || edge == "start") && prep.relation == since) {
			return i + the + 2, prep
		}
		if _, isYear := yearNumber(word(i + the + 1)); isYear && word(i+the) == "year" {
			return i + the + 1, prep
		}
	}
	if the > 0 {
		prep.kinds = nil // the 2018 roadmap
		i++
	}
	if i < len(t) && isWeekday(t[i].text) {
		if w, _, ok := t.when(min(i+1, len(t)-1)); ok && t.wordOrComma(i+1) != "" && w.days == 1 && !w.yearless {
			i++
		}
	}
	return i, prep
}

// second returns p with a second date, if one follows it: from 2017 to 2018.
func (t tokens) second(p datePhrase, prep preposition) (both datePhrase, ok bool) {
	next := p.to
	if next >= len(t) || t[next-1].ends {
		return p, false
	}
	joined := between
	switch {
	case t[next].dashed && !t[next].apart && !t[next-1].comma:
		next--
	default:
		switch t.word(next) {
		case "to", "until", "till", "through", "thru":
		case "and", "or":
			joined = either
		default:
			return p, false
		}
	}
	next++
	if next >= len(t) || t[next].text == "" || t[next].apart {
		return p, false
	}
	if joined == either && t[next].text == t[p.from].text && prep.length == 1 { // in 2017 and in 2018
		next++
	}
	switch {
	case p.relation == between && joined == either:
		joined = between
	case p.relation == since && joined == between:
	case p.relation == within:
	default:
		return p, false
	}
	if next >= len(t) {
		return p, false
	}
	if p.two, p.to, ok = t.when(next); !ok {
		return p, false
	}
	p.relation = joined
	return p, prep.takesBoth(p) && !t.isQuantity(p)
}

// isQuantity reports whether p ends with a number that is not a year, because what it
// counts follows it: in 2000 ms.
func (t tokens) isQuantity(p datePhrase) bool {
	last := p.one
	if p.relation == between || p.relation == either {
		last = p.two
	}
	if last.kind != bareYear {
		return false
	}
	switch t.word(p.to) {
	case "ms", "s", "sec", "seconds", "minutes", "hours", "days", "bytes", "bits", "kb", "mb", "gb", "tb", "kib", "mib", "gib",
		"times", "lines", "files", "requests", "users", "people", "instances", "nodes", "points", "percent", "euros", "dollars":
		return true
	}
	return false
}

// isIdentifier reports whether token i is not a date because of the word before it: a
// number of what that word names, or a month without such a day.
func (t tokens) isIdentifier(i int) bool {
	if t.word(i) == "" {
		return false
	}
	if _, ok := dayNumber(t[i-1].text); ok && isMonth(t[i].text) {
		return true // 31 June 2019
	}
	if !hasDigit(t[i].text[:1]) {
		return false
	}
	switch t[i-1].text {
	case "version", "build", "port", "ticket", "cve", "rfc", "iso", "usn":
		return true
	}
	return false
}

// needsDays reports whether the meaning of p depends on the dates of documents.
func (p datePhrase) needsDays() bool {
	if p.relation != between && p.relation != either {
		return p.one.unit != 0 || p.one.yearless
	}
	return p.one.unit != 0 || p.two.unit != 0 || p.one.yearless && p.two.yearless
}

// intervals returns what the dates of p mean. days are as in when.in.
func (p datePhrase) intervals(days []string) (one, two interval) {
	one, two = p.one.in(days), p.two.in(days)
	newest := func() time.Time { return parseDay(lastDay(days[len(days)-1])) }
	switch {
	case p.relation != between && p.relation != either:
		if p.one.yearless {
			one = one.upTo(newest())
		}
	case p.one.yearless && p.two.yearless:
		two = two.upTo(newest())
		one = one.upTo(two.start)
	case p.one.yearless:
		one = one.upTo(two.start)
	case p.two.yearless:
		two = two.startingFrom(one.start)
	}
	return one, two
}

// values returns the values of date: of which p means any. days are as in when.in.
func (p datePhrase) values(days []string) []string {
	one, two := p.intervals(days)
	switch p.relation {
	case since:
		return []string{one.first() + ".."}
	case before:
		return []string{".." + one.previous()}
	case after:
		return []string{one.next() + ".."}
	case until:
		return []string{".." + one.last()}
	case between:
		if two.start.Before(one.start) {
			one, two = two, one
		}
		return []string{one.first() + ".." + two.last()}
	case either:
		return []string{one.String(), two.String()}
	}
	return []string{one.String()}
}
