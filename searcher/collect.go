package searcher

import (
	"cmp"
	"context"
	"slices"

	"minutes/internal/store"
	"minutes/schema"
)

// A match is a document that matches, as far as it is known before it is read.
type match struct {
	number      uint64
	score       float64
	date        string
	routine     bool // as segment.Segment.Routine says, unless scores are the order
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
	routine int // documents that match, but are left out as routine
	matches []match
}

// collect runs q over the documents of idx. Where loose, plain words may be missing.
func (q *question) collect(ctx context.Context, idx *store.Index, o Options, loose bool) (*collection, error) {
	reader := &indexReader{Index: idx.Index, ctx: ctx}
	ranker, err := q.rank(reader, loose, o.Explain)
	if err != nil {
		return nil, err
	}
	ranker.skipsRoutine = o.SkipRoutine
	all := reader.Documents()
	best := &top{reader: reader, order: q.order(o, loose), size: min(o.Limit, all) + min(o.Offset, all)}
	if o.Limit == 0 {
		best.size = 0
	}
	c := &collection{tally: newTally(reader, o)}
	if f, ok := ranker.matcher.(*filter); ok && !o.Collapse {
		err = c.addFiltered(f, ranker, best)
	} else {
		err = c.addMatches(ranker, best, o.Collapse)
	}
	if err != nil {
		return nil, err
	}
	c.routine, c.matches = ranker.routine, best.from(o.Offset)
	return c, nil
}

// addMatches counts what r gives, and adds it to best, where collapse with those that
// say the same as one.
func (c *collection) addMatches(r *ranker, best *top, collapse bool) error {
	same := map[uint64]*match{}
	err := r.each(func(b *batch, dates *dateColumn) {
		c.count(b)
		if best.size == 0 && !collapse {
			c.entries += len(b.docs)
			return
		}
		for i, doc := range b.docs {
			m := b.match(i)
			m.date, m.routine = dates.of(int(doc)), !best.order.byScore && b.segment.Routine(int(doc))
			if !collapse || !b.segment.Shared(int(doc)) {
				c.entries++
				best.add(m)
				continue
			}
			sum := b.segment.Columns.Sum(int(doc))
			if first := same[sum]; first != nil {
				first.join(m, best)
				continue
			}
			m.repeats = &Repeats{1, m.date, m.date}
			same[sum] = &m
			c.entries++
		}
	})
	for _, m := range same {
		if m.repeats.Count == 1 {
			m.repeats = nil
		}
		best.add(*m)
	}
	return err
}

// addFiltered is addMatches where f is all that r matches. Those are in the order of
// their dates, so that when all are counted it is known on which days the first ones
// are: of a million documents, few are looked at once more.
func (c *collection) addFiltered(f *filter, r *ranker, best *top) error {
	if err := r.each(func(b *batch, _ *dateColumn) { c.count(b) }); err != nil {
		return err
	}
	c.entries = c.total
	if best.size == 0 {
		return nil
	}
	days := c.days()
	if !best.order.oldest {
		slices.Reverse(days)
	}
	if undated := c.undated(); undated > 0 {
		days = append(days, count{"", undated})
	}
	first := map[string]bool{}
	for n := 0; n < best.size && len(first) < len(days); {
		day := days[len(first)]
		first[day.value] = true
		n += day.n
	}
	onThose := newPredicate(c.reader, schema.Date, func(day string) bool { return first[day] })
	again, err := openFilter(c.reader, append(slices.Clip(f.predicates), onThose))
	if err != nil {
		return err
	}
	return (&ranker{matcher: again, reader: r.reader, skipsRoutine: r.skipsRoutine}).each(func(b *batch, dates *dateColumn) {
		for i, doc := range b.docs {
			m := b.match(i)
			m.date, m.routine = dates.of(int(doc)), b.segment.Routine(int(doc))
			best.add(m)
		}
	})
}

// join counts n, which says the same, as a repeat of m, and has m be the one of
// both that comes first in the order of t.
func (m *match) join(n match, t *top) {
	r := m.repeats
	r.Count++
	if r.First == "" || n.date != "" && n.date < r.First {
		r.First = n.date
	}
	r.Last = max(r.Last, n.date)
	if t.compare(&n, m) < 0 {
		*m = n
		m.repeats = r
	}
}

// An order is an order of matches. It says nothing of documents of one date, but that those
// that are routine come last. A document without a date comes after all that have one.
type order struct {
	byScore, byClass bool
	oldest           bool
}

func (o order) compare(a, b *match) int {
	date := cmp.Compare(b.date, a.date)
	if o.oldest && a.date != "" && b.date != "" { // what has no date is last
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
	case date == 0 && a.routine != b.routine:
		if a.routine {
			return 1
		}
		return -1
	}
	return date
}

// A top is the first of all matches that are added, in an order that ends with the
// order of the notes.
type top struct {
	reader *indexReader
	order  order
	size   int // how many are kept
	kept   []match
	cut    bool // whether kept[size-1] is the last that can stay
}

func (t *top) compare(a, b *match) int {
	if c := t.order.compare(a, b); c != 0 {
		return c
	}
	return t.reader.Compare(a.number, b.number)
}

func (t *top) add(m match) {
	if t.size == 0 || t.cut && t.compare(&m, &t.kept[t.size-1]) > 0 {
		return
	}
	t.kept = append(t.kept, m)
	if len(t.kept) >= 2*t.size {
		t.cut = true
		t.sort()
	}
}

// sort puts what is kept in order, and drops what is beyond size.
func (t *top) sort() {
	slices.SortFunc(t.kept, func(a, b match) int { return t.compare(&a, &b) })
	t.kept = t.kept[:min(len(t.kept), t.size)]
}

// from returns what is kept behind the first so many.
func (t *top) from(offset int) []match {
	t.sort()
	return t.kept[min(offset, len(t.kept)):]
}
