package segment

import (
	"fmt"
	"math"

	api "github.com/blevesearch/scorch_segment_api/v2"
)

// NoMore is the number that Postings return after the last document.
const NoMore = math.MaxUint64

// Postings iterate over the documents that have a term in a field, in the order of their
// numbers. They begin at the first document.
type Postings struct {
	number uint64
	at     api.Posting // current document; nil after the last
	term   string
	places bool
	count  int
	parts  []part // the current part and those after it
}

// A part holds the postings of one segment.
type part struct {
	segment  *Segment
	list     api.PostingsList
	iterator api.PostingsIterator // nil before the first document
}

// Postings returns the documents that have term in field, without deleted ones. Set
// places to use Postings.Places.
func (x *Index) Postings(field, term string, places bool) (*Postings, error) {
	p := &Postings{term: term, places: places}
	dicts, err := x.dictionaries(field)
	if err != nil {
		return nil, err
	}
	for i, d := range dicts {
		list, err := d.PostingsList([]byte(term), x.Segments[i].deleted, nil)
		if err != nil {
			return nil, p.fail(err)
		}
		if count := int(list.Count()); count > 0 {
			p.count += count
			p.parts = append(p.parts, part{segment: x.Segments[i], list: list})
		}
	}
	return p, p.Seek(0)
}

func (p *Postings) fail(err error) error {
	return fmt.Errorf("read the postings of %q: %w", p.term, err)
}

// Count returns the number of all documents of p.
func (p *Postings) Count() int { return p.count }

// Number returns the number of the current document; NoMore after the last.
func (p *Postings) Number() uint64 { return p.number }

// Seek moves forward to the first document whose number is at least number. It does not
// move if the current document already is one.
func (p *Postings) Seek(number uint64) error {
	if p.at != nil && p.number >= number || p.number == NoMore {
		return nil
	}
	for len(p.parts) > 0 {
		here := &p.parts[0]
		first := uint64(here.segment.first)
		if number >= first+uint64(here.segment.Size()) {
			p.parts = p.parts[1:]
			continue
		}
		if err := here.seek(max(number, first)-first, p); err != nil {
			return p.fail(err)
		}
		if p.at != nil {
			p.number = first + p.at.Number()
			return nil
		}
		p.parts = p.parts[1:]
	}
	p.number, p.at = NoMore, nil
	return nil
}

// seek moves p forward to the first document of h whose number in the segment is at least
// doc.
func (h *part) seek(doc uint64, p *Postings) (err error) {
	next := h.iterator != nil && p.at != nil && p.at.Number()+1 == doc
	if h.iterator == nil {
		h.iterator = h.list.Iterator(true, true, p.places, nil)
		next = doc == 0
	}
	if next {
		p.at, err = h.iterator.Next()
	} else {
		p.at, err = h.iterator.Advance(doc)
	}
	return err
}

// Freq returns how often the term is in the current document.
func (p *Postings) Freq() int { return int(p.at.Frequency()) }

// Length returns the number of words of the field in the current document. Bleve stores
// one over its square root.
func (p *Postings) Length() float64 {
	norm := p.at.Norm()
	return 1 / (norm * norm)
}

// Places returns the positions of the term in the current document, counted in words, in
// order.
func (p *Postings) Places() []api.Location { return p.at.Locations() }
