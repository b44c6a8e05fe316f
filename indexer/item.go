package indexer

import (
	"strings"
)

// An item is the first line of a list item: its marker, and the columns of its marker and
// its text.
type item struct {
	marker          byte
	column, content int
}

// An itemStack holds the items that the current line may be nested in, outermost first.
type itemStack struct {
	items []item
	blank bool // whether the previous line is empty
}

// markerLength returns the length of the list marker at the start of text: a dash, a star,
// a plus, or up to nine digits with a dot or parenthesis. It is 0 if there is none.
func markerLength[T string | []byte](text T) int {
	digits := 0
	for digits < min(len(text), 9) && isDigit(text[digits]) {
		digits++
	}
	if digits == len(text) {
		return 0
	}
	switch text[digits] {
	case '.', ')':
		if digits > 0 {
			return digits + 1
		}
	case '-', '*', '+':
		if digits == 0 {
			return 1
		}
	}
	return 0
}

// itemMarker returns the length of the list marker at the start of text with the blank
// behind it, which may be the end of the text. It is 0 if there is none.
func itemMarker[T string | []byte](text T) int {
	n := markerLength(text)
	switch {
	case n == 0 || n == len(text):
		return n
	case isBlank(text[n]):
		return n + 1
	}
	return 0
}

// readItem reads a line as the first one of a list item: "  - text", "1. text". It returns
// the offsets of its marker and of its text.
func readItem(line string) (marker, text int, ok bool) {
	marker = skipBlanks(line, 0)
	end := marker + markerLength(line[marker:])
	text = skipBlanks(line, end)
	return marker, text, marker < end && end < text && text < len(line)
}

func isItem(line string) bool {
	_, _, ok := readItem(line)
	return ok
}

// skipBlanks returns the offset of the first byte of line from offset at on that is not
// blank.
func skipBlanks(line string, at int) int {
	for at < len(line) && isBlank(line[at]) {
		at++
	}
	return at
}

func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' && c != '\v' } // as \s in patterns

// read updates the stack for the next line.
func (s *itemStack) read(line string) {
	text := strings.TrimLeft(line, " \t")
	column := width(line[:len(line)-len(text)])
	marker, start, isItem := readItem(line)
	switch {
	case isItem:
		s.leave(func(i item) bool { return i.column >= column })
		s.items = append(s.items, item{line[marker], column, width(line[:start])})
	case strings.HasPrefix(text, "#"), s.blank && text != "":
		s.leave(func(i item) bool { return i.content > column })
	}
	s.blank = text == ""
}

// holds reports whether line is inside the innermost item, or there is no item.
func (s *itemStack) holds(line string) bool {
	if len(s.items) == 0 {
		return true
	}
	return s.items[len(s.items)-1].content <= width(line[:len(line)-len(strings.TrimLeft(line, " \t"))])
}

// leave ends the innermost items for which ended is true.
func (s *itemStack) leave(ended func(item) bool) {
	for len(s.items) > 0 && ended(s.items[len(s.items)-1]) {
		s.items = s.items[:len(s.items)-1]
	}
}

// above returns the item that a reply on line would answer: the innermost one that does
// not begin further to the right. It returns nil if there is none, or if the previous
// line is empty.
func (s *itemStack) above(line string) *item {
	if s.blank {
		return nil
	}
	column := width(line[:len(line)-len(strings.TrimLeft(line, " \t"))])
	for i := len(s.items) - 1; i >= 0; i-- {
		if s.items[i].column <= column {
			return &s.items[i]
		}
	}
	return nil
}

// replyText returns the text of line if it is a reply to an item with this marker, else
// "".
func replyText(line string, marker byte) string {
	text := strings.TrimLeft(line, " \t")
	for _, mark := range []string{"--", "**"} {
		if rest, ok := strings.CutPrefix(text, mark); ok && rest != strings.TrimLeft(rest, " \t") {
			return strings.TrimSpace(rest)
		}
	}
	// *Ada: yes; but not *emphasis*, --option or ---
	if rest, ok := strings.CutPrefix(text, string(marker)); ok && strings.IndexByte("-*+", marker) >= 0 && !strings.Contains(rest, string(marker)) &&
		strings.IndexAny(rest, " \t") > 0 {
		return rest
	}
	return ""
}

// width returns the number of columns of text, which begins a line. Tab stops are every four
// columns, as in Markdown.
func width(text string) (columns int) {
	for _, r := range text {
		if r == '\t' {
			columns += 4 - columns%4
		} else {
			columns++
		}
	}
	return columns
}
