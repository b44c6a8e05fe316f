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
	if isPlain(s) || !strings.ContainsFunc(s, isHidden) {
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

// isPlain reports whether s has only visible ASCII characters. Most text has, and needs no call
// of isHidden for each character.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// isHidden reports whether r is invisible. The two characters that join emoji are not
// hidden.
func isHidden(r rune) bool {
	return !strconv.IsPrint(r) && r != '\u200d' && r != '\ufe0f' || r == '\ufffd'
}
