package indexer

import (
	"regexp"
	"strings"
)

// monthHeads are the first three letters of the months, in lower case, including those of
// misspellings with a letter missing or two letters swapped. Misspellings with a wrong
// letter are left out: with them, indexing takes an eighth longer.
var monthHeads = func() map[[3]byte]bool {
	heads := map[[3]byte]bool{}
	for _, name := range strings.Fields("janu febr marc apri may june july augu sept octo nove dece") {
		heads[[3]byte{name[0], name[1], name[2]}] = true
		heads[[3]byte{name[0], name[2], name[1]}] = true // Jnauary
		if len(name) < 4 {
			continue
		}
		heads[[3]byte{name[0], name[2], name[3]}] = true // Jnuary
		heads[[3]byte{name[0], name[1], name[3]}] = true // Jauary, Ocotber
	}
	return heads
}()

var letters = regexp.MustCompile(`\pL+`)

var monthNames = strings.Fields("january february march april august september october november december")

// spellMonths returns text with misspelled names of months corrected: those with one
// wrong, missing or extra letter, or with two letters swapped. It returns "" if there are
// none.
func spellMonths(text string) string {
	mended := false
	text = letters.ReplaceAllStringFunc(text, func(word string) string {
		if len(word) < 5 || len(word) > 10 {
			return word
		}
		for _, name := range monthNames {
			if misspells(strings.ToLower(word), name) {
				mended = true
				return name
			}
		}
		return word
	})
	if !mended {
		return ""
	}
	return text
}

// misspells reports whether word is name with one letter missing, added or replaced, or
// with two letters swapped. The first letter must be right. Names of fewer than six
// letters resemble other words, so they may not lack a letter or have a wrong one: "match
// 5" is not March.
func misspells(word, name string) bool {
	if word == name || word[0] != name[0] {
		return false
	}
	i := 0
	for i < len(word) && i < len(name) && word[i] == name[i] {
		i++
	}
	short := len(name) < 6
	switch len(word) - len(name) {
	case -1:
		return !short && word[i:] == name[i+1:]
	case 1:
		return word[i+1:] == name[i:]
	case 0:
		if i+1 < len(word) && word[i] == name[i+1] && word[i+1] == name[i] {
			return word[i+2:] == name[i+2:]
		}
		return !short && word[i+1:] == name[i+1:]
	}
	return false
}
