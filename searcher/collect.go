package searcher

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/store"
	"minutes/schema"
)

// A match is a document that matches, as far as it is known before it is read.
type match struct {
	number      uint64 // Bleve's
	key         string // by which it is read; "" until order needs it
	score       float64
	date        string
	repeats     *Repeats
	explanation *[]string // nil where it was not asked for; a pointer takes less
}

// Repeats are documents that say the same, as one hit stands for them.
type Repeats struct {
	Count       int    // at least 2
	First, Last string // dates
}

// A collection is the documents that match a question: how many there are, what
// is counted of them, and those that are wanted, in order.
type collection struct {
	tally
	entries int // documents, those that are collapsed as one
	matches []match
}

// collect runs q over the documents of idx. Where loose, plain words may be missing.
func (q *question) collect(ctx context.Context, idx *store.Index, o Options, loose bool) (c *collection, err error) {
	open, err := idx.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	defer open.Close()
	reader := &indexReader{Reader: open, ctx: ctx}
	ranker, err := q.rank(reader, idx.Mapping(), loose, o.Explain)
	if err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, ranker.close()) }()
	values, err := openValues(reader, o)
	if err != nil {
		return nil, err
	}
	documents, err := reader.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	all := int(documents)
	best := &top{reader: reader, order: q.order(o, loose), size: min(o.Limit, all) + min(o.Offset, all)}
	if o.Limit == 0 {
		best.size = 0
	}
	c = &collection{tally: newTally(o)}
	same := map[string]*match{}
	for {
		if err := reader.step(); err != nil {
			return nil, err
		}
		m, ok, err := ranker.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		v, err := values.read(m.number)
		if err != nil {
			return nil, err
		}
		m.date = c.days.share(v.date)
		c.count(v)
		if len(v.same) == 0 {
			c.entries++
			err = best.add(m)
		} else if first := same[string(v.same)]; first == nil {
			one := m // a copy, so that not each match is allocated
			one.repeats = &Repeats{1, m.date, m.date}
			same[string(v.same)] = &one
			c.entries++
		} else {
			err = first.join(m, best)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, m := range same {
		if m.repeats.Count == 1 {
			m.repeats = nil
		}
		if err := best.add(*m); err != nil {
			return nil, err
		}
	}
	c.matches, err = best.from(o.Offset)
	return c, err
}

// join counts n, which says the same, as a repeat of m, and has m be the one of
// both that comes first in the order of t.
func (m *match) join(n match, t *top) error {
	r := m.repeats
	r.Count++
	r.First, r.Last = min(r.First, n.date), max(r.Last, n.date)
	if t.order.compare(&n, m) == 0 {
		if err := cmp.Or(t.identify(m), t.identify(&n)); err != nil {
			return err
		}
	}
	if cmp.Or(t.order.compare(&n, m), cmp.Compare(n.key, m.key)) < 0 {
		*m = n
		m.repeats = r
	}
	return nil
}

// An order is an order of matches. It says nothing of those whose documents stand
// in the notes one behind the other.
type order struct {
	byScore, byClass bool
	oldest           bool
}

func (o order) compare(a, b *match) int {
	date := cmp.Compare(b.date, a.date)
	if o.oldest {
		date = -date
	}
	switch {
	case o.byScore:
		return cmp.Or(cmp.Compare(b.score, a.score), date)
	case o.byClass && isPartial(a.score) != isPartial(b.score):
		if isPartial(a.score) {
			return 1
		}
		return -1
	}
	return date
}

// A top is the first of all matches that are added, in an order that ends with
// their keys.
type top struct {
	reader *indexReader
	order  order
	size   int // how many are kept
	kept   []match
	cut    bool // whether kept[size-1] is the last that can stay
}

func (t *top) add(m match) error {
	if t.size == 0 || t.cut && t.order.compare(&m, &t.kept[t.size-1]) > 0 {
		return nil
	}
	t.kept = append(t.kept, m)
	if len(t.kept) < 2*t.size {
		return nil
	}
	t.cut = true
	return t.sort()
}

// sort puts what is kept in order, and drops what is beyond size.
func (t *top) sort() error {
	for i := range t.kept {
		if err := t.identify(&t.kept[i]); err != nil {
			return err
		}
	}
	slices.SortFunc(t.kept, func(a, b match) int {
		return cmp.Or(t.order.compare(&a, &b), cmp.Compare(a.key, b.key))
	})
	t.kept = t.kept[:min(len(t.kept), t.size)]
	return nil
}

// identify reads the key of m.
func (t *top) identify(m *match) (err error) {
	if m.key == "" {
		m.key, err = t.reader.ExternalID(index.NewIndexInternalID(nil, m.number))
	}
	return err
}

// from returns what is kept behind the first so many.
func (t *top) from(offset int) ([]match, error) {
	if err := t.sort(); err != nil {
		return nil, err
	}
	return t.kept[min(offset, len(t.kept)):], nil
}

// values reads from an index what is counted of documents.
type values struct {
	index.DocValueReader
	of valuesOf
}

// valuesOf are the values of one document, good until the next is read.
type valuesOf struct {
	date, same []byte
	meeting    []byte
	names      []fieldValue
}

type fieldValue struct {
	field string
	value []byte
}

// openValues returns a reader of the values that o wants.
func openValues(reader *indexReader, o Options) (*values, error) {
	fields := append([]string{schema.Date}, countedNames(o)...)
	if o.Story && !slices.Contains(fields, schema.Meeting) {
		fields = append(fields, schema.Meeting)
	}
	if o.Collapse {
		fields = append(fields, schema.Same)
	}
	r, err := reader.DocValueReader(fields)
	if err != nil {
		return nil, fmt.Errorf("read values: %w", err)
	}
	return &values{DocValueReader: r}, nil
}

func (v *values) read(number uint64) (*valuesOf, error) {
	v.of = valuesOf{names: v.of.names[:0]}
	err := v.VisitDocValues(index.NewIndexInternalID(nil, number), func(field string, value []byte) {
		switch field {
		case schema.Date:
			v.of.date = value
			return
		case schema.Same:
			v.of.same = value
			return
		case schema.Meeting:
			v.of.meeting = value
		}
		v.of.names = append(v.of.names, fieldValue{field, value})
	})
	if err != nil {
		return nil, fmt.Errorf("read values: %w", err)
	}
	return &v.of, nil
}
