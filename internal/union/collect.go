package union

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// Collect implements engine.Reader.
func (r *reader) Collect(p plan.Node, q engine.Request) (*engine.Collection, error) {
	plans, err := r.plans(p)
	if err != nil {
		return nil, err
	}
	asked := q
	asked.Offset, asked.Limit = 0, q.Limit+min(q.Offset, math.MaxInt-q.Limit)
	if q.Limit == 0 {
		asked.Limit = 0
	}
	if q.Meetings { // two indexes may have the same one, so their numbers cannot be added
		asked.Meetings = false
		asked.Crossed = append(asked.Crossed[:len(asked.Crossed):len(asked.Crossed)], byMeeting())
	}
	all := &engine.Collection{Counts: map[string][]engine.Count{}}
	crossed := make([][]engine.Crossed, len(asked.Crossed)) // by request, then part
	hits := make([]iter.Seq2[engine.Found, error], len(plans))
	for i, p := range plans {
		c, err := r.parts[i].Collect(p, asked)
		if err != nil {
			return nil, err
		}
		add(all, c)
		for j, one := range c.Crossed {
			crossed[j] = append(crossed[j], one)
		}
		hits[i] = r.renamed(i, c.Hits)
	}
	for field, counts := range all.Counts {
		all.Counts[field] = engine.Sum(counts)
	}
	for i := range q.Crossed {
		all.Crossed = append(all.Crossed, join(crossed[i]))
	}
	if q.Meetings {
		all.Meetings = meetings(join(crossed[len(crossed)-1]))
	}
	all.Hits = page(merged(hits, q.Order), q.Offset, q.Limit)
	return all, nil
}

// add adds the numbers of c to all.
func add(all, c *engine.Collection) {
	all.Total += c.Total
	all.Routine += c.Routine
	all.Entries += c.Entries
	all.Last = max(all.Last, c.Last)
	if all.First == "" || c.First != "" && c.First < all.First {
		all.First = c.First
	}
	for field, counts := range c.Counts {
		all.Counts[field] = append(all.Counts[field], counts...)
	}
	if c.Persons != nil && all.Persons == nil {
		all.Persons = map[[2]string]int{}
	}
	for pair, n := range c.Persons {
		all.Persons[pair] += n
	}
}

// join returns parts as one.
func join(parts []engine.Crossed) engine.Crossed {
	var all engine.Crossed
	numbers := make([][2][]int, len(parts)) // by part and axis: indexes in all of the part's keys
	for axis := range all.Keys {
		known := map[string]int{}
		for i, part := range parts {
			for j, key := range part.Keys[axis] {
				number, ok := known[key]
				if !ok {
					number = len(known)
					known[key] = number
					all.Keys[axis], all.Sums[axis] = append(all.Keys[axis], key), append(all.Sums[axis], 0)
				}
				all.Sums[axis][number] += part.Sums[axis][j]
				numbers[i][axis] = append(numbers[i][axis], number)
			}
		}
	}
	all.Count = func(places engine.Places, rows, columns int) ([][]int32, error) {
		table := engine.NewTable(rows, columns)
		for i, part := range parts {
			var of engine.Places
			for axis := range of {
				for _, number := range numbers[i][axis] {
					of[axis] = append(of[axis], places[axis][number])
				}
			}
			counts, err := part.Count(of, rows, columns)
			if err != nil {
				return nil, err
			}
			for row := range counts {
				for column, n := range counts[row] {
					table[row][column] += n
				}
			}
		}
		return table, nil
	}
	return all
}

// byMeeting returns a Cross with a key for each meeting on its first axis. Many meetings have the
// same name, so it folds each name once.
func byMeeting() engine.Cross {
	folded := map[string]string{}
	meeting := func(values []string) string {
		day, name := values[0], values[1]
		if day == "" {
			return ""
		}
		if _, ok := folded[name]; !ok {
			folded[name] = analysis.Fold(name)
		}
		return day + "\n" + folded[name]
	}
	return engine.Cross{
		{Columns: []string{schema.Date, schema.Meeting}, Key: meeting},
		{Columns: []string{schema.Date}, Key: func([]string) string { return "" }},
	}
}

// meetings returns the number of meetings with a date in c, which was counted byMeeting.
func meetings(c engine.Crossed) int {
	n := len(c.Keys[0])
	if slices.Contains(c.Keys[0], "") {
		n--
	}
	return n
}

// renamed returns hits of part i, with the names under which their notes are shown.
func (r *reader) renamed(i int, hits iter.Seq2[engine.Found, error]) iter.Seq2[engine.Found, error] {
	return func(yield func(engine.Found, error) bool) {
		for hit, err := range hits {
			if err == nil {
				hit.File = r.files.shown(i, hit.File)
			}
			if !yield(hit, err) {
				return
			}
		}
	}
}

// A head is the next hit of a part.
type head struct {
	found engine.Found
	err   error
	there bool
	next  func() (engine.Found, error, bool)
}

func (h *head) move() { h.found, h.err, h.there = h.next() }

// before reports whether h comes before other in order o. An error comes first.
func (h *head) before(other *head, o engine.Order) bool {
	if h.err != nil || other.err != nil {
		return h.err != nil
	}
	a, b := &h.found, &other.found
	return cmp.Or(
		o.Compare(&engine.Rank{Score: a.Score, Date: a.Date, Routine: a.Routine}, &engine.Rank{Score: b.Score, Date: b.Date, Routine: b.Routine}),
		cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
	) < 0
}

// merged yields the hits of all, each of which is in order o, in that order. It reads one
// hit of each ahead.
func merged(all []iter.Seq2[engine.Found, error], o engine.Order) iter.Seq2[engine.Found, error] {
	return func(yield func(engine.Found, error) bool) {
		heads := make([]*head, len(all))
		for i, hits := range all {
			next, stop := iter.Pull2(hits)
			defer stop()
			heads[i] = &head{next: next}
			heads[i].move()
		}
		for {
			var first *head
			for _, h := range heads {
				if h.there && (first == nil || h.before(first, o)) {
					first = h
				}
			}
			if first == nil || !yield(first.found, first.err) || first.err != nil {
				return
			}
			first.move()
		}
	}
}

// page yields the hits from offset on, at most limit.
func page(hits iter.Seq2[engine.Found, error], offset, limit int) iter.Seq2[engine.Found, error] {
	return func(yield func(engine.Found, error) bool) {
		if limit == 0 {
			return
		}
		n := 0
		for hit, err := range hits {
			if n++; n <= offset && err == nil {
				continue
			}
			if !yield(hit, err) || err != nil || n-offset >= limit {
				return
			}
		}
	}
}
