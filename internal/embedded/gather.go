package embedded

import (
	"runtime"

	"minutes/internal/engine"
	"minutes/internal/fault"
	"minutes/internal/plan"
)

// A gathering counts the matches of a ranker, and keeps the best.
type gathering struct {
	tally
	ranker   *ranker
	best     *top
	collapse bool // whether documents that say the same become one match
	groups
	entries int // matches outside groups
}

func (r *reader) newGathering(p plan.Node, q engine.Request) (*gathering, error) {
	ranker, err := r.newRanker(p)
	if err != nil {
		return nil, err
	}
	ranker.explains, ranker.remarks = q.Explain, q.Remarks
	ranker.skipsRoutine, ranker.skipsRepeats = q.SkipRoutine, q.SkipRepeats
	all := r.Documents()
	best := &top{reader: r, order: q.Order, size: min(q.Limit, all) + min(q.Offset, all)}
	if q.Limit == 0 {
		best.size = 0
	}
	return &gathering{
		tally: newTally(r, q), ranker: ranker, best: best, collapse: q.Collapse,
		groups: groups{index: map[uint64]int32{}},
	}, nil
}

// An answer with more matches than solo is gathered by two goroutines, if the documents
// left are more than worthwhile. Opening the plan again for the second costs as much as
// some thousand matches. Tests lower both.
var solo, worthwhile = 20_000, 100_000

// run gathers all matches of p.
func (g *gathering) run(p plan.Node, q engine.Request) error {
	if err := g.until(noMore, solo); err != nil {
		return err
	}
	r, at := g.ranker.reader, g.ranker.after
	end := at
	if last := len(r.Segments) - 1; last >= 0 {
		end = uint64(r.Segments[last].First() + r.Segments[last].Size())
	}
	if at >= end || end-at < uint64(worthwhile) || runtime.GOMAXPROCS(0) == 1 {
		return g.until(noMore, 0)
	}
	for _, s := range r.Segments {
		s.Ready()
	}
	other, err := (&reader{Index: r.Index, index: r.index, ctx: r.ctx}).newGathering(p, q)
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
	err = fault.Catch(func() error { return g.until(middle, 0) })
	if otherErr := <-failed; err == nil {
		err = otherErr
	}
	if err != nil {
		return err
	}
	g.merge(other)
	return nil
}

// until gathers the next matches before document end. It stops after most of them, or a few
// more, unless most is 0.
func (g *gathering) until(end uint64, most int) error {
	g.ranker.end = end
	gathered := 0
	return g.ranker.each(func(b *batch, dates *dateColumn) (more bool) {
		g.add(b, dates)
		gathered += len(b.docs)
		return most == 0 || gathered < most
	})
}

func (g *gathering) add(b *batch, dates *dateColumn) {
	g.count(b)
	if g.best.size == 0 && !g.collapse {
		g.entries += len(b.docs)
		return
	}
	for i, doc := range b.docs {
		if g.best.drops(b, i) && !(g.collapse && b.segment.Shared(int(doc))) {
			g.entries++
			continue
		}
		m := b.match(i)
		m.Date, m.Routine = dates.of(int(doc)), !g.best.order.ByScore && b.segment.Routine(int(doc))
		if !g.collapse || !b.segment.Shared(int(doc)) {
			g.entries++
			g.best.add(m)
			continue
		}
		sum := b.segment.Columns.Sum(int(doc))
		g.groups.add(sum, m, engine.Repeats{Count: 1, First: m.Date, Last: m.Date}, g.best)
	}
}

// merge adds what other has gathered from later documents.
func (g *gathering) merge(other *gathering) {
	g.tally.merge(&other.tally)
	g.entries += other.entries
	g.ranker.routine += other.ranker.routine
	for sum, at := range other.groups.index {
		one := other.groups.all[at]
		g.groups.add(sum, one.match, one.repeats, g.best)
	}
	for _, m := range other.best.kept {
		g.best.add(m)
	}
}

// collection returns what was gathered, without the first offset matches.
func (g *gathering) collection(offset int) *collection {
	for _, one := range g.groups.all {
		m := one.match
		if one.repeats.Count > 1 {
			m.repeats = &one.repeats
		}
		g.best.add(m)
	}
	return &collection{
		tally: g.tally, entries: g.entries + len(g.groups.all), routine: g.ranker.routine, matches: g.best.from(offset),
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
	match
	repeats engine.Repeats
}

// add adds m, whose document has the given sum and which stands for those in r. t has the
// order.
func (g *groups) add(sum uint64, m match, r engine.Repeats, t *top) {
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
	if t.compare(&m, &first.match) < 0 {
		first.match = m
	}
}
