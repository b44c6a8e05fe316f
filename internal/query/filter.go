package query

import (
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// filters lists the fields that Filter accepts.
var filters = []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind, schema.Date}

// Filter restricts q to documents that have one of values in field, which is team, lead,
// topic, person, is, meeting, kind or date. A value means the same as after the field's
// colon, but quotes have no special meaning. Each value counts as a clause. Without
// values, Filter changes nothing. It returns an error for another field, a value that is
// not valid, or too many clauses.
func (q *Query) Filter(field string, values ...string) error {
	if !slices.Contains(filters, field) {
		return fmt.Errorf("unknown filter %q; the filters are %s", field, strings.Join(filters, ", "))
	}
	var either Or
	for _, value := range values {
		if err := q.count(1); err != nil {
			return err
		}
		if len(value) > maxBytes {
			return fmt.Errorf("the %s has %d bytes; the limit is %d", field, len(value), maxBytes)
		}
		v := unquoted(value).ofField(field)
		if message, short := v.tooShort(); short {
			return fmt.Errorf("%s %s", field, message)
		}
		if value != "" && analysis.Fold(value) == "" && field != schema.Kind && field != schema.Is && field != schema.Date {
			return fmt.Errorf("no name in the %s %q; write a name, or \"\" for documents without one", field, value)
		}
		n, err := fieldNode(Span{}, field, v)
		if err != nil {
			return err
		}
		either = append(either, n)
	}
	if len(either) > 0 {
		q.Add(either)
	}
	return nil
}

// Between restricts q to documents from the first day of one of since to the last day of
// one of until. The dates have the forms that date: accepts, except that until 1y means
// the day one year back. Each relative date may count back from the dates that the other
// side selects. An empty list leaves its end open. Each date counts as a clause. Between
// returns an error for a date that is not valid, for ranges that all contain no day, or
// for too many clauses.
func (q *Query) Between(since, until []string) error {
	if err := q.count(len(since) + len(until)); err != nil {
		return err
	}
	from, err := parseEach(since)
	if err != nil {
		return err
	}
	to, err := parseEach(until)
	if err != nil {
		return err
	}
	possible := false
	for _, first := range from {
		for _, last := range to {
			possible = possible || !(Dates{From: first.From, To: last.To}).reversed()
		}
	}
	if !possible {
		return fmt.Errorf("since %s until %s contains no day; write the earlier date first",
			strings.Join(since, " or "), strings.Join(until, " or "))
	}
	// Use two clauses, so that one can count back from the dates that the other selects.
	var begin, end Or
	for _, first := range from {
		text, _, _ := strings.Cut(first.Text, "..")
		begin = append(begin, Dates{From: first.From, To: anyDay, Text: text + ".."})
	}
	for _, last := range to {
		text := last.Text[strings.LastIndex(last.Text, ".")+1:]
		last.To.back = last.To.IsRelative()
		end = append(end, Dates{From: anyDay, To: last.To, Text: ".." + text})
	}
	if len(since) > 0 {
		q.Add(OneOf(begin))
	}
	if len(until) > 0 {
		q.Add(OneOf(end))
	}
	return nil
}

// parseEach parses each of texts. Without texts, it returns a range of all days.
func parseEach(texts []string) ([]Dates, error) {
	if len(texts) == 0 {
		return []Dates{{From: anyDay, To: anyDay}}, nil
	}
	var each []Dates
	for _, text := range texts {
		d, err := ParseDates(text)
		if err != nil {
			return nil, err
		}
		if d.None || d.From.Dayless {
			return nil, fmt.Errorf("%q is not a day; write the month or a day", text)
		}
		each = append(each, d)
	}
	return each, nil
}
