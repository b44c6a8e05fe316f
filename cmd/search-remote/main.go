// Search-remote is the command search for indexes in OpenSearch clusters. Search becomes
// search-remote when one of its indexes is an address.
package main

import (
	"os"
	"runtime/debug"

	"minutes/internal/remote"
	"minutes/internal/search"
)

func main() { os.Exit(search.Run(os.Args[1:], os.Stdout, os.Stderr, remote.Open)) }

// A search makes some megabytes of garbage, and ends.
func init() { debug.SetGCPercent(1000) }
