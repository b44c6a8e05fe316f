package searcher

import (
	"minutes/internal/engine"
	"minutes/internal/planner"
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
