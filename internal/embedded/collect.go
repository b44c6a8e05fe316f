package embedded

import (
	"slices"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// A match is a document that matches, with what is known before the document is read.
type match struct {
	number uint64
	engine.Rank
	repeats     *engine.Repeats
	explanation *[]string // nil if not requested; a pointer, to save memory
}

// A collection is the result of a search: how many documents match, the counts of their
// values, and the matches on the requested page, in order.
type collection struct {
	tally
	entries int // number of documents; collapsed documents count as one
	routine int // number of matching documents that were left out as routine
	matches []match
}

// collect finds the documents that match p, counts them, and returns those on the page
// that q requests.
func (r *reader) collect(p plan.Node, q engine.Request) (*collection, error) {
	g, err := r.newGathering(p, q)
	if err != nil {
		return nil, err
	}
	if f, ok := g.ranker.matcher.(*filter); ok && !q.Collapse {
		return g.collectFiltered(f, p, q)
	}
	if err := g.run(p, q); err != nil {
		return nil, err
	}
	return g.collection(q.Offset), nil
}

// collectFiltered does what collect does if the matcher of g is f. The first pass
// counts the documents by date. The counts show which dates have the first matches, so
// the second pass reads only the documents of these dates. That is few, even of a million
// documents.
func (g *gathering) collectFiltered(f *filter, p plan.Node, q engine.Request) (*collection, error) {
	best := g.best
	g.best = &top{}
	counting := q
	counting.Limit = 0
	if err := g.run(p, counting); err != nil {
		return nil, err
	}
	c := &collection{tally: g.tally, entries: g.total, routine: g.ranker.routine}
	if best.size > 0 {
		if err := c.addFirst(f, g.ranker, best); err != nil {
			return nil, err
		}
	}
	c.matches = best.from(q.Offset)
	return c, nil
}

// addFirst adds the first documents that r returns, whose matcher is f, to best.
func (c *collection) addFirst(f *filter, r *ranker, best *top) error {
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
	return (&ranker{matcher: again, reader: r.reader, end: noMore, skipsRoutine: r.skipsRoutine, skipsRepeats: r.skipsRepeats}).each(func(b *batch, dates *dateColumn) bool {
		for i, doc := range b.docs {
			m := b.match(i)
			m.Date, m.Routine = dates.of(int(doc)), b.segment.Routine(int(doc))
			best.add(m)
		}
		return true
	})
}

// A top keeps the first matches of all that are added. Matches that are equal in order
// are sorted as in the notes.
type top struct {
	reader *reader
	order  engine.Order
	size   int // maximum number of matches to keep
	kept   []match
	cut    bool // whether a match after kept[size-1] can be dropped
}

func (t *top) compare(a, b *match) int {
	if c := t.order.Compare(&a.Rank, &b.Rank); c != 0 {
		return c
	}
	return t.reader.Compare(a.number, b.number)
}

// drops reports whether add would drop the match with index i in b, as its score alone shows.
// That is so for nearly all matches of a frequent word.
func (t *top) drops(b *batch, i int) bool {
	return t.cut && t.order.ByScore && len(b.scores) > 0 && b.scores[i] < t.kept[t.size-1].Score
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
