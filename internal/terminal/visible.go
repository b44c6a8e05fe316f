// Package terminal writes what people see in a terminal and type there: it keeps
// what files hold from steering the screen, and quotes words for a shell.
package terminal

import (
	"strconv"
	"strings"
)

// Visible returns s on one line with all characters visible: control characters,
// those that turn the direction of writing, and bytes that are no text stand as
// escapes such as \x1b and \u202e.
func Visible(s string) string {
	if !strings.ContainsFunc(s, isHidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\u00a0' || r == '\u202f':
			b.WriteByte(' ') // blanks that do not break
		case isHidden(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isHidden says whether r is not to be seen, but for the two characters that join
// emoji.
func isHidden(r rune) bool {
	return !strconv.IsPrint(r) && r != '\u200d' && r != '\ufe0f' || r == '\ufffd'
}
