package assistant

import (
	"reflect"
	"testing"

	"minutes/searcher"
)

func TestCallOf(t *testing.T) {
	for _, c := range []struct {
		flags []string
		tool  string
		want  call
	}{
		{nil, "search_notes", call{Query: "tide"}},
		{[]string{"--leads"}, "leads", call{Query: "tide"}},
		{[]string{"--actions"}, "actions", call{Query: "tide"}},
		{[]string{"--decisions"}, "decisions", call{Query: "tide"}},
		{[]string{"--people"}, "facets", call{Query: "tide", Fields: []string{"person"}}},
		{[]string{"-f", "year", "-n", "0"}, "facets", call{Query: "tide", Fields: []string{"year"}}},
		{[]string{"--sort", "oldest"}, "search_notes", call{Query: "tide", Sort: "oldest"}},
	} {
		if tool, got := callOf(&searcher.Intent{Flags: c.flags, Query: "tide"}); tool != c.tool || !reflect.DeepEqual(got, c.want) {
			t.Errorf("callOf(%v) = %s %+v; want %s %+v", c.flags, tool, got, c.tool, c.want)
		}
	}
}
