// Package terminal prepares text for people at a terminal. It keeps the content of files
// from controlling the screen, and quotes words for a shell.
package terminal

import (
	"strconv"
	"strings"
)

// Visible returns s on one line with all characters visible. It replaces control
// characters, those that change the direction of text, and bytes that are not text by
// escapes such as \x1b and \u202e.
func Visible(s string) string {
	if !strings.ContainsFunc(s, isHidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\u00a0' || r == '\u202f':
			b.WriteByte(' ') // no-break spaces
		case isHidden(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isHidden reports whether r is invisible. The two characters that join emoji are not
// hidden.
func isHidden(r rune) bool {
	if ' ' <= r && r <= '~' { // most characters
		return false
	}
	return !strconv.IsPrint(r) && r != '\u200d' && r != '\ufe0f' || r == '\ufffd'
}
