package opensearch

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/segmentio/encoding/json"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// counting returns the search that counts what q asks for among the documents that match
// matching. The answer has at most so many values. A quarter of them may be dates: notes of
// decades have thousands.
func counting(matching query, q engine.Request, values int) query {
	fields := countedFields(q)
	dates := max(values/4, 1)
	most := max((values-dates)/(len(fields)+1), 1)
	aggs := query{}
	if q.Days {
		aggs[dayField] = distinct(dayField, dates)
	} else {
		aggs["months"] = query{"histogram": query{"field": dayField, "interval": 100, "min_doc_count": 1}}
		aggs["first"] = query{"min": query{"field": dayField}}
		aggs["last"] = query{"max": query{"field": dayField}}
	}
	for _, field := range fields {
		aggs[field] = distinct(field, most)
	}
	if q.Meetings {
		aggs["meetings"] = query{"filter": everything, "aggs": onlyCount(heldField, most)}
	}
	if q.Collapse {
		aggs["sayings"] = query{"filter": hasTerm(sharedField, true), "aggs": onlyCount(saidField, most)}
	}
	return query{"query": matching, "size": 0, "track_total_hits": true, "aggs": aggs}
}

// countedFields returns the fields whose values q asks for, but for dates.
func countedFields(q engine.Request) (fields []string) {
	for _, field := range q.Fields {
		if field != schema.Date {
			fields = append(fields, columnField(field))
		}
	}
	if q.Persons {
		fields = append(fields, personsField)
	}
	return fields
}

// distinct returns the aggregation of the distinct values of field with their counts, of which
// there may be most. OpenSearch's own count of them is an estimate.
func distinct(field string, most int) query {
	return query{"terms": query{"field": field, "size": most}}
}

// onlyCount returns the aggregations that say how many distinct values field has, of which there
// may be most. The values themselves are not sent: see unsent. OpenSearch's aggregation of
// this name is an estimate.
func onlyCount(field string, most int) query {
	return query{
		"distinct": distinct(field, most),
		"number":   query{"stats_bucket": query{"buckets_path": "distinct>_count"}},
	}
}

// unsent are the parts of answers to several searches that nobody reads.
const unsent = "-responses.aggregations.*.distinct.buckets"

// A number is the answer to onlyCount.
type number struct {
	Documents int          `json:"doc_count"`
	Distinct  buckets[any] `json:"distinct"`
	Number    struct {
		Count int `json:"count"`
	} `json:"number"`
}

// A buckets is the result of counting the values of a field, which are of type V.
type buckets[V any] struct {
	Others  int `json:"sum_other_doc_count"`
	Buckets []struct {
		Key   V   `json:"key"`
		Count int `json:"doc_count"`
	} `json:"buckets"`
}

// tally adds to c what the search of counting found.
func (r *reader) tally(c *engine.Collection, answer *searched[source], matching query, q engine.Request) error {
	c.Total = answer.Hits.Total.Value
	c.Counts = map[string][]engine.Count{}
	if err := r.tallyDates(c, answer.Aggregations, matching, q.Days); err != nil {
		return err
	}
	for _, field := range q.Fields {
		if field == schema.Date {
			continue
		}
		name := columnField(field)
		counts, err := r.values(answer.Aggregations[name], matching, name)
		if err != nil {
			return err
		}
		c.Counts[field] = withEmpty(counts, c.Total)
	}
	if q.Persons {
		counts, err := r.values(answer.Aggregations[personsField], matching, personsField)
		if err != nil {
			return err
		}
		c.Persons = map[[2]string]int{}
		for _, one := range withEmpty(counts, c.Total) {
			lead, people, _ := strings.Cut(one.Value, "\x00")
			c.Persons[[2]string{lead, people}] += one.N
		}
	}
	for _, cross := range q.Crossed {
		one, err := r.cross(matching, cross)
		if err != nil {
			return err
		}
		c.Crossed = append(c.Crossed, one)
	}
	if q.Meetings {
		n, _, err := r.number(answer.Aggregations["meetings"], matching, heldField)
		if err != nil {
			return err
		}
		c.Meetings = n
	}
	c.Entries = c.Total
	if q.Collapse {
		sayings, documents, err := r.number(answer.Aggregations["sayings"], and(matching, hasTerm(sharedField, true)), saidField)
		if err != nil {
			return err
		}
		c.Entries += sayings - documents
	}
	return nil
}

// tallyDates adds to c the counts of dates, or of months, and the first and the last date.
func (r *reader) tallyDates(c *engine.Collection, counted map[string]json.RawMessage, matching query, days bool) error {
	if days {
		dates, err := r.days(counted[dayField], matching)
		c.Counts[schema.Date] = withEmpty(dates, c.Total)
		c.First, c.Last = engine.FirstLast(dates)
		return err
	}
	months, err := countsIn(counted["months"], func(number float64) string { return dateOf(int(number)) }, nil)
	if err != nil {
		return err
	}
	c.Counts[schema.Date] = withEmpty(months, c.Total)
	for name, date := range map[string]*string{"first": &c.First, "last": &c.Last} {
		var one struct{ Value *float64 }
		if err := json.Unmarshal(counted[name], &one); err != nil {
			return err
		}
		if one.Value != nil {
			*date = dateOf(int(*one.Value))
		}
	}
	return nil
}

// number returns the number of distinct values of field, and that of the documents among which
// they were counted.
func (r *reader) number(counted json.RawMessage, matching query, field string) (distinct, documents int, err error) {
	var n number
	if err := json.Unmarshal(counted, &n); err != nil {
		return 0, 0, err
	}
	if n.Distinct.Others > 0 {
		all, err := r.valuesOf(matching, field)
		return len(all), n.Documents, err
	}
	return n.Number.Count, n.Documents, nil
}

// values returns the values of field and their counts, in order. counted is the result of the
// search; if there were too many values for it, they are counted again.
func (r *reader) values(counted json.RawMessage, matching query, field string) ([]engine.Count, error) {
	return countsIn(counted, func(value string) string { return value }, func() ([]engine.Count, error) { return r.valuesOf(matching, field) })
}

// days is values for dates, which are counted as numbers.
func (r *reader) days(counted json.RawMessage, matching query) ([]engine.Count, error) {
	return countsIn(counted, dateOf, func() ([]engine.Count, error) { return r.valuesOf(matching, columnField(schema.Date)) })
}

// countsIn returns the values and counts in text, in order. as makes a value of a key. If text
// lacks some, they come from otherwise.
func countsIn[V any](text json.RawMessage, as func(V) string, otherwise func() ([]engine.Count, error)) ([]engine.Count, error) {
	var b buckets[V]
	if err := json.Unmarshal(text, &b); err != nil {
		return nil, err
	}
	if b.Others > 0 {
		return otherwise()
	}
	counts := make([]engine.Count, 0, len(b.Buckets))
	for _, one := range b.Buckets {
		counts = append(counts, engine.Count{Value: as(one.Key), N: one.Count})
	}
	slices.SortFunc(counts, func(a, b engine.Count) int { return cmp.Compare(a.Value, b.Value) })
	return counts, nil
}

// withEmpty returns counts, with the documents of total that have no value. Each of the others
// has one.
func withEmpty(counts []engine.Count, total int) []engine.Count {
	for _, one := range counts {
		total -= one.N
	}
	if total == 0 {
		return counts
	}
	return append([]engine.Count{{N: total}}, counts...)
}

// Days implements engine.Reader.
func (r *reader) Days(p plan.Node) (days []engine.Count, total int, err error) {
	matching := everything
	if p != nil {
		c, err := r.prepare(p)
		if err != nil {
			return nil, 0, err
		}
		matching = c.matches(p)
	}
	var answer searched[source]
	if err := search(r.ctx, r.client, r.index, counting(matching, engine.Request{Days: true}, r.client.values), &answer); err != nil {
		return nil, 0, err
	}
	var c engine.Collection
	if err := r.tally(&c, &answer, matching, engine.Request{Days: true}); err != nil {
		return nil, 0, err
	}
	days, _ = engine.Dated(c.Counts[schema.Date])
	if p == nil { // then these are all values of the column; see columnValues
		dates := make([]string, len(days))
		for i, day := range days {
			dates[i] = day.Value
		}
		r.kept.addColumn(schema.Date, dates)
	}
	return days, c.Total, nil
}

// repeats returns, for each of said, what the documents of the answer that say it have in
// common.
func (l *listing) repeats(ctx context.Context, said []string) (map[string]*engine.Repeats, error) {
	all := map[string]*engine.Repeats{}
	if len(said) == 0 {
		return all, nil
	}
	date := func(direction string) query {
		return query{"terms": query{"field": dayField, "size": 1, "order": query{"_key": direction}}}
	}
	body := query{
		"query": and(l.matches, hasTerm(saidField, said...)), "size": 0, "track_total_hits": false,
		"aggs": query{"said": query{
			"terms": query{"field": saidField, "size": len(said)},
			"aggs":  query{"first": date("asc"), "last": date("desc")},
		}},
	}
	var found searched[struct{}]
	if err := search(ctx, l.client, l.index, body, &found); err != nil {
		return nil, err
	}
	var groups struct {
		Buckets []struct {
			Key   string       `json:"key"`
			Count int          `json:"doc_count"`
			First buckets[int] `json:"first"`
			Last  buckets[int] `json:"last"`
		} `json:"buckets"`
	}
	if err := json.Unmarshal(found.Aggregations["said"], &groups); err != nil {
		return nil, err
	}
	for _, g := range groups.Buckets {
		if g.Count < 2 {
			continue
		}
		repeats := &engine.Repeats{Count: g.Count}
		if len(g.First.Buckets) > 0 {
			repeats.First, repeats.Last = dateOf(g.First.Buckets[0].Key), dateOf(g.Last.Buckets[0].Key)
		}
		all[g.Key] = repeats
	}
	return all, nil
}
