package indexer

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"minutes/schema"
)

// The limits of a note. Some Markdown takes hours or all memory to parse, and the parser
// cannot be stopped. A time limit would make builds differ, so expensive constructs are
// counted before parsing. Within these limits a note takes less than two seconds and
// 512 MiB. No real note comes near them.
const (
	maxNote        = 1 << 20 // bytes
	maxLines       = 10_000
	maxLine        = 32 << 10 // bytes; longer lines are cut
	maxNesting     = 100      // nested lists and quotes
	maxDefinitions = 5_000    // of links
	maxFootnotes   = 1_000    // each reference searches all of them
	maxCells       = 50_000   // of a table: rows times the cells of the widest row
	maxBrackets    = 250      // opening brackets in one paragraph
	maxAbove       = 32 << 20 // bytes above all pieces; documents repeat what is above them
	maxHeading     = 500      // bytes; a longer heading does not name a team or a meeting
)

// A LimitError says which limit a note exceeds, and on which line. The note is skipped.
type LimitError struct {
	Line  int
	What  string
	Limit int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("line %d: more than %d %s", e.Line, e.Limit, e.What)
}

// checkLimits returns a *LimitError for the first line that exceeds a limit. Lines that
// are too long are not an error: cutLines has cut them.
func checkLimits(lines []string) error {
	if len(lines) > maxLines {
		return &LimitError{maxLines + 1, "lines in a note", maxLines}
	}
	fenced := closedFences(append([]string(nil), lines...))
	definitions, footnotes, brackets, cells, rows := 0, 0, 0, 0, 0
	for i, line := range lines {
		over := func(what string, limit int) error { return &LimitError{i + 1, what, limit} }
		if fenced[i] {
			brackets, cells, rows = 0, 0, 0
			continue
		}
		if nesting(line) > maxNesting {
			return over("nested lists and quotes", maxNesting)
		}
		if m := findWith("]:", definition, line); m != nil && isFootnote(m) {
			if footnotes++; footnotes > maxFootnotes {
				return over("footnotes", maxFootnotes)
			}
		} else if m != nil {
			if definitions++; definitions > maxDefinitions {
				return over("link definitions", maxDefinitions)
			}
			continue
		}
		switch {
		case strings.TrimSpace(line) == "":
			brackets, cells, rows = 0, 0, 0
		case strings.HasPrefix(line, "#"), isItem(line):
			brackets = 0
		}
		if brackets += strings.Count(line, "["); brackets > maxBrackets {
			return over("opening brackets in a paragraph", maxBrackets)
		}
		if row := strings.Count(line, "|"); row > 0 || rows > 0 {
			cells, rows = max(cells, row+1), rows+1
			if cells*rows > maxCells {
				return over("cells in a table", maxCells)
			}
		}
	}
	return nil
}

// checkAbove returns a *LimitError for the first piece of all, the pieces of a note, with
// which the headings and items above pieces have more than maxAbove bytes. They count once
// for each piece below them, because each document has their words.
func checkAbove(all []piece) error {
	var headings []piece // above the piece, outermost first
	total := 0
	for _, p := range all {
		if p.kind == schema.Heading {
			for len(headings) > 0 && headings[len(headings)-1].level >= p.level {
				headings = headings[:len(headings)-1]
			}
		}
		for _, h := range headings {
			total += len(h.plain.text)
		}
		for _, parent := range p.parents {
			total += len(parent.Text)
		}
		if total > maxAbove {
			return &LimitError{p.line, "bytes in the headings and items above lines", maxAbove}
		}
		if p.kind == schema.Heading {
			headings = append(headings, p)
		}
	}
	return nil
}

// nesting returns the largest number of lists and quotes that line can be nested in: one
// for each marker, and one list for every two columns of indentation.
func nesting(line string) int {
	depth := 0
	for rest := line; ; depth++ {
		text := strings.TrimLeft(rest, " \t")
		depth += width(rest[:len(rest)-len(text)]) / 2
		switch marker := itemMarker(text); {
		case strings.HasPrefix(text, ">"):
			rest = text[1:]
		case marker > 0:
			rest = text[marker:]
		default:
			return depth
		}
		if depth > maxNesting {
			return depth
		}
	}
}

// cutLines cuts lines of text that are longer than maxLine, between words if possible.
// It returns the text and the numbers of the lines that it cut.
func cutLines(text string) (string, []int) {
	if len(text) <= maxLine {
		return text, nil
	}
	var cut []int
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if len(line) <= maxLine {
			continue
		}
		end := maxLine
		for !utf8.RuneStart(line[end]) {
			end--
		}
		if blank := strings.LastIndexAny(line[:end], " \t"); blank > maxLine/2 {
			end = blank
		}
		lines[i] = line[:end]
		cut = append(cut, i+1)
	}
	return strings.Join(lines, "\n"), cut
}
