package assistant

import (
	"bytes"
	"context"
	"fmt"

	"minutes/internal/present"
	"minutes/schema"
	"minutes/searcher"
)

// better returns a notice that names the call which answers q better than hits do, if there is
// one. It never changes an answer, so there is none if the index cannot be asked in time.
func better(ctx context.Context, idx *searcher.Index, q searcher.Query) []string {
	in, err := idx.Intent(ctx, q)
	if err != nil || in == nil {
		return nil
	}
	tool, call := callOf(in)
	var arguments bytes.Buffer
	if err := present.WriteJSON(&arguments, call, ""); err != nil {
		return nil
	}
	return []string{cut(fmt.Sprintf("the tool %s answers this better, with %s", tool, arguments.String()), 400)}
}

// A call has the arguments of a tool.
type call struct {
	Query  string   `json:"query,omitempty"`
	Fields []string `json:"fields,omitempty"`
	Sort   string   `json:"sort,omitempty"`
}

// callOf returns the call of a tool that answers in.
func callOf(in *searcher.Intent) (tool string, of call) {
	of.Query = in.Query
	if len(in.Flags) == 0 { // a date
		return "search_notes", of
	}
	switch in.Flags[0] {
	case "--sort":
		of.Sort = in.Flags[1]
		return "search_notes", of
	case "-f":
		of.Fields = in.Flags[1:2]
		return "facets", of
	case "--people":
		of.Fields = []string{schema.Person}
		return "facets", of
	default: // the lists have the names of their flags
		return in.Flags[0][len("--"):], of
	}
}
