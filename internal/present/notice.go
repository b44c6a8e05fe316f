package present

import (
	"fmt"
	"strconv"
	"strings"

	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// A Notice is a sentence about what an answer does not show.
type Notice []Part

// A Part is a part of a notice: words, or something that the reader may ask instead.
type Part struct {
	Text string // for a terminal; what it asks the reader to type is quoted for the shell
	// Query is a query to ask instead, unless it is "". If Instead is not "", it takes the
	// place of Instead, a clause or a word of the query.
	Query, Instead string
	Names          string // a facet whose names help; "" if there is none
}

// String returns n for the reader of a terminal.
func (n Notice) String() string {
	var b strings.Builder
	for _, p := range n {
		b.WriteString(p.Text)
	}
	return b.String()
}

// said returns a notice of words only.
func said(format string, args ...any) Notice { return Notice{{Text: fmt.Sprintf(format, args...)}} }

// then returns n followed by a clause to write instead of typed.
func (n Notice) then(clause, typed string) Notice {
	return append(n, Part{Text: terminal.Quoted(clause), Query: clause, Instead: typed})
}

// Notices returns what r does not show: words, names and dates that were read as others,
// unknown words and names, documents that were left out, and clauses that contradict each other.
// Unless tells is true, because the answer itself says it, they also say how many
// documents do not have all the words.
func Notices(r *searcher.Result, tells bool) []Notice {
	var all []Notice
	for _, h := range r.Hints {
		all = append(all, hint(h))
	}
	if s := r.Spelling; s != nil {
		either := s.Word + " OR " + s.Other
		n := said("the notes also call it %q (%s); write: ", s.Other, Counted(s.Documents, "document"))
		if s.Alone {
			all = append(all, append(n, Part{Text: either, Query: either})) // words need no quotes
		} else {
			all = append(all, n.then("("+either+")", s.Word))
		}
	}
	all = append(all, repairs(r)...)
	if r.Routine > 0 {
		all = append(all, said("left out %s (attendees, standing items); to see them: search date:last", Counted(r.Routine, "document")))
	}
	if r.Total == 0 {
		all = append(all, reasons(r)...)
	}
	if r.Full == 0 {
		all = append(all, misread(r)...)
		for _, word := range r.NearFields {
			all = append(all, said("%q was read as words; write the field in lower case, directly followed by a colon and the value", word))
		}
		for _, word := range r.Unknown {
			all = append(all, said("no document has %q", word))
		}
	}
	if r.Total == 0 {
		return all
	}
	more := r.Total - r.Full
	switch {
	case more == 0, tells:
	case r.Full == 0:
		all = append(all, said("no document has all the words; %s with some of them", terminal.Grouped(more)))
	default:
		all = append(all, said("%s with all the words, then %s with some of them", terminal.Grouped(r.Full), terminal.Grouped(more)))
	}
	return all
}

// misread returns the notices about marks in the query that make it mean something else
// than it seems to.
func misread(r *searcher.Result) []Notice {
	switch u := r.Unclosed; {
	case r.Wordless:
		return []Notice{said("%q has no letters or digits; write a word", r.Query)}
	case u.Mark == "(":
		return []Notice{said("the parenthesis before %q is not closed, so all of that belongs to it; close it where the group ends", u.Text)}
	case u.Mark != "" && u.Without == "":
		return []Notice{said("the quote before %q is not closed, so all of that is one phrase; close it where the phrase ends", u.Text)}
	case u.Mark != "":
		n := said("the quote before %q is not closed, so all of that is one phrase; close it where the phrase ends, or write ", u.Text)
		return []Notice{n.then(u.Without, "")}
	}
	return nil
}

// hint returns the notice about a name that no document has.
func hint(h searcher.Hint) Notice {
	typed := h.Field + ":" + h.Name
	n := said("no %s %q; ", h.Field, h.Name)
	switch {
	case len(h.Nearest) == 0:
		return append(n, Part{Text: "list them with: search -n 0 --top 0 -f " + h.Field, Names: h.Field})
	case h.All != "":
		n = append(n, Part{Text: "write "})
	default:
		n = append(n, Part{Text: "the nearest: "})
	}
	for i, clause := range h.Nearest {
		if i > 0 {
			n = append(n, Part{Text: ", "})
		}
		n = n.then(clause, typed)
	}
	if h.All != "" {
		n = append(n, Part{Text: ", or for all of them: "}).then(h.All, typed)
	}
	return n
}

// maxStandIns is the maximum number of words that a notice lists for one.
const maxStandIns = 5

// repairs returns the notices about words, names and dates that were read as others.
func repairs(r *searcher.Result) []Notice {
	shown := "showing"
	if r.Total == 0 {
		shown = "searched for"
	}
	var all []Notice
	for _, repair := range r.Repaired {
		switch {
		case repair.Field == schema.Date:
			n := said("%q is read as ", repair.From).then(repair.To, repair.From)
			all = append(all, append(n, Part{Text: "; quote it to search for the text"}))
		case repair.Field != "":
			all = append(all, said("no %s %q; %s ", repair.Field, repair.Name, shown).then(repair.To, repair.Field+":"+repair.Name))
		case repair.Slip:
			all = append(all, said("%q is rare; showing %q too", repair.From, repair.To))
		default:
			all = append(all, said("no %q; %s %q", repair.From, shown, repair.To))
		}
	}
	for _, in := range r.StandIns {
		if r.Full == 0 {
			all = append(all, said("no %q; %s words like %s", in.Word, shown, strings.Join(in.Words[:min(len(in.Words), maxStandIns)], ", ")))
		}
	}
	return all
}

// reasons returns the notices about why nothing was found.
func reasons(r *searcher.Result) []Notice {
	var all []Notice
	for _, c := range r.Contradictions {
		n := said("no document has two %s; write ", Noun(2, c.Field))
		if c.Field == schema.Date {
			n = said("no day is in both %s and %s; write ", c.Values[0], c.Values[1])
		}
		all = append(all, n.then(c.Either, ""))
	}
	if e := r.Elsewhere; e != nil && len(r.Contradictions) == 0 {
		all = append(all, said("%s", without(e)))
	}
	if len(r.Without) > 0 {
		text := "no document matches all clauses"
		for _, w := range r.Without {
			text += "; without " + w.Clauses + ": " + Counted(w.Documents, "document")
		}
		all = append(all, Notice{{Text: text}})
	}
	return all
}

// without returns what a query finds without its dates in words.
func without(e *searcher.Elsewhere) string {
	var typed []string
	for _, words := range e.Dates {
		typed = append(typed, strconv.Quote(words))
	}
	text := fmt.Sprintf("without %s: %s", strings.Join(typed, " and "), Counted(e.Documents, "document"))
	switch {
	case e.First == "":
	case e.First == e.Last:
		text += " of " + e.First
	default:
		text += " from " + e.First + " to " + e.Last
	}
	return text
}
