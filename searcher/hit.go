package searcher

import (
	"fmt"
	"iter"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/store"
	"minutes/schema"
)

// readHits returns the hits of matches, each read from idx when it is ranged over.
func readHits(idx *store.Index, matches []match, m marker) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		if len(matches) == 0 {
			return
		}
		reader, err := openReader(idx)
		if err != nil {
			yield(Hit{}, fmt.Errorf("read hits: %w", err))
			return
		}
		defer reader.Close()
		for _, match := range matches {
			hit, err := newHit(reader, match, m)
			if !yield(hit, err) || err != nil {
				return
			}
		}
	}
}

func openReader(idx *store.Index) (index.IndexReader, error) {
	advanced, err := idx.Advanced()
	if err != nil {
		return nil, err
	}
	return advanced.Reader()
}

func newHit(reader index.IndexReader, match match, m marker) (Hit, error) {
	d, err := readDocument(reader, match.key)
	if err != nil {
		return Hit{}, fmt.Errorf("%s: %w", match.key, err)
	}
	return Hit{
		ID:          d.ID(),
		Score:       shown(match.score),
		Partial:     match.score > 0 && isPartial(match.score),
		Document:    d,
		Spans:       m.spans(d.Text),
		Explanation: match.explanation,
		Repeats:     match.repeats,
	}, nil
}

// readDocument returns the document whose key is key.
func readDocument(reader index.IndexReader, key string) (schema.Document, error) {
	fields, err := reader.Document(key)
	if err == nil && fields == nil {
		err = fmt.Errorf("it is in no segment")
	}
	if err != nil {
		return schema.Document{}, fmt.Errorf("read document: %w", err)
	}
	var stored []byte
	fields.VisitFields(func(f index.Field) {
		if f.Name() == schema.Stored {
			stored = f.Value()
		}
	})
	return schema.Decode(stored)
}
