package embedded

import (
	"fmt"

	"minutes/internal/plan"
)

// open returns the scorer for n, at its first document.
func (r *reader) open(n plan.Node) (scorer, error) {
	switch n := n.(type) {
	case *plan.All:
		return r.openAll(n)
	case plan.Any:
		either, err := openEach(n, r.open)
		return anyScorer(either), err
	case *plan.Own:
		m, err := r.open(n.Node)
		if err != nil {
			return nil, err
		}
		own := &ownScorer{scorer: m, loose: n.Loose}
		return own, own.seek(0)
	case *plan.Most:
		words, err := openEach(n.Words, r.openWords)
		if err != nil {
			return nil, err
		}
		return newMost(n, words), nil
	case plan.Filter:
		return openFilter(r, n)
	case *plan.Words:
		return r.openWords(n)
	}
	return nil, fmt.Errorf("plan has a %T", n)
}

// openEach returns the results of open for all.
func openEach[N, M any](all []N, open func(N) (M, error)) ([]M, error) {
	var opened []M
	for _, n := range all {
		m, err := open(n)
		if err != nil {
			return nil, err
		}
		opened = append(opened, m)
	}
	return opened, nil
}

func (r *reader) openAll(n *plan.All) (scorer, error) {
	all := &allScorer{}
	var err error
	if all.must, err = openEach(n.Must, r.open); err != nil {
		return nil, err
	}
	for _, m := range all.must {
		if _, ok := m.(*filter); !ok {
			all.scored = append(all.scored, m)
		}
	}
	if all.mustNot, err = openEach(n.MustNot, r.open); err != nil {
		return nil, err
	}
	if all.near, err = openEach(n.Near, r.openWords); err != nil {
		return nil, err
	}
	return all, all.seek(0)
}

func (r *reader) openWords(w *plan.Words) (*wordScorer, error) {
	m := &wordScorer{shown: w.Shown}
	count := 0
	for _, from := range w.Sources {
		s := source{field: from.Field, boost: from.Boost}
		for _, a := range from.Alternatives {
			t, err := r.openTerms(from.Field, a.Slots)
			if err != nil {
				return nil, err
			}
			s.terms = append(s.terms, sourceTerms{t, a.Loose})
			if !w.Scores || w.Known != nil || !from.Counts(a) {
				continue
			}
			n, err := r.countTerms(t, from.Field, a.Slots)
			if err != nil {
				return nil, err
			}
			count += n
		}
		m.sources = append(m.sources, s)
	}
	m.weight = w.Weight(count, r.Documents())
	return m, m.seek(0)
}

// openTerms returns the documents that have one of each element of slots in field, side by
// side.
func (r *reader) openTerms(field string, slots [][]plan.Form) (termList, error) {
	if len(slots) == 1 {
		return openUnion(r, field, slots[0], false)
	}
	return openPhrase(r, field, slots)
}

// countTerms returns the number of documents in t, which was opened for slots in field. For
// a phrase it must visit each document.
func (r *reader) countTerms(t termList, field string, slots [][]plan.Form) (int, error) {
	if t.count() == 0 || len(slots) == 1 {
		return t.count(), nil
	}
	ahead, err := openPhrase(r, field, slots)
	if err != nil {
		return 0, err
	}
	n := 0
	for ; err == nil && ahead.at() != noMore; err = ahead.seek(ahead.at() + 1) {
		n++
	}
	return n, err
}
