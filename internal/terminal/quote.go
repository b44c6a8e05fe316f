package terminal

import (
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
)

// Quoted returns word as a shell takes it for one word.
func Quoted(word string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._-+:,@%", r) ||
			r == filepath.Separator
	}
	special := func(r rune) bool { return !plain(r) }
	switch {
	case word != "" && !strings.ContainsFunc(word, special):
		return word
	case runtime.GOOS == "windows":
		return `"` + word + `"` // no file name has a quote in it there
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
