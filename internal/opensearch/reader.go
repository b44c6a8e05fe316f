package opensearch

import (
	"context"
	"iter"
	"sync"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// A kept has what was read of a generation, for further questions.
type kept struct {
	mu      sync.Mutex
	counts  map[string]int // by query
	columns map[string][]string
}

// keptCounts is the number of counts from which on they are forgotten.
const keptCounts = 1 << 14

func newKept() *kept { return &kept{counts: map[string]int{}, columns: map[string][]string{}} }

func (k *kept) count(key string) (int, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	n, ok := k.counts[key]
	return n, ok
}

func (k *kept) add(key string, n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.counts) == keptCounts {
		clear(k.counts)
	}
	k.counts[key] = n
}

func (k *kept) column(field string) ([]string, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	values, ok := k.columns[field]
	return values, ok
}

func (k *kept) addColumn(field string, values []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.columns[field] = values
}

// A reader reads an Index for one question.
type reader struct {
	*Index
	ctx context.Context
}

// Languages implements engine.Reader.
func (r *reader) Languages() []string { return r.about.Spoken }

// Find implements engine.Reader.
func (r *reader) Find(p plan.Node, most int) (int, error) {
	c, err := r.prepare(p)
	if err != nil {
		return 0, err
	}
	var found searched[struct{}]
	body := query{"query": c.matches(p), "size": 0, "track_total_hits": max(most, 1)}
	if err := search(r.ctx, r.client, r.index, body, &found); err != nil {
		return 0, err
	}
	return min(found.Hits.Total.Value, most), nil
}

// Texts implements engine.Reader.
func (r *reader) Texts(term string, most int, visit func(text []byte)) error {
	// Most of the terms asked for are in no text. Those that follow often begin with this one.
	if _, err := r.words.find(r.ctx, lookup{term, beginning}); err != nil {
		return err
	}
	if n, err := r.Count(schema.Text, term); n == 0 || err != nil {
		return err
	}
	var found searched[struct {
		Doc struct{ Text string } `json:"doc"`
	}]
	body := query{
		"query": hasTerm(wordsField(schema.Text), term), "size": min(most, r.client.page), "track_total_hits": false,
		"_source": []string{"doc.text"}, "sort": noteOrder,
	}
	if err := search(r.ctx, r.client, r.index, body, &found); err != nil {
		return err
	}
	for _, hit := range found.Hits.Hits {
		visit([]byte(hit.Source.Doc.Text))
	}
	return nil
}

// Note implements engine.Reader.
func (r *reader) Note(file string) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		body := query{"query": hasTerm(columnField(schema.File), file), "_source": hitSource, "sort": noteOrder}
		more := true
		err := walk(r.ctx, r, body, r.client.hits, func(hit found[source]) bool {
			more = yield(hit.Source.document(), nil)
			return more
		})
		if err != nil && more {
			yield(schema.Document{}, err)
		}
	}
}

// A row has the columns of a document.
type row map[string][]any

// Value implements engine.Row.
func (r row) Value(field string) string { return r.text(columnField(field)) }

func (r row) text(field string) string {
	if len(r[field]) == 0 {
		return ""
	}
	text, _ := r[field][0].(string)
	return text
}

// Line implements engine.Row.
func (r row) Line() int {
	if len(r[lineField]) == 0 {
		return 0
	}
	line, _ := r[lineField][0].(float64)
	return int(line)
}

// Present implements engine.Row.
func (r row) Present() bool { return len(r[presentField]) > 0 && r[presentField][0] == true }

// Rows implements engine.Reader.
func (r *reader) Rows(p plan.Node, visit func(engine.Row)) error {
	c, err := r.prepare(p)
	if err != nil {
		return err
	}
	fields := []string{lineField, presentField}
	for _, field := range schema.Columns {
		if field != schema.Section {
			fields = append(fields, columnField(field))
		}
	}
	body := query{
		"query": c.matches(p), "_source": false, "stored_fields": "_none_", "docvalue_fields": fields, "sort": noteOrder,
	}
	return walk(r.ctx, r, body, r.client.page, func(hit found[struct{}]) bool {
		visit(row(hit.Fields))
		return true
	})
}
