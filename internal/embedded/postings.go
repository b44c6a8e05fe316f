package embedded

import (
	"cmp"
	"slices"

	"minutes/internal/plan"
	"minutes/internal/segment"
)

// noMore is the document number after the last.
const noMore = segment.NoMore

// A list is a list of documents in the order of their numbers.
type list interface {
	// at returns the current document. Before the first seek, it is the first one; after the
	// last, it is noMore.
	at() uint64
	// seek moves forward to the first document at or after doc. It does not move back.
	seek(doc uint64) error
}

// postings lists the documents that have a term in a field.
type postings struct {
	*segment.Postings
	reader *reader
	plan.Form
	pos uint64
}

// openPostings returns the postings of f in field, at their first document. If places is
// true, they have the positions of the term.
func openPostings(r *reader, field string, f plan.Form, places bool) (*postings, error) {
	opened, err := r.Postings(field, f.Term, places)
	if err != nil {
		return nil, err
	}
	p := &postings{opened, r, f, opened.Number()}
	return p, cmp.Or(p.skip(), r.step())
}

// skip moves past documents that are not in the languages of p.
func (p *postings) skip() error {
	for p.Langs != 0 && p.pos != noMore && !p.reader.isIn(p.pos, p.Langs) {
		if err := p.Seek(p.pos + 1); err != nil {
			return err
		}
		p.pos = p.Number()
		if err := p.reader.step(); err != nil {
			return err
		}
	}
	return nil
}

func (p *postings) at() uint64 { return p.pos }

func (p *postings) seek(doc uint64) error {
	if p.pos >= doc {
		return nil
	}
	if err := p.Seek(doc); err != nil {
		return err
	}
	p.pos = p.Number()
	return cmp.Or(p.skip(), p.reader.step())
}

// A union lists the documents that are in any of some postings of one field. It is a
// heap; the postings at the first document are on top.
type union []*postings

// openUnion returns the union of forms in field, at its first document. If places is
// true, its postings have the positions of the terms.
func openUnion(r *reader, field string, forms []plan.Form, places bool) (union, error) {
	var u union
	for _, f := range forms {
		p, err := openPostings(r, field, f, places)
		if err != nil {
			return nil, err
		}
		u = append(u, p)
	}
	slices.SortStableFunc(u, func(a, b *postings) int { return cmp.Compare(a.pos, b.pos) })
	return u, nil
}

func (u union) at() uint64 {
	if len(u) == 0 {
		return noMore
	}
	return u[0].pos
}

func (u union) seek(doc uint64) error {
	for u.at() < doc {
		if err := u[0].seek(doc); err != nil {
			return err
		}
		u.sink()
	}
	return nil
}

// sink moves the top of the heap down to its place.
func (u union) sink() {
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(u); child++ {
			if u[child].pos < u[least].pos {
				least = child
			}
		}
		if least == i {
			return
		}
		u[i], u[least] = u[least], u[i]
		i = least
	}
}

// here calls visit with the postings that are at the current document.
func (u union) here(visit func(*postings)) { u.below(0, u.at(), visit) }

func (u union) below(i int, doc uint64, visit func(*postings)) {
	if i < len(u) && u[i].pos == doc {
		visit(u[i])
		u.below(2*i+1, doc, visit)
		u.below(2*i+2, doc, visit)
	}
}

// occurrences returns the number of occurrences of the terms of u in the current
// document, each multiplied by its weight, and the number of words in the field.
func (u union) occurrences() (n, length float64) {
	// The order of the heap depends on earlier moves. Sort, because the last bit of a sum
	// depends on the order.
	var parts [8]float64
	found := parts[:0]
	u.here(func(p *postings) {
		found = append(found, p.Weight*float64(p.Freq()))
		length = p.Length()
	})
	slices.Sort(found)
	for _, part := range found {
		n += part
	}
	return n, length
}

// terms returns the terms in the current document, sorted.
func (u union) terms() []string {
	var terms []string
	u.here(func(p *postings) { terms = append(terms, p.Term) })
	slices.Sort(terms)
	return terms
}

// count returns an upper limit for the number of documents in u. A document with two of
// the terms counts twice, and one in another language counts too.
func (u union) count() int {
	n := 0
	for _, p := range u {
		n += p.Count()
	}
	return n
}
