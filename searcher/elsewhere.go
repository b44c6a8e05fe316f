package searcher

import (
	"slices"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/internal/query"
)

// elsewhere returns what q, which found nothing, finds without its dates in words. It
// returns nil if that is nothing, or if q has none.
func elsewhere(reader engine.Reader, q *planner.Question, o Options) (*Elsewhere, error) {
	rest := q.WithoutDates()
	if rest == nil {
		return nil, nil
	}
	o = Options{Exact: o.Exact}
	found, err := collect(reader, rest, o, false)
	if err == nil && found.Total == 0 && rest.Need > 0 {
		found, err = collect(reader, rest, o, true)
	}
	if err != nil || found.Total == 0 {
		return nil, err
	}
	e := &Elsewhere{Documents: found.Total}
	e.First, e.Last = found.First, found.Last
	for _, r := range q.DatesRead() {
		e.Dates = append(e.Dates, r.From)
	}
	return e, nil
}

// maxWithouts is the maximum number of clauses that are left out one by one.
const maxWithouts = 8

// withouts returns what q, which found nothing, finds without one of its clauses. If that is
// nothing for each, it returns what q finds without all of them. Plain words stay, because
// partial matches do without them.
func withouts(reader engine.Reader, names naming.Names, q Query, o Options) (all []Without, err error) {
	var clauses []int // indexes of those that may be left out
	for i, n := range q.Tree {
		w, ok := n.(query.Words)
		if plain := ok && w.IsPlain(); !plain && q.Clause(n) != "" && len(clauses) < maxWithouts {
			clauses = append(clauses, i)
		}
	}
	leaveOut := func(out ...int) error {
		var left []string
		var rest query.And
		for i, n := range q.Tree {
			if slices.Contains(out, i) {
				left = append(left, q.Clause(n))
			} else {
				rest = append(rest, n)
			}
		}
		if len(rest) == 0 {
			return nil // which finds everything
		}
		asked := &planner.Question{Text: q.Text, Tree: planner.WithoutHeadings(rest), Names: names, Exact: o.Exact, AllWords: true}
		found, err := collect(reader, asked, Options{Exact: o.Exact, SkipRoutine: o.SkipRoutine, SkipRepeats: o.SkipRepeats}, false)
		if err == nil && found.Total > 0 {
			all = append(all, Without{strings.Join(left, " "), found.Total})
		}
		return err
	}
	for _, i := range clauses {
		if err := leaveOut(i); err != nil {
			return nil, err
		}
	}
	if len(all) == 0 && len(clauses) > 1 {
		err = leaveOut(clauses...)
	}
	return all, err
}
