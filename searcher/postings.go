package searcher

import (
	"cmp"
	"context"
	"slices"

	"minutes/internal/segment"
)

// An indexReader reads an index, until its context is done.
type indexReader struct {
	*segment.Index
	ctx   context.Context
	steps int // how many more before the clock is looked at
}

// step fails where the time is up. It is called at each move in a list, and looks
// at the clock but now and then.
func (r *indexReader) step() error {
	return r.stepAll(1)
}

// stepAll is step for n moves.
func (r *indexReader) stepAll(n int) error {
	if r.steps -= n; r.steps > 0 {
		return nil
	}
	r.steps = 1024
	return context.Cause(r.ctx)
}

// noMore is the document behind the last.
const noMore = segment.NoMore

// A list is documents in the order of their numbers.
type list interface {
	// at returns the document that the list is at: the first before seek is called,
	// and noMore behind the last.
	at() uint64
	// seek moves on to the first document that is not before doc.
	seek(doc uint64) error
}

// postings are the documents that have a term in a field.
type postings struct {
	*segment.Postings
	reader *indexReader
	form
	pos uint64
}

// A form is a term to look for, and how much finding it counts beside the word
// that was typed, at most 1.
type form struct {
	term   string
	weight float64
}

// openPostings returns the postings of f in field, at their first document. With
// places, they tell where it stands.
func openPostings(r *indexReader, field string, f form, places bool) (*postings, error) {
	opened, err := r.Postings(field, f.term, places)
	if err != nil {
		return nil, err
	}
	return &postings{opened, r, f, opened.Number()}, r.step()
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
	return p.reader.step()
}

// A union is the documents that any of some postings of one field has. They are
// kept as a heap, the one that is at the first document on top.
type union []*postings

// openUnion returns the union of forms in field, at its first document. With places,
// they tell where they stand.
func openUnion(r *indexReader, field string, forms []form, places bool) (union, error) {
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

// sink moves the top of the heap to where it belongs.
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

// here calls visit with the postings that are at the document at hand.
func (u union) here(visit func(*postings)) { u.below(0, u.at(), visit) }

func (u union) below(i int, doc uint64, visit func(*postings)) {
	if i < len(u) && u[i].pos == doc {
		visit(u[i])
		u.below(2*i+1, doc, visit)
		u.below(2*i+2, doc, visit)
	}
}

// occurrences returns how often a term of u stands in the document at hand, each
// by its weight, and how many words the field has.
func (u union) occurrences() (n, length float64) {
	// The heap's order depends on the way here, and so would the last bit of a sum.
	var parts [8]float64
	found := parts[:0]
	u.here(func(p *postings) {
		found = append(found, p.weight*float64(p.Freq()))
		length = p.Length()
	})
	slices.Sort(found)
	for _, part := range found {
		n += part
	}
	return n, length
}

// terms returns the terms that stand in the document at hand, sorted.
func (u union) terms() []string {
	var terms []string
	u.here(func(p *postings) { terms = append(terms, p.term) })
	slices.Sort(terms)
	return terms
}

// count returns in how many documents a term of u is, at most: one that has two
// of them counts twice.
func (u union) count() int {
	n := 0
	for _, p := range u {
		n += p.Count()
	}
	return n
}
