package search

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// printNotices writes the notices about r, see present.Notices. It reports whether it wrote
// any that says more than how a date was read.
func printNotices(stderr io.Writer, r *searcher.Result, tells bool) (said bool) {
	all := present.Notices(r, tells)
	for _, notice := range all {
		fmt.Fprintln(stderr, "search:", terminal.Visible(notice.String()))
	}
	dates := 0
	for _, repair := range r.Repaired {
		if repair.Field == schema.Date {
			dates++
		}
	}
	return len(all) > dates
}

// printError prints err. For an error in the query, it also prints the query and marks
// the place.
func printError(stderr io.Writer, err error) {
	fmt.Fprintln(stderr, "search:", terminal.Visible(err.Error()))
	syntax, ok := errors.AsType[*searcher.SyntaxError](err)
	if !ok {
		return
	}
	width := func(from, to int) int { return runewidth.StringWidth(terminal.Visible(syntax.Query[from:to])) }
	most := maxPointed
	if w, ok := stderr.(*wrappingWriter); ok {
		most = min(most, w.width-2)
	}
	if width(0, len(syntax.Query)) > most {
		return
	}
	fmt.Fprintf(stderr, "  %s\n  %s%s\n", terminal.Visible(syntax.Query),
		strings.Repeat(" ", width(0, syntax.Start)), strings.Repeat("^", max(1, width(syntax.Start, syntax.End))))
}

// maxPointed is the maximum width, in columns, of a query that is printed with a mark.
const maxPointed = 76
