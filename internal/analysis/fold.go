// Package analysis takes texts and names apart as the index holds them, and as queries
// are read: into words, folded, with their stems. Whatever changes in it raises
// schema.Version.
package analysis

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns name as names are compared: without case, accents, width and
// punctuation, its words apart by one blank. "Garden-Windows" and "GARDEN
// windows" fold to "garden windows". A name without letters and digits folds to
// "".
func Fold(name string) string { return strings.Join(Terms(name), " ") }

// Terms returns the words of text as the index holds them: every run of letters
// and digits, folded, in the order they stand. "cf-deployment v6.21" has cf,
// deployment, v6 and 21. Signs belong to a word in names such as C++ and C#.
func Terms(text string) []string {
	var terms []string
	for word := range Words(text) {
		terms = append(terms, word.Term)
	}
	return terms
}

// A Word is a run of letters and digits in a text.
type Word struct {
	Term       string // folded
	Bare       string // of C++ and C#, the term without the signs; else ""
	Start, End int    // where it stands, in bytes
}

// Words yields the words of text in the order they stand.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		start := -1
		for at, r := range text {
			switch in := inWord(r); {
			case in && start < 0:
				if !isMark(r) { // which has nothing to stand on, such as an emoji's
					start = at
				}
			case !in && start >= 0:
				if !yieldWord(yield, text, start, at) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yieldWord(yield, text, start, len(text))
		}
	}
}

// yieldWord passes over a word of which folding leaves nothing: a lone accent.
func yieldWord(yield func(Word) bool, text string, start, end int) bool {
	term := foldWord(text[start:end])
	if term == "" {
		return true
	}
	if signs := signsAt(text, start, end); signs != "" {
		return yield(Word{term + signs, term, start, end + len(signs)})
	}
	return yield(Word{Term: term, Start: start, End: end})
}

// signsAt returns the signs that belong to the word at start to end: the ++ of
// C++ and g++, the # of C# and F#.
func signsAt(text string, start, end int) string {
	rest := text[end:]
	switch {
	case !isLetter(text[end-1]):
	case strings.HasPrefix(rest, "++") && !strings.HasPrefix(rest, "+++"):
		return "++"
	case end == start+1 && strings.HasPrefix(rest, "#"):
		if next, _ := utf8.DecodeRuneInString(rest[1:]); len(rest) == 1 || !inWord(next) {
			return "#"
		}
	}
	return ""
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// inWord says whether r belongs to a word. Marks do: an accent may be written
// as a letter of its own. So does a soft hyphen, which is not part of the term.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isLetter(byte(r)) || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || isMark(r))
}

func isMark(r rune) bool { return unicode.IsMark(r) || r == softHyphen }

const softHyphen = '\u00ad'

// foldWord folds one run of letters and digits. It is its own result's fold.
func foldWord(word string) string {
	ascii := true
	for i := range len(word) {
		ascii = ascii && word[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(word)
	}
	// Compatibility forms first (full width, ligatures, superscripts), then the
	// accents and the marks of emoji, then the letters that Unicode does not take
	// apart, such as ø.
	folded := toLatin(strings.ToLower(unaccented(word)))
	folded = strings.TrimLeftFunc(folded, isMark) // what is left of a letter made of marks alone
	if folded == word {
		return word
	}
	return foldWord(folded) // one step may leave what another takes: İ becomes i and a dot above
}

// unaccented returns word in its compatibility forms, without accents and the marks
// of emoji.
func unaccented(word string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if !inWord(r) || r == softHyphen || unicode.In(r, accents, unicode.Variation_Selector, unicode.Me) {
			return -1
		}
		return r
	}, norm.NFKD.String(word)))
}

// accents are the marks that stand on Latin, Greek and Cyrillic letters
// (Unicode block "Combining Diacritical Marks"). Those of other scripts are
// vowels and stay.
var accents = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x0300, Hi: 0x036f, Stride: 1}}}
