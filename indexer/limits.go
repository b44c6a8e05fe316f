package indexer

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The limits of a note. Markdown can be written so that reading it takes hours
// or all memory, and the parser cannot be stopped; a clock would make builds
// differ. So what costs is counted beforehand. At these bounds a note takes less
// than two seconds and 512 MiB, and no note of people's comes near them.
const (
	maxNote        = 1 << 20 // bytes
	maxLines       = 10_000
	maxLine        = 32 << 10 // bytes; what is longer is cut
	maxNesting     = 100      // lists and quotes within each other
	maxDefinitions = 5_000    // of links
	maxFootnotes   = 1_000    // each call of one looks at all
	maxCells       = 50_000   // of a table, as many a row as the widest has
	maxBrackets    = 250      // that open, in one paragraph
	maxHeading     = 500      // bytes; what is longer names no team and no meeting
)

// A LimitError tells why a note is not read.
type LimitError struct {
	Line  int
	What  string
	Limit int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("line %d: more than %d %s", e.Line, e.Limit, e.What)
}

// checkLimits returns a LimitError for the first line at which a note goes
// beyond a limit that is not cut.
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
			return over("lists and quotes within each other", maxNesting)
		}
		if m := findWith("]:", definition, line); m != nil && isFootnote(m) {
			if footnotes++; footnotes > maxFootnotes {
				return over("footnotes", maxFootnotes)
			}
		} else if m != nil {
			if definitions++; definitions > maxDefinitions {
				return over("definitions of links", maxDefinitions)
			}
			continue
		}
		switch {
		case strings.TrimSpace(line) == "":
			brackets, cells, rows = 0, 0, 0
		case itemLine.MatchString(line), strings.HasPrefix(line, "#"):
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

// nesting returns how many lists and quotes line can stand in: its markers, and
// a list for every two columns of indentation.
func nesting(line string) int {
	depth := 0
	for rest := line; ; depth++ {
		text := strings.TrimLeft(rest, " \t")
		depth += width(rest[:len(rest)-len(text)], 0) / 2
		switch marker := itemMarker.FindString(text); {
		case strings.HasPrefix(text, ">"):
			rest = text[1:]
		case marker != "":
			rest = text[len(marker):]
		default:
			return depth
		}
		if depth > maxNesting {
			return depth
		}
	}
}

// cutLines cuts the lines of text that are too long, between words where it can,
// and returns the numbers of those.
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
