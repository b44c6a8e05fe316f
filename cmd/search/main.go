// Search finds documents in an index of meeting notes, and counts and lists them.
//
//	search [--index PATH]... [flags] [QUERY...]
//
// The arguments are joined with spaces and read as one query; package query describes
// the language. Answers go to standard output, everything else to standard error. The
// exit status is 0 if something was found, 1 if nothing was found, and 2 after an error.
package main

import (
	"os"
	"runtime/debug"

	"minutes/internal/search"
)

func main() { os.Exit(search.Run(os.Args[1:], os.Stdout, os.Stderr, open)) }

// Most searches end before they have made 40 MB of garbage, and do not need to collect
// it. Larger ones stay below 256 MiB if they can.
func init() {
	debug.SetGCPercent(1000)
	debug.SetMemoryLimit(256 << 20)
}
