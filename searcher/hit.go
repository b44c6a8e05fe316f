package searcher

import (
	"iter"
	"slices"

	"minutes/internal/store"
	"minutes/schema"
)

// hits returns the hits of matches. Each is read from x when the iterator reaches it.
func (x *Index) hits(matches []match, m marker, siblings bool) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		for _, match := range matches {
			var hit Hit
			err := x.read(func() (err error) {
				hit, err = newHit(x.index, match, m)
				if err == nil && siblings {
					hit.Siblings, err = readSiblings(x.index, hit.Document)
				}
				return err
			})
			if !yield(hit, err) || err != nil {
				return
			}
		}
	}
}

func newHit(idx *store.Index, match match, m marker) (Hit, error) {
	d, err := idx.Document(match.number)
	if err != nil {
		return Hit{}, err
	}
	hit := Hit{
		ID:       d.ID(),
		Key:      d.Key(),
		Score:    shown(match.score),
		Partial:  match.score > 0 && isPartial(match.score),
		Document: d,
		Spans:    m.spans(d.Text, m.spoken.of(d.Lang)),
		Repeats:  match.repeats,
	}
	if match.explanation != nil {
		hit.Explanation = *match.explanation
	}
	return hit, nil
}

// readSiblings returns the documents around d, in its meeting, that have the same
// headings.
func readSiblings(idx *store.Index, d schema.Document) (around []schema.Document, err error) {
	passed := false // whether d was read
	for _, number := range idx.Note(d.File) {
		next, err := idx.Document(number)
		switch {
		case err != nil:
			return nil, err
		case next.Kind == schema.Heading:
			continue
		case next.Date == d.Date && next.Meeting == d.Meeting && slices.Equal(next.Section, d.Section):
			around = append(around, next)
			passed = passed || next.Line == d.Line
		case passed:
			return around, nil
		default:
			around = nil
		}
	}
	return around, nil
}
