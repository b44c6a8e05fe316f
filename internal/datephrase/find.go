package datephrase

import (
	"strings"
	"time"

	"minutes/internal/analysis"
	"minutes/internal/query"
)

// Find returns the dates in words among all, the clauses of text, in order.
func Find(all query.And, text string) []Phrase {
	list := dateTokens(all, text)
	phrases := list.phrases()
	for i, p := range phrases {
		phrases[i].At = query.Span{Start: list[p.From].at.Start, End: list[p.To-1].at.End}
	}
	return phrases
}

// Apart returns the text of q without its dates in words, and these dates.
func Apart(q query.Query) (undated, dates string) {
	end := 0
	for _, p := range Find(q.Tree, q.Text) {
		undated += q.Text[end:p.At.Start]
		dates += " " + q.Text[p.At.Start:p.At.End]
		end = p.At.End
	}
	return strings.TrimLeft(undated+q.Text[end:], endings+" "), strings.TrimSpace(dates)
}

// MayHave reports whether a plain word in all may be part of a date. It is quick, for
// queries without dates.
func MayHave(all query.And, text string) bool {
	for _, n := range all {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() {
			continue
		}
		typed := strings.ToLower(strings.TrimRight(text[w.At.Start:w.At.End], endings))
		if analysis.HasDigit(typed) || isMonth(typed) {
			return true
		}
		switch typed {
		case "last", "past", "previous", "this", "current", "latest", "newest", "most":
			return true
		}
	}
	return false
}

// phrases returns the dates in words among t, without their places.
func (t tokens) phrases() []Phrase {
	var all []Phrase
	for i := 0; i < len(t); i++ {
		if t[i].text == "" {
			continue
		}
		prep := t.preposition(i)
		if n := len(all) - 1; n >= 0 && all[n].To == i && all[n].one.unit == 'n' && t.word(i) == "of" {
			prep.kinds = afterAny // last meeting of 2018
		}
		p, ok := t.phrase(i, prep)
		if end := t.goesOn(p); p.To > i && end > 0 {
			p.To, ok = end, false
		}
		if ok {
			all = append(all, p)
			i = p.To - 1
		} else if p.To > i {
			i = p.To - 1 // a part of words that are no date is none either
		}
	}
	return all
}

// phrase reads the date that begins with token i and prep. If ok is false, the words of
// p stay words, all of them.
func (t tokens) phrase(i int, prep preposition) (p Phrase, ok bool) {
	at, prep := t.filler(i+prep.length, prep)
	if at >= len(t) || at > i && t.word(at) == "" && !(isWeekday(t[at-1].text) && t.wordOrComma(at) != "") {
		return p, false
	}
	p = Phrase{From: i, relation: prep.relation}
	if first, last, ok := strings.Cut(t[at].text, ".."); ok && p.relation == within {
		p.relation, p.To = between, at+1
		p.one, p.two = fixedWhen(first), fixedWhen(last)
		return p, !p.one.start.IsZero() && !p.two.start.IsZero() && !t.isPart(i)
	}
	if p.one, p.To, ok = t.when(at); !ok {
		return Phrase{}, false
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
func (t tokens) several(p Phrase, prep preposition) (all Phrase, ok bool) {
	all, ok = t.second(p, prep)
	for ok && all.relation == either {
		next := all.To
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
		all.more, all.To = append(all.more, w), end
	}
	return all, ok
}

// openEnd returns p with "or later" or "or earlier" after it.
func (t tokens) openEnd(p Phrase) (open Phrase, ok bool) {
	if p.relation != within || t.word(p.To) != "or" && t.word(p.To) != "and" {
		return p, false
	}
	switch t.word(p.To + 1) {
	case "later", "newer", "onwards":
		p.relation = since
	case "earlier", "older":
		p.relation = until
	default:
		return p, false
	}
	p.To += 2
	return p, true
}

// second returns p with a second date, if one follows it.
func (t tokens) second(p Phrase, prep preposition) (both Phrase, ok bool) {
	next := p.To
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
	if joined == either && t[next].text == t[p.From].text && prep.length == 1 { // in 2017 and in 2018
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
	if p.two, p.To, ok = t.when(next); !ok {
		return p, false
	}
	if joined == either && prep.length == 0 && p.two.kind == bareMonth && len(t.word(p.To)) > 0 && p.one.kind == certain {
		return p, false // June 2018 and may break
	}
	p.relation = joined
	return p, true
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

// fixedWhen returns the date that text is, in digits. It is zero if text is none.
func fixedWhen(text string) (w when) {
	if year, ok := yearNumber(text); ok {
		w.interval, _ = monthsOf(year, time.January, 12)
	} else if in, kind, ok := numericDate(text); ok && kind == certain {
		w.interval = in
	}
	return w
}
