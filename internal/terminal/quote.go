package terminal

import (
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
)

// Quoted returns word quoted for a shell, if it needs quotes.
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
		return `"` + word + `"` // file names cannot contain a quote there
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
