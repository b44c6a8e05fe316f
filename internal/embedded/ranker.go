package embedded

import (
	"fmt"
	"math"
	"slices"

	"minutes/internal/plan"
	"minutes/internal/segment"
)

// A ranker yields the documents that match a plan, with their scores.
type ranker struct {
	scorer   scorer
	reader   *reader
	best     float64
	explains bool
	after    uint64 // document at which next continues
	end      uint64 // document at which next stops
	started  bool   // whether a filter was moved to after

	remarks []string // lines to add to explanations

	skipsRoutine bool
	skipsRepeats bool
	routine      int // number of documents skipped
}

// newRanker returns the ranker of the documents that match p.
func (r *reader) newRanker(p plan.Node) (*ranker, error) {
	m, err := r.open(p)
	if err != nil {
		return nil, err
	}
	return &ranker{scorer: m, reader: r, best: m.best(), end: noMore}, nil
}

// A batch is a list of matching documents of one segment, in order.
type batch struct {
	segment *segment.Segment
	index   int       // index of the segment
	docs    []uint32  // ordinals in the segment
	scores  []float64 // of docs; empty if the query is only a filter

	explanations []*[]string // of docs; empty if not requested
}

// hit returns the hit with index i in b.
func (b *batch) hit(i int) hit {
	m := hit{number: uint64(b.segment.First()) + uint64(b.docs[i])}
	if len(b.scores) > 0 {
		m.Score = b.scores[i]
	}
	if len(b.explanations) > 0 {
		m.explanation = b.explanations[i]
	}
	return m
}

// next sets b to the next matches, all in one segment. After the last one, b.segment is
// nil. b is valid until the next call.
func (r *ranker) next(b *batch) error {
	b.segment, b.docs, b.scores, b.explanations = nil, b.docs[:0], b.scores[:0], b.explanations[:0]
	if f, ok := r.scorer.(*filter); ok {
		return r.nextFiltered(b, f)
	}
	for len(b.docs) < blockSize {
		if err := r.scorer.seek(r.after); err != nil {
			return err
		}
		at := r.scorer.at()
		if at >= r.end {
			r.after = at
			return nil
		}
		s, doc := r.reader.Locate(at)
		if b.segment != nil && s != b.segment {
			return nil
		}
		if b.segment == nil {
			b.segment, b.index = s, slices.Index(r.reader.Segments, s)
		}
		if r.skips(s, doc) {
			r.after = at + 1
			continue
		}
		b.docs = append(b.docs, uint32(doc))
		score, explanation := r.score(s, doc)
		b.scores = append(b.scores, score)
		if explanation != nil {
			b.explanations = append(b.explanations, explanation)
		}
		r.after = at + 1
	}
	return nil
}

// each calls visit with the matching documents, batch by batch, and the dates of their
// segment. It stops if visit returns false; another call goes on from there.
func (r *ranker) each(visit func(*batch, *dateColumn) (more bool)) error {
	var b batch
	var dates *dateColumn
	for {
		at := b.segment
		if err := r.next(&b); err != nil || b.segment == nil {
			return err
		}
		if b.segment != at {
			dates = newDateColumn(b.segment)
		}
		if !visit(&b, dates) {
			return nil
		}
	}
}

// nextFiltered does what next does if the scorer is f.
func (r *ranker) nextFiltered(b *batch, f *filter) (err error) {
	if !r.started { // f is already past the start of its block
		f.moveTo(r.after)
		r.started = true
	}
	s, docs, err := f.nextBlock(r.end)
	b.segment, b.index = s, f.index
	if s == nil {
		r.after = r.end
		return err
	}
	r.after = uint64(s.First() + f.next)
	if !r.skipsRoutine && !r.skipsRepeats {
		b.docs = append(b.docs, docs...)
		return err
	}
	for _, doc := range docs {
		if !r.skips(s, int(doc)) {
			b.docs = append(b.docs, doc)
		}
	}
	return err
}

// skips reports whether to leave out a matching document as routine or as a repeat, and
// counts it if so.
func (r *ranker) skips(s *segment.Segment, doc int) bool {
	if r.skipsRoutine && s.Routine(doc) || r.skipsRepeats && s.Repeats(doc) {
		r.routine++
		return true
	}
	return false
}

// score returns the score of the current document, which is doc in s, and its explanation
// if requested.
func (r *ranker) score(s *segment.Segment, doc int) (float64, *[]string) {
	if r.best == 0 {
		return 0, nil
	}
	found, repeat := r.scorer.found(), s.Repeats(doc) || s.Routine(doc)
	row, pointer := s.IsRow(doc), found.partial && s.Columns.Pointer(doc)
	if row {
		found.score *= plan.RowWeight
	}
	if pointer {
		found.score *= plan.PointerWeight
	}
	sum := score(found, repeat, r.best)
	if !r.explains {
		return sum, nil
	}
	lines := r.explain(found, repeat, sum)
	if row {
		lines = append(lines, fmt.Sprintf("row of a table: the sum is multiplied by %.1f", plan.RowWeight))
	}
	if pointer {
		lines = append(lines, fmt.Sprintf("bare link or line of an agenda: the sum is multiplied by %.1f", plan.PointerWeight))
	}
	return sum, &lines
}

// score returns the class of a document plus its share of best, which is less than 1.
func score(f found, repeat bool, best float64) float64 {
	return float64(plan.Class(f.partial, repeat)) + min(f.score/best, math.Nextafter(1, 0))
}

// explain returns the explanation of a score: a line for the score, then one for each
// part.
func (r *ranker) explain(f found, repeat bool, score float64) []string {
	lines := []string{fmt.Sprintf("%.4f: %s, and %.2f of a possible %.2f",
		plan.Shown(score), plan.ClassNames[plan.Class(f.partial, repeat)], f.score, r.best)}
	r.scorer.explain(&lines)
	return append(lines, r.remarks...)
}
