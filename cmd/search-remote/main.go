// Search-remote is the command search for an index in an OpenSearch cluster. Search becomes
// search-remote when its index is an address.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"minutes/internal/address"
	"minutes/internal/opensearch"
	"minutes/internal/search"
	"minutes/searcher"
)

func main() { os.Exit(search.Run(os.Args[1:], os.Stdout, os.Stderr, open)) }

// A search makes some megabytes of garbage, and ends.
func init() { debug.SetGCPercent(1000) }

// open opens the index called name, at an address or in a folder.
func open(name string, o address.Options) (*searcher.Index, error) {
	if !address.Is(name) {
		return searcher.Open(name)
	}
	e, err := opensearch.Open(context.Background(), name, opensearch.Options(o))
	if err != nil {
		return nil, err
	}
	return searcher.New(e), nil
}
