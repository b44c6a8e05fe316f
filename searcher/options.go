package searcher

import (
	"fmt"
	"slices"
	"strings"
)

// A Sort is the order of hits.
type Sort string

// The sorts. Hits that are equal are sorted by date, newest first, then as in the notes.
const (
	Relevance Sort = "relevance"
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
)

// Sorts lists the names of all sorts, as ParseSort accepts them.
var Sorts = []string{string(Relevance), string(Newest), string(Oldest)}

// ParseSort returns the sort called name. "" is the default, see Options.Sort. It returns
// an error for any other name that is not in Sorts.
func ParseSort(name string) (Sort, error) {
	if name == "" || slices.Contains(Sorts, name) {
		return Sort(name), nil
	}
	return "", fmt.Errorf("unknown sort %q; the sorts are %s", name, strings.Join(Sorts, ", "))
}

// Options are the options of a search.
type Options struct {
	Sort     Sort     // "" is Relevance if the query has words or phrases, else Newest
	Limit    int      // maximum number of hits
	Offset   int      // number of hits to skip
	Facets   []string // as ParseFacets returns them
	Top      int      // maximum number of names in a facet; 0 is all
	Exact    bool     // whether to find words only as written
	AllWords bool     // whether to leave out documents that lack some of the words
	Explain  bool     // whether to set Hit.Explanation

	Collapse    bool // whether to show documents that say the same as one hit
	Siblings    bool // whether to set Hit.Siblings
	Story       bool // whether to set Result.Story
	SkipRoutine bool // whether to leave out attendees, and text that most meetings of a name repeat
	SkipRepeats bool // whether to leave out what only repeats an earlier document, such as rows of a roadmap
	Spelling    bool // whether to set Result.Spelling
	Without     bool // whether to set Result.Without
}
