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
	var all engine.Crossing
	err := r.composite(q, fields, func(values []string, n int) {
		var keys [2]string
		for i, axis := range axes {
			of := make([]string, len(axis.Columns))
			for j, column := range axis.Columns {
				of[j] = values[slices.Index(columns, column)]
			}
			keys[i] = axis.Key(of)
		}
		all.Add(keys, n)
	})
	return all.Crossed(), err
}
