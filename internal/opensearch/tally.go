package opensearch

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// counting returns the search that counts what q asks for among the documents that match
// matching.
func counting(matching query, q engine.Request) query {
	aggs := query{}
	for _, field := range countedFields(q) {
		aggs[field] = distinct(field)
	}
	if q.Meetings {
		aggs["meetings"] = distinct(heldField)
	}
	if q.Collapse {
		aggs["sayings"] = query{"filter": hasTerm(sharedField, true), "aggs": query{"distinct": distinct(saidField)}}
	}
	return query{"query": matching, "size": 0, "track_total_hits": true, "aggs": aggs}
}

// countedFields returns the fields whose values q asks for.
func countedFields(q engine.Request) []string {
	fields := []string{columnField(schema.Date)}
	for _, field := range q.Fields {
		fields = append(fields, columnField(field))
	}
	if q.Persons {
		fields = append(fields, personsField)
	}
	return fields
}

// distinct returns the aggregation of the distinct values of field with their counts.
// OpenSearch's own count of them is an estimate.
func distinct(field string) query {
	return query{"terms": query{"field": field, "size": manyValues}}
}

// A buckets is the result of counting the values of a field.
type buckets struct {
	Others  int `json:"sum_other_doc_count"`
	Buckets []struct {
		Key   string `json:"key"`
		Count int    `json:"doc_count"`
	} `json:"buckets"`
}

// tally adds to c what the search of counting found.
func (r *reader) tally(c *engine.Collection, answer *searched[source], matching query, q engine.Request) error {
	c.Total = answer.Hits.Total.Value
	c.Counts = map[string][]engine.Count{}
	for _, field := range append([]string{schema.Date}, q.Fields...) {
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
		held, err := r.values(answer.Aggregations["meetings"], matching, heldField)
		if err != nil {
			return err
		}
		c.Meetings = len(held)
	}
	c.Entries = c.Total
	if q.Collapse {
		var sayings struct {
			Count    int             `json:"doc_count"`
			Distinct json.RawMessage `json:"distinct"`
		}
		if err := json.Unmarshal(answer.Aggregations["sayings"], &sayings); err != nil {
			return err
		}
		groups, err := r.values(sayings.Distinct, and(matching, hasTerm(sharedField, true)), saidField)
		if err != nil {
			return err
		}
		c.Entries += len(groups) - sayings.Count
	}
	return nil
}

// values returns the values of field and their counts, in order. counted is the result of the
// search; if there were too many values for it, they are counted again.
func (r *reader) values(counted json.RawMessage, matching query, field string) ([]engine.Count, error) {
	var b buckets
	if err := json.Unmarshal(counted, &b); err != nil {
		return nil, err
	}
	if b.Others > 0 {
		return r.valuesOf(matching, field)
	}
	counts := make([]engine.Count, 0, len(b.Buckets))
	for _, one := range b.Buckets {
		counts = append(counts, engine.Count{Value: one.Key, N: one.Count})
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
	if err := search(r.ctx, r.client, r.index, counting(matching, engine.Request{}), &answer); err != nil {
		return nil, 0, err
	}
	var c engine.Collection
	if err := r.tally(&c, &answer, matching, engine.Request{}); err != nil {
		return nil, 0, err
	}
	days, _ = engine.Dated(c.Counts[schema.Date])
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
		return query{"terms": query{"field": columnField(schema.Date), "size": 1, "order": query{"_key": direction}}}
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
			Key   string  `json:"key"`
			Count int     `json:"doc_count"`
			First buckets `json:"first"`
			Last  buckets `json:"last"`
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
			repeats.First, repeats.Last = g.First.Buckets[0].Key, g.Last.Buckets[0].Key
		}
		all[g.Key] = repeats
	}
	return all, nil
}
