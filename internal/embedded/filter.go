package embedded

import (
	"minutes/internal/plan"
	"minutes/internal/segment"
)

// A predicate says which values of a column are wanted.
type predicate struct {
	columns []*segment.Column // one per segment
	wanted  [][]bool          // one per segment, with an element for each value
}

// newPredicate returns the predicate for p.
func newPredicate(r *reader, p plan.Predicate) predicate {
	var made predicate
	for _, s := range r.Segments {
		c := s.Columns.Column(p.Field)
		wanted := make([]bool, c.Values())
		for ordinal := range wanted {
			wanted[ordinal] = p.Wants(c.Value(ordinal))
		}
		made.columns, made.wanted = append(made.columns, c), append(made.wanted, wanted)
	}
	return made
}

// A filter matches the documents that all of its predicates want. It adds nothing to the
// score. It reads columns in blocks. If seek moves past the block, it checks only the
// document sought at first, because then a list of words leads and skips most documents.
type filter struct {
	reader     *reader
	of         plan.Filter
	predicates []predicate
	pos        uint64
	ahead      []uint32 // next documents of the current block
	index      int      // index of the current segment
	next       int      // first document of the segment after the block
	block      [blockSize]uint32
}

// blockSize is the number of documents that are checked at once. Their ordinals fit into
// the processor's fastest cache.
const blockSize = 1024

// openFilter returns the filter of predicates, at its first match.
func openFilter(r *reader, predicates plan.Filter) (*filter, error) {
	f := &filter{reader: r, of: predicates}
	for _, p := range predicates {
		f.predicates = append(f.predicates, newPredicate(r, p))
	}
	return f, f.scan(0, 0)
}

func (f *filter) at() uint64 { return f.pos }

func (f *filter) seek(doc uint64) error {
	if f.pos >= doc {
		return nil
	}
	if doc == noMore {
		f.pos = noMore
		return nil
	}
	for len(f.ahead) > 0 {
		first := uint64(f.reader.Segments[f.index].First())
		if f.pos = first + uint64(f.ahead[0]); f.pos >= doc {
			return nil
		}
		f.ahead = f.ahead[1:]
	}
	for f.index < len(f.reader.Segments) {
		s := f.reader.Segments[f.index]
		at := max(f.next, int(doc)-s.First())
		if at >= s.Size() {
			f.index, f.next = f.index+1, 0
			continue
		}
		if f.wants(s, at) {
			f.pos, f.next = uint64(s.First()+at), at+1
			return f.reader.step()
		}
		return f.scan(f.index, at+1)
	}
	f.pos = noMore
	return nil
}

// wants reports whether f matches a document of the current segment.
func (f *filter) wants(s *segment.Segment, doc int) bool {
	if s.Deleted(doc) {
		return false
	}
	for _, p := range f.predicates {
		if !p.wanted[f.index][p.columns[f.index].Ordinal(doc)] {
			return false
		}
	}
	return true
}

// scan moves to the first match at or after doc in the segment with the given index.
func (f *filter) scan(index, doc int) error {
	f.index, f.next = index, doc
	s, docs, err := f.nextBlock(noMore)
	if err != nil {
		return err
	}
	if s == nil {
		f.pos = noMore
		return nil
	}
	f.pos, f.ahead = uint64(s.First())+uint64(docs[0]), docs[1:]
	return nil
}

// moveTo makes nextBlock continue at document number.
func (f *filter) moveTo(number uint64) {
	f.index, f.next = 0, int(number)
	for f.index < len(f.reader.Segments) && f.next >= f.reader.Segments[f.index].Size() {
		f.next -= f.reader.Segments[f.index].Size()
		f.index++
	}
}

// nextBlock returns the next matches of f before document end, all in one segment, and that
// segment. After the last match, the segment is nil. The slice is valid until the next call.
func (f *filter) nextBlock(end uint64) (*segment.Segment, []uint32, error) {
	for ; f.index < len(f.reader.Segments); f.index, f.next = f.index+1, 0 {
		s := f.reader.Segments[f.index]
		for f.next < s.Size() {
			at := uint64(s.First() + f.next)
			if at >= end {
				return nil, nil, nil
			}
			if err := f.reader.stepAll(blockSize); err != nil {
				return nil, nil, err
			}
			docs, looked := s.Block(f.next, f.block[:min(blockSize, end-at)])
			f.next += looked
			for _, p := range f.predicates {
				docs = p.columns[f.index].Select(docs, p.wanted[f.index])
			}
			if len(docs) > 0 {
				return s, docs, nil
			}
		}
	}
	return nil, nil, nil
}

func (f *filter) found() found { return found{} }

func (f *filter) best() float64 { return 0 }

func (f *filter) explain(*[]string) {}
