package searcher

import (
	"context"
	"iter"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/highlight"
	"minutes/internal/plan"
	"minutes/schema"
)

// hits returns the hits of found, which are read when the iterator reaches them.
func (x *Index) hits(found iter.Seq2[engine.Found, error], h highlight.Highlighter, siblings bool) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		for one, err := range found {
			var hit Hit
			if err == nil {
				hit = newHit(one, h)
			}
			if err == nil && siblings {
				hit.Siblings, err = x.siblings(hit.Document)
			}
			if !yield(hit, err) || err != nil {
				return
			}
		}
	}
}

func newHit(found engine.Found, h highlight.Highlighter) Hit {
	d := found.Document
	return Hit{
		ID:          d.ID(),
		Key:         d.Key(),
		Score:       plan.Shown(found.Score),
		Partial:     found.Score > 0 && plan.IsPartial(found.Score),
		Document:    d,
		Spans:       h.SpansIn(d.Text, d.Lang),
		Repeats:     found.Repeats,
		Explanation: found.Explanation,
	}
}

// siblings returns the documents around d, in its meeting, that have the same headings.
func (x *Index) siblings(d schema.Document) (around []schema.Document, err error) {
	err = x.read(context.Background(), func(r engine.Reader) error {
		passed := false // whether d was read
		for next, err := range r.Note(d.File) {
			switch {
			case err != nil:
				return err
			case next.Kind == schema.Heading:
				continue
			case next.Date == d.Date && next.Meeting == d.Meeting && slices.Equal(next.Section, d.Section):
				around = append(around, next)
				passed = passed || next.Line == d.Line
			case passed:
				return nil
			default:
				around = nil
			}
		}
		return nil
	})
	return around, err
}
