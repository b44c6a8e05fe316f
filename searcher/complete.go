package searcher

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/planner"
	"minutes/schema"
)

var errMany = errors.New("too many words to count")

// Words returns the words in the texts of documents that begin with prefix, folded, and
// their numbers of documents. The most frequent come first; there are at most most words.
// If prefix is not a single word in a script with spaces, or if more than 4,096 words begin with it, Words
// returns none.
func (x *Index) Words(ctx context.Context, prefix string, most int) ([]FacetValue, error) {
	terms := analysis.Split(prefix)
	if len(terms) != 1 || analysis.Unspaced(terms[0]) { // its parts are not words
		return nil, nil
	}
	var found []FacetValue
	err := x.read(ctx, func(reader engine.Reader) error {
		many := 0
		err := reader.Terms(schema.Text, terms[0], func(term string) error {
			if many++; many > planner.MaxForms {
				return errMany
			}
			n, err := reader.Count(schema.Text, term)
			if n > 0 {
				found = append(found, FacetValue{term, n, term})
			}
			return err
		})
		if errors.Is(err, errMany) {
			found, err = nil, nil
		}
		return err
	})
	slices.SortStableFunc(found, func(a, b FacetValue) int { return cmp.Compare(b.Count, a.Count) })
	return found[:min(most, len(found))], err
}
