package planner

import (
	"slices"
	"strings"

	"minutes/internal/datephrase"
	"minutes/internal/query"
	"minutes/schema"
)

// readDates returns all with each date in words as a clause: in 2018 as date:2018. It reads
// plain words outside NOT, OR and groups. Where the meaning depends on the dates of
// documents, such as that of "last quarter", the phrase itself takes the place of the words,
// until placeDates. Like other relative dates, it counts back from the newest date that the
// rest of the query finds.
func (p *planner) readDates(all query.And) (query.And, error) {
	if !datephrase.MayHave(all, p.query) {
		return all, nil
	}
	phrases := datephrase.Find(all, p.query)
	if len(phrases) == 0 {
		return all, nil
	}
	if days, err := p.allDays(); len(days) == 0 || err != nil {
		return all, err
	}
	if isText, err := p.isText(all, phrases[0]); isText || err != nil {
		return all, err
	}
	read := make(query.And, 0, len(all))
	end := 0
	for _, phrase := range phrases {
		read = append(read, all[end:phrase.From]...)
		end = phrase.To
		if phrase.NeedsDays() {
			read = append(read, phrase)
			continue
		}
		n, err := p.spokenDates(phrase.Values(nil), phrase.At)
		if err != nil {
			return nil, err
		}
		read = append(read, n)
	}
	return append(read, all[end:]...), nil
}

// isText reports whether phrase is a day in digits that is all of the query, and that some
// text has. People copy such a day from a text to find it.
func (p *planner) isText(all query.And, phrase datephrase.Phrase) (bool, error) {
	w, ok := all[phrase.From].(query.Words)
	if !ok || phrase.To-phrase.From > 1 || !phrase.IsDay() || len(w.Tokens) != 3 {
		return false, nil
	}
	for i, n := range all {
		if i != phrase.From && isTyped(n) {
			return false, nil
		}
	}
	w.Field = schema.Text
	one, err := p.words(w, false, false)
	if err != nil {
		return false, err
	}
	found, err := p.dictionary.Find(one, 1)
	return found > 0, err
}

// spokenDates returns the node for values of date:, which stand for the part of the query
// at at. It adds them to p.repaired.
func (p *planner) spokenDates(values []string, at query.Span) (query.Node, error) {
	var each query.Or
	for _, value := range values {
		d, err := query.ParseDates(value)
		if err != nil {
			return nil, err
		}
		d.At, d.Spoken = at, true
		each = append(each, d)
	}
	clause := strings.Join(values, " OR ")
	if len(values) > 1 {
		clause = "(" + clause + ")"
	}
	p.repaired = append(p.repaired, Repair{From: query.OneLine(p.query[at.Start:at.End]), To: schema.Date + ":" + clause, Field: schema.Date})
	return query.OneOf(each), nil
}

// placeDates replaces the spoken dates in all, whose other clauses are repaired and
// widened, by what they mean. If no document has all the words, and need is not 0,
// those that have most of them count.
func (p *planner) placeDates(all query.And, need int) (query.And, error) {
	if !slices.ContainsFunc(all, isSpoken) {
		return all, nil
	}
	days, err := p.daysFound(others(all), need)
	if err != nil {
		return nil, err
	}
	placed := make(query.And, len(all))
	for i, n := range all {
		if s, ok := n.(datephrase.Phrase); ok {
			if n, err = p.spokenDates(s.Values(days), s.At); err != nil {
				return nil, err
			}
		}
		placed[i] = n
	}
	return placed, nil
}

// daysFound returns the sorted dates of the documents that match rest, at least one. If none
// matches all the words, those that match most of them count. Function words do not matter
// for this: "what did Beacon do last quarter" counts back from all of Beacon. If rest has
// nothing else, or matches nothing with a date, daysFound returns all dates of the index.
func (p *planner) daysFound(rest query.And, need int) (days []string, err error) {
	total := 0
	if need > 0 {
		content := slices.DeleteFunc(slices.Clone(rest), func(n query.Node) bool {
			w, ok := n.(query.Words)
			return ok && w.IsPlain() && p.isFunction(w)
		})
		if days, total, err = p.datesOf(content, false); err != nil {
			return nil, err
		}
	}
	if total == 0 {
		if days, _, err = p.datesOf(rest, need > 0); err != nil {
			return nil, err
		}
	}
	if len(days) == 0 {
		return p.allDays()
	}
	return days, nil
}

// datesOf returns the sorted dates of the documents that match all, and their number. If
// loose is true, most of the plain words are enough. It returns none if nobody typed a
// clause of all.
func (p *planner) datesOf(all query.And, loose bool) (days []string, total int, err error) {
	if !slices.ContainsFunc(all, isTyped) {
		return nil, 0, nil
	}
	find := *p
	find.others, find.days, find.forms = all, nil, 0 // earlier lookups do not count
	n, err := find.plan(all, loose)
	if err != nil {
		return nil, 0, err
	}
	return find.daysOfPlan(n)
}
