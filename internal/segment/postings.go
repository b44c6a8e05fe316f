package segment

import (
	"fmt"
	"math"

	api "github.com/blevesearch/scorch_segment_api/v2"
)

// NoMore is the number of the document behind the last.
const NoMore = math.MaxUint64

// Postings are the documents that have a term in a field, in the order of their
// numbers. They stand at the first one.
type Postings struct {
	number uint64
	at     api.Posting // nil behind the last
	term   string
	places bool
	count  int
	parts  []part // the one at hand first
}

// A part is the postings of one segment.
type part struct {
	segment  *Segment
	list     api.PostingsList
	iterator api.PostingsIterator // nil before the first document
}

// Postings returns the documents that have term in field. With places, they tell
// where it stands.
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

// Count returns how many documents there are in all.
func (p *Postings) Count() int { return p.count }

// Number returns the number of the document at hand, NoMore behind the last.
func (p *Postings) Number() uint64 { return p.number }

// Seek moves on to the first document that is not before number.
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

// seek moves p on to the first document of h that is not before doc.
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

// Freq returns how often the term is in the document at hand.
func (p *Postings) Freq() int { return int(p.at.Frequency()) }

// Length returns how many words the field has in the document at hand, of which
// Bleve keeps one over the square root.
func (p *Postings) Length() float64 {
	norm := p.at.Norm()
	return 1 / (norm * norm)
}

// Places returns where the term stands in the document at hand, counted in words,
// in order.
func (p *Postings) Places() []api.Location { return p.at.Locations() }
