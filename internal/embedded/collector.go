package embedded

import (
	"runtime"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/fault"
	"minutes/internal/plan"
	"minutes/schema"
)

// A collection is the result of a search: how many documents match, the counts of their
// values, and the matches on the requested page, in order.
type collection struct {
	tally
	entries int // number of documents; collapsed documents count as one
	routine int // number of matching documents that were left out as routine
	hits    []hit
}

// collect finds the documents that match p, counts them, and returns those on the page
// that q requests.
func (r *reader) collect(p plan.Node, q engine.Request) (*collection, error) {
	c, err := r.newCollector(p, q)
	if err != nil {
		return nil, err
	}
	if f, ok := c.ranker.scorer.(*filter); ok && !q.Collapse {
		return c.collectFiltered(f, p, q)
	}
	if err := c.run(p, q); err != nil {
		return nil, err
	}
	return c.collection(q.Offset), nil
}

// collectFiltered does what collect does if the scorer of c is f. The first pass
// counts the documents by date. The counts show which dates have the first matches, so
// the second pass reads only the documents of these dates. That is few, even of a million
// documents.
func (c *collector) collectFiltered(f *filter, p plan.Node, q engine.Request) (*collection, error) {
	best := c.best
	c.best = &hitQueue{}
	counting := q
	counting.Limit = 0
	if err := c.run(p, counting); err != nil {
		return nil, err
	}
	all := &collection{tally: c.tally, entries: c.total, routine: c.ranker.routine}
	if best.size > 0 {
		if err := all.addFirst(f, c.ranker, best); err != nil {
			return nil, err
		}
	}
	all.hits = best.from(q.Offset)
	return all, nil
}

// addFirst adds the first documents that r returns, whose scorer is f, to best.
func (c *collection) addFirst(f *filter, r *ranker, best *hitQueue) error {
	days, undated := engine.Dated(c.values(schema.Date))
	if !best.order.Oldest {
		slices.Reverse(days)
	}
	if undated > 0 {
		days = append(days, engine.Count{N: undated})
	}
	first := map[string]bool{}
	for n := 0; n < best.size && len(first) < len(days); {
		day := days[len(first)]
		first[day.Value] = true
		n += day.N
	}
	onThose := plan.Predicate{Field: schema.Date, Wants: func(day string) bool { return first[day] }}
	again, err := openFilter(c.reader, append(slices.Clip(f.of), onThose))
	if err != nil {
		return err
	}
	return (&ranker{scorer: again, reader: r.reader, end: noMore, skipsRoutine: r.skipsRoutine, skipsRepeats: r.skipsRepeats}).each(func(b *batch, dates *dateColumn) bool {
		for i, doc := range b.docs {
			m := b.hit(i)
			m.Date, m.Routine = dates.of(int(doc)), b.segment.Routine(int(doc))
			best.add(m)
		}
		return true
	})
}

// A collector counts the matches of a ranker, and keeps the best.
type collector struct {
	tally
	ranker   *ranker
	best     *hitQueue
	collapse bool // whether documents that say the same become one match
	groups
	entries int // matches outside groups
}

func (r *reader) newCollector(p plan.Node, q engine.Request) (*collector, error) {
	ranker, err := r.newRanker(p)
	if err != nil {
		return nil, err
	}
	ranker.explains, ranker.remarks = q.Explain, q.Remarks
	ranker.skipsRoutine, ranker.skipsRepeats = q.SkipRoutine, q.SkipRepeats
	all := r.Documents()
	best := &hitQueue{reader: r, order: q.Order, size: min(q.Limit, all) + min(q.Offset, all)}
	if q.Limit == 0 {
		best.size = 0
	}
	return &collector{
		tally: newTally(r, q), ranker: ranker, best: best, collapse: q.Collapse,
		groups: groups{index: map[uint64]int32{}},
	}, nil
}

// An answer with more matches than solo is collected by two goroutines, if the documents
// left are more than worthwhile. Opening the plan again for the second costs as much as
// some thousand matches. Tests lower both.
var solo, worthwhile = 20_000, 100_000

// run collects all matches of p.
func (c *collector) run(p plan.Node, q engine.Request) error {
	if err := c.until(noMore, solo); err != nil {
		return err
	}
	r, at := c.ranker.reader, c.ranker.after
	end := at
	if last := len(r.Segments) - 1; last >= 0 {
		end = uint64(r.Segments[last].First() + r.Segments[last].Size())
	}
	if at >= end || end-at < uint64(worthwhile) || runtime.GOMAXPROCS(0) == 1 {
		return c.until(noMore, 0)
	}
	for _, s := range r.Segments {
		s.Ready()
	}
	other, err := (&reader{Index: r.Index, index: r.index, ctx: r.ctx}).newCollector(p, q)
	if err != nil {
		return err
	}
	middle := at + (end-at)/2
	other.ranker.after = middle
	failed := make(chan error)
	go func() {
		failed <- fault.Catch(func() error { return other.until(noMore, 0) })
	}()
	// Wait for the other even if this one panics, because it reads the index.
	err = fault.Catch(func() error { return c.until(middle, 0) })
	if otherErr := <-failed; err == nil {
		err = otherErr
	}
	if err != nil {
		return err
	}
	c.merge(other)
	return nil
}

// until collects the next matches before document end. It stops after most of them, or a few
// more, unless most is 0.
func (c *collector) until(end uint64, most int) error {
	c.ranker.end = end
	collected := 0
	return c.ranker.each(func(b *batch, dates *dateColumn) (more bool) {
		c.add(b, dates)
		collected += len(b.docs)
		return most == 0 || collected < most
	})
}

func (c *collector) add(b *batch, dates *dateColumn) {
	c.count(b)
	if c.best.size == 0 && !c.collapse {
		c.entries += len(b.docs)
		return
	}
	for i, doc := range b.docs {
		if c.best.drops(b, i) && !(c.collapse && b.segment.Shared(int(doc))) {
			c.entries++
			continue
		}
		m := b.hit(i)
		m.Date, m.Routine = dates.of(int(doc)), !c.best.order.ByScore && b.segment.Routine(int(doc))
		if !c.collapse || !b.segment.Shared(int(doc)) {
			c.entries++
			c.best.add(m)
			continue
		}
		sum := b.segment.Columns.Sum(int(doc))
		c.groups.add(sum, m, engine.Repeats{Count: 1, First: m.Date, Last: m.Date}, c.best)
	}
}

// merge adds what other has collected from later documents.
func (c *collector) merge(other *collector) {
	c.tally.merge(&other.tally)
	c.entries += other.entries
	c.ranker.routine += other.ranker.routine
	for sum, at := range other.groups.index {
		one := other.groups.all[at]
		c.groups.add(sum, one.hit, one.repeats, c.best)
	}
	for _, m := range other.best.kept {
		c.best.add(m)
	}
}

// collection returns what was collected, without the first offset matches.
func (c *collector) collection(offset int) *collection {
	for _, one := range c.groups.all {
		m := one.hit
		if one.repeats.Count > 1 {
			m.repeats = &one.repeats
		}
		c.best.add(m)
	}
	return &collection{
		tally: c.tally, entries: c.entries + len(c.groups.all), routine: c.ranker.routine, hits: c.best.from(offset),
	}
}

// groups are the matches that share their sum with other documents, those with the same sum
// as one. They have no pointers of their own, which would take time to keep track of.
type groups struct {
	index map[uint64]int32 // by sum, in all
	all   []group
}

// A group is the first match in order of those that say the same.
type group struct {
	hit
	repeats engine.Repeats
}

// add adds m, whose document has the given sum and which stands for those in r. t has the
// order.
func (g *groups) add(sum uint64, m hit, r engine.Repeats, t *hitQueue) {
	at, ok := g.index[sum]
	if !ok {
		g.index[sum] = int32(len(g.all))
		g.all = append(g.all, group{m, r})
		return
	}
	first := &g.all[at]
	all := &first.repeats
	all.Count += r.Count
	if all.First == "" || r.First != "" && r.First < all.First {
		all.First = r.First
	}
	all.Last = max(all.Last, r.Last)
	if t.compare(&m, &first.hit) < 0 {
		first.hit = m
	}
}
