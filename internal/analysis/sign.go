package analysis

import (
	"strings"
	"unicode"
)

// IsAlphanumeric reports whether r is a letter or a number, of any script.
func IsAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// HasDigit reports whether term has a digit from 0 to 9.
func HasDigit(term string) bool { return strings.ContainsAny(term, "0123456789") }

// IsNumber reports whether term has nothing but digits from 0 to 9.
func IsNumber(term string) bool { return strings.Trim(term, "0123456789") == "" }
