package searcher

import (
	"cmp"
	"context"
	"slices"

	"minutes/internal/store"
	"minutes/schema"
)

// A match is a document that matches, with what is known before the document is read.
type match struct {
	number      uint64
	score       float64
	date        string
	routine     bool // the result of segment.Segment.Routine; false if the order is by score
	repeats     *Repeats
	explanation *[]string // nil if not requested; a pointer, to save memory
}

// Repeats describes the documents that say the same and are shown as one hit.
type Repeats struct {
	Count       int    // at least 2
	First, Last string // dates
}

// A collection is the result of a search: how many documents match, the counts of their
// values, and the matches on the requested page, in order.
type collection struct {
	tally
	entries int // number of documents; collapsed documents count as one
	routine int // number of matching documents that were left out as routine
	matches []match
}

// collect runs q on the documents of idx. If loose is true, some plain words may be
// missing from a document.
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

// addMatches counts the documents that r returns, and adds them to best. If collapse is
// true, documents that say the same become one match.
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

// addFiltered does what addMatches does, for an r whose matcher is f. The first pass
// counts the documents by date. The counts show which dates have the first matches, so
// the second pass reads only the documents of these dates. That is few, even of a million
// documents.
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

// join counts n, which says the same as m, as a repeat of m. If n comes before m in the
// order of t, m becomes n.
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

// An order compares matches. Among documents of one date, it only puts routine ones last.
// Documents without a date come after all others.
type order struct {
	byScore, byClass bool
	oldest           bool
}

func (o order) compare(a, b *match) int {
	date := cmp.Compare(b.date, a.date)
	if o.oldest && a.date != "" && b.date != "" { // documents without a date stay last
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

// A top keeps the first matches of all that are added. Matches that are equal in order
// are sorted as in the notes.
type top struct {
	reader *indexReader
	order  order
	size   int // maximum number of matches to keep
	kept   []match
	cut    bool // whether a match after kept[size-1] can be dropped
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

// sort sorts the kept matches and drops those after the first size.
func (t *top) sort() {
	slices.SortFunc(t.kept, func(a, b match) int { return t.compare(&a, &b) })
	t.kept = t.kept[:min(len(t.kept), t.size)]
}

// from returns the kept matches without the first offset ones.
func (t *top) from(offset int) []match {
	t.sort()
	return t.kept[min(offset, len(t.kept)):]
}
