// Package remote opens indexes in folders and in clusters.
package remote

import (
	"context"

	"minutes/internal/address"
	"minutes/internal/embedded"
	"minutes/internal/engine"
	"minutes/internal/opensearch"
	"minutes/searcher"
)

// Open opens the indexes called names, at least one, as one: those that are addresses in
// their clusters, which o says how to reach, and all others in folders. The caller must close
// it.
func Open(names []string, o address.Options) (*searcher.Index, error) {
	return searcher.OpenEach(names, func(name string) (engine.Engine, error) {
		if address.Is(name) {
			return opensearch.Open(context.Background(), name, o)
		}
		return embedded.Open(name)
	})
}
