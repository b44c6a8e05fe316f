package searcher

import (
	"fmt"
	"iter"

	"github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/store"
	"minutes/schema"
)

// readHits returns the hits of matches, each read from idx when it is ranged over.
func readHits(idx *store.Index, matches search.DocumentMatchCollection, m marker) iter.Seq2[Hit, error] {
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
		for i, match := range matches {
			hit, err := newHit(reader, match, m)
			matches[i] = nil // of which there may be many
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

func newHit(reader index.IndexReader, match *search.DocumentMatch, m marker) (Hit, error) {
	d, err := readDocument(reader, match.ID)
	if err != nil {
		return Hit{}, fmt.Errorf("%s: %w", match.ID, err)
	}
	hit := Hit{
		ID:       d.ID(),
		Score:    shown(match.Score),
		Partial:  match.Score > 0 && isPartial(match.Score),
		Document: d,
		Spans:    m.spans(d.Text),
	}
	if match.Expl != nil {
		hit.Explanation = append(hit.Explanation, match.Expl.Message)
		for _, part := range match.Expl.Children {
			hit.Explanation = append(hit.Explanation, part.Message)
		}
	}
	return hit, nil
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
