package searcher

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"minutes/internal/store"
	"minutes/schema"
)

// readHits returns the hits of matches, each read from idx when it is ranged over.
func readHits(idx *store.Index, matches []match, m marker, siblings bool) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		if len(matches) == 0 {
			return
		}
		reader, err := idx.Reader()
		if err != nil {
			yield(Hit{}, fmt.Errorf("read hits: %w", err))
			return
		}
		defer reader.Close()
		for _, match := range matches {
			hit, err := newHit(reader, match, m)
			if err == nil && siblings {
				hit.Siblings, err = readSiblings(reader, hit.Document)
			}
			if !yield(hit, err) || err != nil {
				return
			}
		}
	}
}

func newHit(reader *store.Reader, match match, m marker) (Hit, error) {
	d, err := reader.Stored(match.key)
	if err != nil {
		return Hit{}, fmt.Errorf("%s: %w", match.key, err)
	}
	hit := Hit{
		ID:       d.ID(),
		Score:    shown(match.score),
		Partial:  match.score > 0 && isPartial(match.score),
		Document: d,
		Spans:    m.spans(d.Text),
		Repeats:  match.repeats,
	}
	if match.explanation != nil {
		hit.Explanation = *match.explanation
	}
	return hit, nil
}

// readSiblings returns the documents around d that stand under the same headings.
func readSiblings(reader *store.Reader, d schema.Document) (around []schema.Document, err error) {
	keys, err := reader.FieldDictPrefix("_id", []byte(d.File+":"))
	if err != nil {
		return nil, fmt.Errorf("read the keys of %s: %w", d.File, err)
	}
	defer func() { err = cmp.Or(err, keys.Close()) }()
	passed := false // whether d is behind
	for {
		entry, err := keys.Next()
		if err != nil || entry == nil {
			return around, err
		}
		next, err := reader.Stored(entry.Term)
		switch {
		case err != nil:
			return nil, err
		case next.File != d.File || next.Kind == schema.Heading:
			continue
		case slices.Equal(next.Section, d.Section):
			around = append(around, next)
			passed = passed || next.Line == d.Line
		case passed:
			return around, nil
		default:
			around = nil
		}
	}
}
