package search

import (
	"context"
	"fmt"
	"io"
	"strings"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// purposes say what the flags of an intent are for, by the last of them.
var purposes = map[string]string{
	"":            "to see only that year",
	"--leads":     "to see who led it, and when",
	"--people":    "to see who was there",
	"--actions":   "to see what is open",
	"--decisions": "to see what was decided",
	"0":           "to count them",
	"oldest":      "to see the first",
}

// purpose returns what in is for.
func purpose(in *searcher.Intent) string {
	if len(in.Flags) == 0 {
		return purposes[""]
	}
	return purposes[in.Flags[len(in.Flags)-1]]
}

// printIntent writes the command that answers q better than documents do, if there is one.
// It never changes an answer, so it writes nothing if the index cannot be asked in time. It
// reports whether it wrote.
func (f *flagSet) printIntent(ctx context.Context, idx *searcher.Index, q searcher.Query, stderr io.Writer) bool {
	in, err := idx.Intent(ctx, q)
	if err != nil || in == nil {
		return false
	}
	words := []string{"search"}
	if f.set("index") {
		for _, name := range f.indexes {
			words = append(words, "--index", terminal.Quoted(name))
		}
	}
	words = append(words, in.Flags...)
	if strings.HasPrefix(in.Query, "-") {
		words = append(words, "--")
	}
	if in.Query != "" {
		words = append(words, terminal.Quoted(in.Query))
	}
	fmt.Fprintf(stderr, "search: %s: %s\n", purpose(in), terminal.Visible(strings.Join(words, " ")))
	return true
}
