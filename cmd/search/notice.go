package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// printNotices writes what the answer does not show: words, names and dates that were read
// as others, unknown words and names, documents that were left out, and clauses that
// contradict each other. Unless tells is true, because the answer itself says it, it also
// writes how many documents do not have all the words. It reports whether it wrote
// anything.
func printNotices(stderr io.Writer, r *searcher.Result, tells bool) (said bool) {
	notice := func(format string, args ...any) {
		said = true
		fmt.Fprintln(stderr, "search:", terminal.Visible(fmt.Sprintf(format, args...)))
	}
	for _, h := range r.Hints {
		var nearest []string
		for _, clause := range h.Nearest {
			nearest = append(nearest, terminal.Quoted(clause))
		}
		switch {
		case len(nearest) == 0:
			notice("no %s %q; list them with: search -n 0 --top 0 -f %s", h.Field, h.Name, h.Field)
		case h.All != "":
			notice("no %s %q; write %s, or for all of them: %s", h.Field, h.Name, strings.Join(nearest, ", "), terminal.Quoted(h.All))
		default:
			notice("no %s %q; the nearest: %s", h.Field, h.Name, strings.Join(nearest, ", "))
		}
	}
	if s := r.Spelling; s != nil {
		write := s.Word + " OR " + s.Other
		if !s.Alone {
			write = terminal.Quoted("(" + write + ")")
		}
		notice("the notes also call it %q (%s); write: %s", s.Other, counted(s.Documents, "document"), write)
	}
	shown := "showing"
	if r.Total == 0 {
		shown = "searched for"
	}
	for _, repair := range r.Repaired {
		switch repair.Field {
		case schema.Date:
			notice("%q is read as %s; quote it to search for the text", repair.From, terminal.Quoted(repair.To))
		case "":
			if repair.Slip {
				notice("%q is rare; showing %q too", repair.From, repair.To)
				continue
			}
			notice("no %q; %s %q", repair.From, shown, repair.To)
		default:
			notice("no %s %q; %s %s", repair.Field, repair.Name, shown, terminal.Quoted(repair.To))
		}
	}
	for _, in := range r.StandIns {
		if r.Full == 0 {
			notice("no %q; %s words like %s", in.Word, shown, strings.Join(in.Words[:min(len(in.Words), maxStandIns)], ", "))
		}
	}
	if r.Routine > 0 {
		notice("left out %s (attendees, standing items); to see them: search date:last", counted(r.Routine, "document"))
	}
	if r.Total == 0 {
		for _, c := range r.Contradictions {
			write := terminal.Quoted(c.Either)
			if c.Field == schema.Date {
				notice("no day is in both %s and %s; write %s", c.Values[0], c.Values[1], write)
			} else {
				notice("no document has two %ss; write %s", c.Field, write)
			}
		}
		if e := r.Elsewhere; e != nil && len(r.Contradictions) == 0 {
			notice("%s", without(e))
		}
	}
	if r.Full == 0 {
		for _, word := range r.NearFields {
			notice("%q was read as words; write the field in lower case, directly followed by a colon and the value", word)
		}
		for _, word := range r.Unknown {
			notice("no document has %q", word)
		}
	}
	if r.Total == 0 {
		return said
	}
	more := r.Total - r.Full
	switch {
	case more == 0, tells:
	case r.Full == 0:
		notice("no document has all the words; %d with some of them", more)
	default:
		notice("%d with all the words, then %d with some of them", r.Full, more)
	}
	return said
}

// without returns what a query finds without its dates in words.
func without(e *searcher.Elsewhere) string {
	var typed []string
	for _, words := range e.Dates {
		typed = append(typed, strconv.Quote(words))
	}
	text := fmt.Sprintf("without %s: %s", strings.Join(typed, " and "), counted(e.Documents, "document"))
	switch {
	case e.First == "":
	case e.First == e.Last:
		text += " of " + e.First
	default:
		text += " from " + e.First + " to " + e.Last
	}
	return text
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

// maxStandIns is the maximum number of words that a notice lists for one.
const maxStandIns = 5

// maxPointed is the maximum width, in columns, of a query that is printed with a mark.
const maxPointed = 76
