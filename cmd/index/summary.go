package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"minutes/indexer"
	"minutes/internal/terminal"
)

// maxNamed is the maximum number of skipped notes that a summary names; --check names
// all.
const maxNamed = 10

// printSummary writes what the run did. notes are the arguments.
func printSummary(w io.Writer, s indexer.Summary, notes []string) {
	if s.Nothing {
		fmt.Fprintf(w, "nothing changed: %s and %s of %s, %s\n",
			count(s.Documents, "document"), count(s.Headings, "team heading"), count(s.Notes, "note"), count(s.Meetings, "meeting"))
	} else {
		fmt.Fprintf(w, "indexed %s and %s of %s, %s: %s, %s in %.1f s\n",
			count(s.Documents, "document"), count(s.Headings, "team heading"), count(s.Notes, "note"),
			count(s.Meetings, "meeting"), count(s.Teams, "team"), count(s.Leads, "lead"), s.Took.Seconds())
	}
	if s.Saved {
		fmt.Fprintf(w, "%s changed, %d new, %d gone; the others were not read\n", count(s.Changed, "note"), s.Added, s.Removed)
	}
	if len(s.Languages) > 1 {
		var each []string
		for _, code := range slices.Sorted(maps.Keys(s.Languages)) {
			each = append(each, code+" "+terminal.Grouped(s.Languages[code]))
		}
		fmt.Fprintf(w, "notes by language: %s\n", strings.Join(each, ", "))
	}
	if s.Notes+len(s.Skipped) == 0 {
		fmt.Fprintf(w, "no notes were found; notes are files that end in %s\n", strings.Join(indexer.Endings, ", "))
	}
	args := "" // arguments, to type again
	for _, arg := range notes {
		if arg != "." {
			args += " " + terminal.Visible(terminal.Quoted(arg))
		}
	}
	printLeftOut(w, s, args)
	if len(s.Cut) > 0 {
		fmt.Fprintf(w, "cut %s:\n", count(len(s.Cut), "line"))
	}
	for _, cut := range s.Cut {
		fmt.Fprintf(w, "  %s:%d: %s\n", terminal.Visible(cut.File), cut.Line, cut.What)
	}
}

// printAlarms writes warnings about notes that could not be read, and about changes that
// another program made to the index.
func printAlarms(w io.Writer, s indexer.Summary) {
	if s.Restored {
		fmt.Fprintln(w, "index: another program had written to the index with Bleve; its changes were removed")
	}
	for _, skip := range s.Kept {
		fmt.Fprintf(w, "index: cannot read %s; the index keeps its documents\n", terminal.Visible(skip.String()))
	}
}

// A summary is an indexer.Summary in the form that scripts read. It is part of the
// interface for scripts.
type summary struct {
	Index     string            `json:"index"`   // path
	Written   bool              `json:"written"` // false if nothing had changed
	Notes     int               `json:"notes"`
	Documents int               `json:"documents"`
	Headings  int               `json:"headings"`
	Meetings  int               `json:"meetings"`
	Teams     int               `json:"teams"`
	Leads     int               `json:"leads"`
	Added     int               `json:"added"`
	Changed   int               `json:"changed"`
	Removed   int               `json:"removed"`
	Before    int               `json:"before"`  // documents left out because they are before the first meeting of a note
	Ignored   int               `json:"ignored"` // files and folders that ignore files name
	Skipped   []skipped         `json:"skipped"`
	Kept      []skipped         `json:"kept"` // notes and folders that cannot be read now, and whose documents are kept
	Cut       []indexer.Finding `json:"cut"`
	Languages map[string]int    `json:"languages"` // number of notes in each
	Foreign   []indexer.Finding `json:"foreign"`   // unknown languages that notes name
	Seconds   float64           `json:"seconds"`
}

type skipped struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// writeSummary writes s, the summary for the index at path, as one line of JSON.
func writeSummary(w io.Writer, path string, s indexer.Summary) error {
	out := summary{
		Index: path, Written: !s.Nothing, Notes: s.Notes, Documents: s.Documents, Headings: s.Headings,
		Meetings: s.Meetings, Teams: s.Teams, Leads: s.Leads, Added: s.Added, Changed: s.Changed, Removed: s.Removed,
		Before: s.Before, Ignored: s.Ignored, Skipped: []skipped{}, Kept: []skipped{}, Cut: append([]indexer.Finding{}, s.Cut...),
		Languages: s.Languages, Foreign: append([]indexer.Finding{}, s.Foreign...), Seconds: s.Took.Seconds(),
	}
	for _, skip := range s.Skipped {
		out.Skipped = append(out.Skipped, skipped{skip.File, skip.Reason.Error()})
	}
	for _, skip := range s.Kept {
		out.Kept = append(out.Kept, skipped{skip.File, skip.Reason.Error()})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// count returns a number and a noun, such as "2,204 meetings".
func count(n int, thing string) string { return countOf(n, thing, thing+"s") }

func countOf(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return terminal.Grouped(n) + " " + several
}

// printLeftOut prints which notes and documents are not in the index, and which languages are
// unknown. args are the arguments for a run with --check.
func printLeftOut(w io.Writer, s indexer.Summary, args string) {
	check := "index --check" + args
	skipped := s.Skipped
	if s.Saved || s.Nothing {
		skipped = s.News
	}
	if len(skipped) > 0 {
		fmt.Fprintf(w, "skipped %s:\n", count(len(skipped), "note"))
	}
	for i, skip := range skipped {
		if i == maxNamed && len(skipped) > maxNamed+1 {
			fmt.Fprintf(w, "  %s more: %s\n", terminal.Grouped(len(skipped)-i), check)
			break
		}
		fmt.Fprintln(w, " ", terminal.Visible(skip.String()))
	}
	if old := len(s.Skipped) - len(skipped); old > 0 {
		fmt.Fprintf(w, "skipped %s as before; to see which: %s\n", count(old, "note"), check)
	}
	if s.Ignored > 0 {
		fmt.Fprintf(w, "left out %s named by .gitignore, .ignore or .minutesignore\n", countOf(s.Ignored, "file or folder", "files and folders"))
	}
	if s.Before > 0 {
		fmt.Fprintf(w, "left out %s before the first meeting of %s; to see where: %s; to keep them: index --undated%s\n",
			count(s.Before, "document"), count(s.BeforeNotes, "note"), check, args)
	}
	for i, f := range s.Foreign {
		if i == maxNamed && len(s.Foreign) > maxNamed+1 {
			fmt.Fprintf(w, "%s more with an unknown language: %s\n", count(len(s.Foreign)-i, "note"), check)
			break
		}
		fmt.Fprintf(w, "%s; the languages are %s\n", terminal.Visible(f.String()), strings.Join(indexer.Languages, ", "))
	}
}
