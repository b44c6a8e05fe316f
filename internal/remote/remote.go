// Package remote opens indexes in folders and in clusters.
package remote

import (
	"context"

	"minutes/internal/address"
	"minutes/internal/embedded"
	"minutes/internal/engine"
	"minutes/internal/opensearch"
	"minutes/internal/store"
	"minutes/searcher"
)

// Open opens the indexes called names, at least one, as one: those that are addresses in
// their clusters, which o says how to reach, and all others in folders. The caller must close
// it.
func Open(names []string, o address.Options) (*searcher.Index, error) {
	var all []engine.Engine
	for _, name := range names {
		e, err := open(name, o)
		if err != nil {
			for _, e := range all {
				e.Close()
			}
			return nil, err
		}
		all = append(all, e)
	}
	return searcher.Join(all)
}

func open(name string, o address.Options) (engine.Engine, error) {
	if address.Is(name) {
		return opensearch.Open(context.Background(), name, opensearch.Options(o))
	}
	x, err := store.Open(name)
	if err != nil {
		return nil, err
	}
	return embedded.New(x), nil
}
