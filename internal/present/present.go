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
func Counted(n int, thing string) string { return terminal.Grouped(n) + " " + Noun(n, thing) }

// nouns are the words for one and for several values of a field, where they are not its
// name and an s.
var nouns = map[string][2]string{
	schema.Person: {"person", "people"}, schema.Is: {"outcome", "outcomes"}, schema.Lang: {"language", "languages"},
}

// Noun returns the word for n things, or for n values of the field thing.
func Noun(n int, thing string) string {
	words, ok := nouns[thing]
	switch {
	case !ok && n == 1:
		return thing
	case !ok:
		return thing + "s"
	case n == 1:
		return words[0]
	}
	return words[1]
}

// LeftOut returns what of a crossed facet is not shown: "6 more teams, 1 more person". It
// returns "" if all is.
func LeftOut(c *searcher.Cross) string {
	var parts []string
	for i, n := range []int{c.CutRows, c.CutColumns} {
		if n > 0 {
			parts = append(parts, terminal.Grouped(n)+" more "+Noun(n, c.Fields[i]))
		}
	}
	return strings.Join(parts, ", ")
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
