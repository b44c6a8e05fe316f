package opensearch

import (
	"slices"

	"github.com/segmentio/encoding/json"

	"minutes/internal/engine"
)

// composite calls visit with the different values that the documents that match q have in
// fields together, in order, and the number of documents. It asks for them in parts, so there
// may be any number. The value is "" in a field without one.
func (r *reader) composite(q query, fields []string, visit func(values []string, n int)) error {
	var sources []query
	for _, field := range fields {
		sources = append(sources, query{field: query{"terms": query{"field": field, "missing_bucket": true}}})
	}
	all := query{"size": r.client.page, "sources": sources}
	body := query{"query": q, "size": 0, "track_total_hits": false, "aggs": query{"all": query{"composite": all}}}
	for {
		var found searched[struct{}]
		if err := search(r.ctx, r.client, r.index, body, &found); err != nil {
			return err
		}
		var part struct {
			After   map[string]any `json:"after_key"`
			Buckets []struct {
				Key   map[string]*string `json:"key"`
				Count int                `json:"doc_count"`
			} `json:"buckets"`
		}
		if err := json.Unmarshal(found.Aggregations["all"], &part); err != nil {
			return err
		}
		for _, b := range part.Buckets {
			values := make([]string, len(fields))
			for i, field := range fields {
				if value := b.Key[field]; value != nil {
					values[i] = *value
				}
			}
			visit(values, b.Count)
		}
		if part.After == nil || len(part.Buckets) < r.client.page {
			return nil
		}
		all["after"] = part.After
	}
}

// valuesOf returns the values that the documents that match q have in a field, in order.
func (r *reader) valuesOf(q query, field string) (all []engine.Count, err error) {
	err = r.composite(and(q, hasAny(field)), []string{field}, func(values []string, n int) {
		all = append(all, engine.Count{Value: values[0], N: n})
	})
	return all, err
}

// cross counts the documents that match q by the keys on both axes.
func (r *reader) cross(q query, axes engine.Cross) (engine.Crossed, error) {
	var columns, fields []string
	for _, column := range slices.Concat(axes[0].Columns, axes[1].Columns) {
		if !slices.Contains(columns, column) {
			columns, fields = append(columns, column), append(fields, columnField(column))
		}
	}
	all := crossing{numbers: [2]map[string]int{{}, {}}, cells: map[[2]int]int{}}
	err := r.composite(q, fields, func(values []string, n int) {
		var keys [2]string
		for i, axis := range axes {
			of := make([]string, len(axis.Columns))
			for j, column := range axis.Columns {
				of[j] = values[slices.Index(columns, column)]
			}
			keys[i] = axis.Key(of)
		}
		all.add(keys, n)
	})
	all.Count = all.count
	return all.Crossed, err
}

// A crossing has the number of documents with each pair of keys.
type crossing struct {
	engine.Crossed
	numbers [2]map[string]int // indexes of keys
	cells   map[[2]int]int    // by the indexes of both keys
}

// add adds n documents with a pair of keys.
func (c *crossing) add(keys [2]string, n int) {
	var pair [2]int
	for axis, key := range keys {
		number, ok := c.numbers[axis][key]
		if !ok {
			number = len(c.Keys[axis])
			c.numbers[axis][key] = number
			c.Keys[axis], c.Sums[axis] = append(c.Keys[axis], key), append(c.Sums[axis], 0)
		}
		c.Sums[axis][number] += n
		pair[axis] = number
	}
	c.cells[pair] += n
}

// count implements engine.Crossed.Count.
func (c *crossing) count(places engine.Places, rows, columns int) ([][]int32, error) {
	table := engine.NewTable(rows, columns)
	for pair, n := range c.cells {
		places.Add(table, pair[0], pair[1], n)
	}
	return table, nil
}
