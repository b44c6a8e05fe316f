package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Stem returns term without its English inflection, by the algorithm that Snowball calls
// English (Porter2): the stem of rotate, rotated and rotation is rotat. The stem of the
// plural of an acronym is the acronym. A term of fewer than three letters, or with
// characters other than a to z, is its own stem.
func Stem(term string) string {
	if !isStemmable(term) {
		return term
	}
	env := snowballstem.NewEnv(term)
	english.Stem(env)
	stem := env.Current()
	if before, ok := strings.CutSuffix(term, "s"); ok && stem == term && isAcronym(before) {
		return before
	}
	return stem
}

// isStemmable reports whether term may have an inflection.
func isStemmable(term string) bool {
	for i := range len(term) {
		if term[i] < 'a' || term[i] > 'z' {
			return false
		}
	}
	return len(term) > 2
}

// isAcronym reports whether word may be an acronym whose plural has an s. Snowball keeps
// the s if there are no vowels, as in vms and cves. The ga of gas, the pas of pass and the
// http of https are not acronyms.
func isAcronym(word string) bool {
	last := word[len(word)-1]
	return last != 's' && (len(word) == 3 || len(word) == 2 && !strings.ContainsRune("aeiouy", rune(last)))
}

// Inflected reports whether two different terms are inflections of each other in English:
// they have the same stem, and both begin with its Root.
func Inflected(a, b string) bool { return English.Inflected(a, b) }

// Inflected reports whether two different terms are inflections of each other in l.
func (l *Language) Inflected(a, b string) bool {
	stem := l.Stem(a)
	return a != b && stem == l.Stem(b) && strings.HasPrefix(a, Root(stem)) && strings.HasPrefix(b, Root(stem))
}

// Root returns the letters with which all inflections of a stem must begin: the stem
// without its last letter, which can vary, as in policy, policies (polici). A word that
// begins differently, such as dying for die, counts as another word. A stem of fewer than
// three letters is its own root.
func Root(stem string) string {
	if len(stem) < 3 {
		return stem
	}
	return stem[:len(stem)-1]
}

// VersionForm returns the other way to write a term that may be a version, or the first
// part of one: v6 for 6, and 6 for v6. It returns "" for any other term.
func VersionForm(term string) string {
	digits, v := strings.CutPrefix(term, "v")
	switch {
	case digits == "" || strings.Trim(digits, "0123456789") != "":
		return ""
	case v:
		return digits
	}
	return "v" + digits
}
