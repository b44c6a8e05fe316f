package embedded

import (
	"cmp"
	"math"
	"slices"

	"minutes/internal/plan"
)

// A phrase is the list of documents that have terms side by side in a field: one term of
// each union, in order.
type phrase struct {
	slots []union
	doc   uint64
	n     float64 // occurrences in the current document
}

// openPhrase returns the phrase for field, at its first document. forms has a list of
// forms for each place.
func openPhrase(r *reader, field string, forms [][]plan.Form) (*phrase, error) {
	p := &phrase{}
	for _, alternatives := range forms {
		u, err := openUnion(r, field, alternatives, true)
		if err != nil {
			return nil, err
		}
		p.slots = append(p.slots, u)
	}
	return p, p.settle(0)
}

func (p *phrase) at() uint64 { return p.doc }

func (p *phrase) seek(doc uint64) error {
	if p.doc >= doc {
		return nil
	}
	return p.settle(doc)
}

// settle moves to the first document at or after doc that has the phrase.
func (p *phrase) settle(doc uint64) error {
	for {
		p.doc = doc
		for i := 0; i < len(p.slots); i++ {
			if err := p.slots[i].seek(p.doc); err != nil {
				return err
			}
			if at := p.slots[i].at(); at > p.doc {
				p.doc, i = at, -1 // all others must move too
			}
			if p.doc == noMore {
				return nil
			}
		}
		if p.n = p.sideBySide(); p.n > 0 {
			return nil
		}
		doc = p.doc + 1
	}
}

// A place is the position of a term in a field, and the weight of the term.
type place struct {
	at     uint64
	weight float64
}

// sideBySide returns how often the terms are side by side in the current document. Each
// occurrence counts with the least weight among its terms.
func (p *phrase) sideBySide() float64 {
	n := 0.0
	for _, end := range p.ends() {
		n += end.weight
	}
	return n
}

// ends returns the position of the last term of each occurrence in the current document.
func (p *phrase) ends() []place {
	ends := places(p.slots[0])
	for _, slot := range p.slots[1:] {
		if len(ends) == 0 {
			return nil
		}
		next, following := ends[:0], places(slot)
		for _, end := range ends {
			for len(following) > 0 && following[0].at <= end.at {
				following = following[1:]
			}
			if len(following) > 0 && following[0].at == end.at+1 {
				next = append(next, place{end.at + 1, min(end.weight, following[0].weight)})
			}
		}
		ends = next
	}
	return ends
}

// places returns the positions of the terms of u in the current document, in order. If
// two terms have the same position, it keeps the one with more weight.
func places(u union) []place {
	var all []place
	u.here(func(p *postings) {
		for _, v := range p.Places() {
			all = append(all, place{v.Pos(), p.Weight})
		}
	})
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.weight, a.weight))
	})
	return slices.CompactFunc(all, func(a, b place) bool { return a.at == b.at })
}

func (p *phrase) occurrences() (n, length float64) {
	_, length = p.slots[0].occurrences()
	return p.n, length
}

func (p *phrase) terms() []string {
	ends := p.ends()
	var terms []string
	for i, slot := range p.slots {
		after := uint64(len(p.slots) - 1 - i)
		var here []string
		slot.here(func(t *postings) {
			for _, v := range t.Places() {
				if slices.ContainsFunc(ends, func(end place) bool { return v.Pos()+after == end.at }) {
					here = append(here, t.Term)
					return
				}
			}
		})
		slices.Sort(here)
		terms = append(terms, here...)
	}
	return terms
}

// count returns an upper limit for the number of documents that have the phrase.
func (p *phrase) count() int {
	least := math.MaxInt
	for _, slot := range p.slots {
		least = min(least, slot.count())
	}
	return least
}
