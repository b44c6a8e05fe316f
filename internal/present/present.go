// Package present words answers in the way that all programs show them: the JSON and the
// cells of hits, the notices about a query, the marks of outcomes, and the periods of a
// time line. It does not say where an answer goes.
package present

import (
	"fmt"
	"slices"
	"strings"

	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// NoDate is shown to people instead of a missing date.
const NoDate = "no date"

// Counted returns "1 thing" or "1,107 things", with n as the number.
func Counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return terminal.Grouped(n) + " " + thing
}

// Documents returns how many documents have all the words, and how many more have some
// of them.
func Documents(r *searcher.Result) string {
	const some = " with some of the words"
	switch more := r.Total - r.Full; {
	case more == 0:
		return Counted(r.Full, "document")
	case r.Full == 0:
		return Counted(more, "document") + some
	default:
		return Counted(r.Full, "document") + ", " + terminal.Grouped(more) + " more" + some
	}
}

// Span returns the first and the last date of r.
func Span(r *searcher.Result) string {
	switch {
	case r.First == "":
		return NoDate
	case r.First == r.Last:
		return r.First
	}
	return r.First + " to " + r.Last
}

// Repeated returns how many documents a hit represents, and their dates.
func Repeated(r *searcher.Repeats) string {
	if r.First == r.Last {
		return fmt.Sprintf("×%d, %s", r.Count, r.First)
	}
	return fmt.Sprintf("×%d, %s to %s", r.Count, r.First, r.Last)
}

// Leads returns the leads of r for people.
func Leads(r searcher.Run) string {
	if len(r.Lead) == 0 {
		return "nobody"
	}
	return strings.Join(r.Lead, ", ")
}

// Mark returns the mark before the text of a document with the outcomes in is: a sign, or
// a letter if the reader may not have the signs. It returns "" if there is no outcome.
func Mark(is []string, signs bool) string {
	has := func(outcome string) bool { return slices.Contains(is, outcome) }
	sign, letter := "", ""
	switch {
	case has(schema.Decision):
		sign, letter = "✓", "D"
	case has(schema.Done):
		sign, letter = "☑", "X"
	case has(schema.Action):
		sign, letter = "→", "A"
	case has(schema.Open):
		sign, letter = "☐", "O"
	}
	if signs {
		return sign
	}
	return letter
}
