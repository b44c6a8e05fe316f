package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Stem returns what is left of term when its English inflection is taken off, by
// the algorithm Snowball calls English, or Porter2: rotate, rotated and rotation
// have rotat. The plural of an acronym has the acronym. A term with anything but
// the letters a to z is its own stem, and so is one of less than three letters.
func Stem(term string) string {
	if len(term) < 3 {
		return term
	}
	for i := range len(term) {
		if term[i] < 'a' || term[i] > 'z' {
			return term
		}
	}
	env := snowballstem.NewEnv(term)
	english.Stem(env)
	stem := env.Current()
	if before, ok := strings.CutSuffix(term, "s"); ok && stem == term && isAcronym(before) {
		return before
	}
	return stem
}

// isAcronym says whether word may be an acronym of which an s makes the plural,
// which Snowball leaves on it for want of vowels: the vm of vms, the cve of cves. It
// is neither the ga of gas nor the pas of pass nor the http of https.
func isAcronym(word string) bool {
	last := word[len(word)-1]
	return last != 's' && (len(word) == 3 || len(word) == 2 && !strings.ContainsRune("aeiouy", rune(last)))
}

// Inflected says whether one of two different terms is an inflection of the
// other: whether they have the same stem and begin with Root of it.
func Inflected(a, b string) bool {
	stem := Stem(a)
	return a != b && stem == Stem(b) && strings.HasPrefix(a, Root(stem)) && strings.HasPrefix(b, Root(stem))
}

// Root returns the letters that the inflections of a stem begin with: all but its
// last, which may be another in some, as in policy, policies (polici). What does
// not begin with them, such as the dying of die, is taken for another word.
func Root(stem string) string {
	if len(stem) < 3 {
		return stem
	}
	return stem[:len(stem)-1]
}

// VersionForm returns the other way to write a term that may be a version or the
// first part of one: v6 for 6, 6 for v6, and "" for any other term.
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
