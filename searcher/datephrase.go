package searcher

import (
	"strings"
	"time"

	"minutes/internal/query"
)

// A datePhrase is a date in words, or two, with the preposition before it.
type datePhrase struct {
	from, to int // index of its first token, and of the token after it
	relation relation
	one, two when   // two only for between and either
	more     []when // dates after two, for either
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
		p, ok := t.datePhrase(i, prep)
		if end := t.goesOn(p); p.to > i && end > 0 {
			p.to, ok = end, false
		}
		if ok {
			all = append(all, p)
			i = p.to - 1
		} else if p.to > i {
			i = p.to - 1 // a part of words that are no date is none either
		}
	}
	return all
}

// datePhrase reads the date that begins with token i and prep. If ok is false, the words of
// p stay words, all of them.
func (t tokens) datePhrase(i int, prep preposition) (p datePhrase, ok bool) {
	at, prep := t.filler(i+prep.length, prep)
	if at >= len(t) || at > i && t.word(at) == "" && !(isWeekday(t[at-1].text) && t.wordOrComma(at) != "") {
		return p, false
	}
	p = datePhrase{from: i, relation: prep.relation}
	if first, last, ok := strings.Cut(t[at].text, ".."); ok && p.relation == within {
		p.relation, p.to = between, at+1
		p.one, p.two = fixedWhen(first), fixedWhen(last)
		return p, !p.one.start.IsZero() && !p.two.start.IsZero() && !t.isPart(i)
	}
	if p.one, p.to, ok = t.when(at); !ok {
		return datePhrase{}, false
	}
	if several, ok := t.several(p, prep); ok {
		read := prep.takesAll(several) && !t.isQuantity(several) && !t.isPart(i) && (prep.length > 0 || !t.isIdentifier(i))
		return several, read
	}
	if open, ok := t.openEnd(p); ok {
		p = open
	}
	ok = p.relation != between && prep.takes(p.one) && !t.isQuantity(p) && !t.isPart(i) && (prep.length > 0 || !t.isIdentifier(i))
	return p, ok
}

// several returns p with the dates that follow it, if any: from 2017 to 2018; 2017, 2018 or
// 2019.
func (t tokens) several(p datePhrase, prep preposition) (all datePhrase, ok bool) {
	all, ok = t.second(p, prep)
	for ok && all.relation == either {
		next := all.to
		if next >= len(t) || t[next-1].ends {
			break
		}
		if word := t.wordOrComma(next); word == "and" || word == "or" {
			next++
		} else if !t[next-1].comma {
			break
		}
		if next >= len(t) || t[next].text == "" || t[next].apart {
			break
		}
		w, end, is := t.when(next)
		if !is {
			break
		}
		all.more, all.to = append(all.more, w), end
	}
	return all, ok
}

// openEnd returns p with "or later" or "or earlier" after it.
func (t tokens) openEnd(p datePhrase) (open datePhrase, ok bool) {
	if p.relation != within || t.word(p.to) != "or" && t.word(p.to) != "and" {
		return p, false
	}
	switch t.word(p.to + 1) {
	case "later", "newer", "onwards":
		p.relation = since
	case "earlier", "older":
		p.relation = until
	default:
		return p, false
	}
	p.to += 2
	return p, true
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
			if prep.relation == before { // before the end of 2018
				prep.relation = until
			}
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

// second returns p with a second date, if one follows it.
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
		switch t.wordOrComma(next) {
		case "to", "until", "till", "through", "thru":
		case "and", "or":
			joined = either
		default:
			if !t[next-1].comma || p.relation != within {
				return p, false
			}
			joined = either
			next-- // no word joins them
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
	if joined == either && prep.length == 0 && p.two.kind == bareMonth && len(t.word(p.to)) > 0 && p.one.kind == clear {
		return p, false // June 2018 and may break
	}
	p.relation = joined
	return p, true
}

// needsDays reports whether the meaning of p depends on the dates of documents.
func (p datePhrase) needsDays() bool {
	if p.relation != between && p.relation != either {
		return p.one.unit != 0 || p.one.yearless
	}
	counts, yearless := false, true
	for _, w := range p.whens() {
		counts, yearless = counts || w.unit != 0, yearless && w.yearless
	}
	return counts || yearless
}

// whens returns the dates of p.
func (p datePhrase) whens() []when { return append([]when{p.one, p.two}, p.more...) }

// intervals returns what the dates of p mean. days are as in when.in.
func (p datePhrase) intervals(days []string) (one, two interval) {
	one, two = p.one.in(days), p.two.in(days)
	newest := func() time.Time { return parseDay(query.LastDay(days[len(days)-1])) }
	switch {
	case p.relation != between && p.relation != either:
		if p.one.yearless {
			one = one.upTo(newest())
		}
	case p.relation == either:
		return one, two // see alternatives
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

// alternatives returns what each date of p means, for either. A date without a year is in
// the year of the next date that has one, else in that of the one before.
func (p datePhrase) alternatives(days []string) []interval {
	all := p.whens()
	in := make([]interval, len(all))
	year := 0
	for i, w := range all {
		in[i] = w.in(days)
		if !w.yearless && year == 0 {
			year = in[i].start.Year()
		}
	}
	for i := len(all) - 1; i >= 0; i-- {
		if !all[i].yearless {
			year = in[i].start.Year()
			continue
		}
		if year == 0 {
			in[i] = in[i].upTo(parseDay(query.LastDay(days[len(days)-1])))
		} else if moved, ok := in[i].inYear(year); ok {
			in[i] = moved
		}
	}
	return in
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
		var all []string
		for _, in := range p.alternatives(days) {
			all = append(all, in.String())
		}
		return all
	}
	return []string{one.String()}
}
