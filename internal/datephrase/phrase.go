package datephrase

import (
	"slices"
	"time"

	"minutes/internal/query"
)

// A Phrase is a date in words, or two, with the preposition before it.
type Phrase struct {
	From, To int // index of its first clause, and of the clause after it
	At       query.Span

	relation relation
	one, two when   // two only for between and either
	more     []when // dates after two, for either
}

// IsDay reports whether p is a day, and not a time before or after one.
func (p Phrase) IsDay() bool { return p.relation == within && p.one.days == 1 }

// whens returns the dates of p.
func (p Phrase) whens() []when { return append([]when{p.one, p.two}, p.more...) }

// NeedsDays reports whether the meaning of p depends on the dates of documents.
func (p Phrase) NeedsDays() bool {
	if p.relation != between && p.relation != either {
		return p.one.unit != 0 || p.one.yearless
	}
	counts, yearless := false, true
	for _, w := range p.whens() {
		counts, yearless = counts || w.unit != 0, yearless && w.yearless
	}
	return counts || yearless
}

// Values returns the values of date: of which p means any. days are the sorted dates from
// which p counts back, at least one; they may be empty if p does not need them.
func (p Phrase) Values(days []string) []string {
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

// intervals returns what the dates of p mean. days are as in when.in.
func (p Phrase) intervals(days []string) (one, two interval) {
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
func (p Phrase) alternatives(days []string) []interval {
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

// takesAll reports whether the dates of several are dates after p.
func (p preposition) takesAll(several Phrase) bool {
	all := several.whens()
	isClear := func(w when) bool { return w.kind == certain }
	switch {
	case !slices.ContainsFunc(all, func(w when) bool { return w.kind != certain }):
		return true
	case len(p.kinds) < 2: // June to August 2019, Q1 or Q2 2018
		return slices.ContainsFunc(all, isClear) && !slices.ContainsFunc(all, func(w when) bool { return w.kind == bareYear || w.kind == bareDay && w.days > 0 })
	case slices.ContainsFunc(all, isClear):
		return true
	}
	return !slices.ContainsFunc(all, func(w when) bool { return w.kind != all[0].kind || w.kind == shortMonth })
}
