package embedded

import (
	"cmp"
	"context"
	"iter"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/internal/segment"
	"minutes/schema"
)

// A reader reads an index until its context is done.
type reader struct {
	*segment.Index
	index *Index
	ctx   context.Context
	steps int                               // number of steps left until ctx is checked
	langs map[*segment.Segment][]plan.Langs // languages of the values in a segment's column; see isIn
}

// step returns an error if the context is done. Every move in a list calls it, but it
// only checks the context once in 1024 steps.
func (r *reader) step() error {
	return r.stepAll(1)
}

// stepAll does what step does, for n moves.
func (r *reader) stepAll(n int) error {
	if r.steps -= n; r.steps > 0 {
		return nil
	}
	r.steps = 1024
	return context.Cause(r.ctx)
}

// Languages implements engine.Reader.
func (r *reader) Languages() []string { return r.index.languages() }

// isIn reports whether the language of a document is in s.
func (r *reader) isIn(number uint64, s plan.Langs) bool {
	in, doc := r.Locate(number)
	c := in.Columns.Column(schema.Lang)
	of, ok := r.langs[in]
	if !ok {
		bits := map[string]plan.Langs{}
		for i, code := range r.Languages() {
			bits[code] = 1 << i
		}
		of = make([]plan.Langs, c.Values())
		for ordinal := range of {
			of[ordinal] = bits[c.Value(ordinal)]
		}
		if r.langs == nil {
			r.langs = map[*segment.Segment][]plan.Langs{}
		}
		r.langs[in] = of
	}
	return s.Has(of[c.Ordinal(doc)])
}

// Terms implements engine.Reader.
func (r *reader) Terms(field, prefix string, visit func(term string) error) error {
	deleted := r.HasDeleted()
	return r.Index.Terms(field, prefix, func(term string) error {
		if deleted { // the dictionary also has the words of deleted documents
			if there, err := r.Index.Has(field, term); err != nil || !there {
				return err
			}
		}
		return cmp.Or(r.step(), visit(term))
	})
}

// Near implements engine.Reader.
func (r *reader) Near(field, term string, edits int, visit func(term string, edits, documents int) error) error {
	return r.Index.Near(field, term, edits, func(found string, edits int) error {
		n, err := r.Count(field, found)
		if err != nil || n == 0 {
			return err
		}
		return cmp.Or(r.step(), visit(found, edits, n))
	})
}

// Has implements engine.Reader.
func (r *reader) Has(field, term string, langs plan.Langs) (bool, error) {
	if langs == 0 {
		return r.Index.Has(field, term)
	}
	found, err := openPostings(r, field, plan.Form{Term: term, Weight: 1, Langs: langs}, false)
	return err == nil && found.at() != noMore, err
}

// Find implements engine.Reader.
func (r *reader) Find(p plan.Node, most int) (int, error) {
	m, err := r.open(p)
	if err != nil {
		return 0, err
	}
	n := 0
	for ; err == nil && n < most && m.at() != noMore; err = m.seek(m.at() + 1) {
		n++
	}
	return n, err
}

// Days implements engine.Reader.
func (r *reader) Days(p plan.Node) (days []engine.Count, total int, err error) {
	t := newTally(r, engine.Request{})
	if p == nil {
		for i, s := range r.Segments {
			t.counts[schema.Date][i] = s.Counts(schema.Date)
		}
		t.total = r.Documents()
	} else {
		ranker, err := r.newRanker(p)
		if err != nil {
			return nil, 0, err
		}
		if err := ranker.each(func(b *batch, _ *dateColumn) bool { t.count(b); return true }); err != nil {
			return nil, 0, err
		}
	}
	days, _ = engine.Dated(t.values(schema.Date))
	return days, t.total, nil
}

// Texts implements engine.Reader.
func (r *reader) Texts(term string, most int, visit func(text []byte)) error {
	p, err := openPostings(r, schema.Text, plan.Form{Term: term, Weight: 1}, false)
	for ; err == nil && most > 0 && p.at() != noMore; most-- {
		if err = r.Text(p.at(), visit); err == nil {
			err = p.seek(p.at() + 1)
		}
	}
	return err
}

// Collect implements engine.Reader.
func (r *reader) Collect(p plan.Node, q engine.Request) (*engine.Collection, error) {
	c, err := r.collect(p, q)
	if err != nil {
		return nil, err
	}
	all := &engine.Collection{
		Total: c.total, Routine: c.routine, Entries: c.entries,
		Counts: map[string][]engine.Count{schema.Date: c.values(schema.Date)},
	}
	for _, field := range q.Fields {
		all.Counts[field] = c.values(field)
	}
	if q.Persons {
		all.Persons = c.personValues()
	}
	all.First, all.Last = engine.FirstLast(all.Counts[schema.Date])
	for _, cross := range q.Crossed {
		all.Crossed = append(all.Crossed, c.crossed(cross))
	}
	if q.Meetings {
		all.Meetings = c.countMeetings()
	}
	all.Hits = func(yield func(engine.Found, error) bool) {
		for _, m := range c.hits {
			found := engine.Found{Score: m.Score, Routine: m.Routine, Repeats: m.repeats}
			if m.explanation != nil {
				found.Explanation = *m.explanation
			}
			err := r.index.Guard(func() (err error) {
				found.Document, err = r.Document(m.number)
				return err
			})
			if !yield(found, err) || err != nil {
				return
			}
		}
	}
	return all, nil
}

// Rows implements engine.Reader.
func (r *reader) Rows(p plan.Node, visit func(engine.Row)) error {
	ranker, err := r.newRanker(p)
	if err != nil {
		return err
	}
	at := row{values: map[cell]string{}}
	return ranker.each(func(b *batch, _ *dateColumn) bool {
		at.segment = b.segment
		for _, doc := range b.docs {
			at.doc = int(doc)
			visit(&at)
		}
		return true
	})
}

// A row is a document, with the values of the columns that were read.
type row struct {
	segment *segment.Segment
	doc     int
	values  map[cell]string
}

// A cell is a value of a column.
type cell struct {
	segment *segment.Segment
	field   string
	ordinal int
}

// Value implements engine.Row. Many documents have the same value, so it keeps them.
func (r *row) Value(field string) string {
	c := r.segment.Columns.Column(field)
	at := cell{r.segment, field, c.Ordinal(r.doc)}
	value, ok := r.values[at]
	if !ok {
		value = c.Value(at.ordinal)
		r.values[at] = value
	}
	return value
}

// Line implements engine.Row.
func (r *row) Line() int { return r.segment.Columns.Line(r.doc) }

// Present implements engine.Row.
func (r *row) Present() bool { return r.segment.Columns.Present(r.doc) }

// Note implements engine.Reader.
func (r *reader) Note(file string) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		for _, number := range r.Index.Note(file) {
			if d, err := r.Document(number); !yield(d, err) || err != nil {
				return
			}
		}
	}
}
