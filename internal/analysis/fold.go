// Package analysis splits texts and names into folded words, texts into the tokens of an
// index, and finds the stems of words.
// The index and queries both use it, so any change here needs a new schema.Version.
package analysis

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns name in the form in which names are compared: without case, accents, width
// and punctuation, with one space between words. "Garden-Windows" and "GARDEN windows"
// fold to "garden windows". A name without letters and digits folds to "".
func Fold(name string) string { return strings.Join(Terms(name), " ") }

// Terms returns the words of text as names have them: each run of letters and digits,
// folded, in order. The terms of "cf-deployment v6.21" are cf, deployment, v6 and 21. In
// names such as C++ and C#, the signs belong to the word.
func Terms(text string) []string {
	var terms []string
	runs(text, func(start, end int) bool {
		if word, ok := wordAt(text, start, end); ok {
			terms = append(terms, word.Term)
		}
		return true
	})
	return terms
}

// A Word is a run of letters and digits in a text, or the part of one that is in a script
// with or without spaces; see Unspaced.
type Word struct {
	Term       string // folded
	Bare       string // the term without signs, for words such as C++ and C#; else ""
	Start, End int    // start and end in the text, in bytes
}

// Words yields the words of text in order. A run is split where its script changes: v2版本
// is v2 and 版本.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		parts(text, func(start, end int, _ bool) bool {
			word, ok := wordAt(text, start, end)
			return !ok || yield(word)
		})
	}
}

// parts calls visit with the start and end of each word of text, and whether its script has
// no spaces, until it returns false.
func parts(text string, visit func(start, end int, unspaced bool) bool) {
	runs(text, func(start, end int) bool {
		for start < end {
			length, unspaced := firstPart(text[start:end])
			if !visit(start, start+length, unspaced) {
				return false
			}
			start += length
		}
		return true
	})
}

// runs calls visit with the start and end of each run of letters and digits in text, until
// it returns false.
func runs(text string, visit func(start, end int) bool) {
	start := -1
	for at, r := range text {
		switch in := inWord(r); {
		case in && start < 0:
			if !isMark(r) { // a mark without a letter, such as that of an emoji
				start = at
			}
		case !in && start >= 0:
			if !visit(start, at) {
				return
			}
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(text))
	}
}

// wordAt returns the word from start to end. ok is false if its folded form is empty, as
// for a lone accent.
func wordAt(text string, start, end int) (word Word, ok bool) {
	term := foldWord(text[start:end])
	if signs := signsAt(text, start, end); signs != "" && term != "" {
		return Word{term + signs, term, start, end + len(signs)}, true
	}
	return Word{Term: term, Start: start, End: end}, term != ""
}

// signsAt returns the signs that belong to the word from start to end: the ++ of C++ and
// g++, the # of C# and F#.
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

// inWord reports whether r belongs to a word. Marks do, because an accent may be a
// separate character. So does a soft hyphen, which is not part of the term.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isLetter(byte(r)) || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || isMark(r))
}

func isMark(r rune) bool { return unicode.IsMark(r) || r == softHyphen }

const softHyphen = '\u00ad'

// foldWord folds one run of letters and digits. Folding the result again does not change
// it.
func foldWord(word string) string {
	ascii, lower := true, true
	for i := range len(word) {
		c := word[i]
		ascii = ascii && c < utf8.RuneSelf
		lower = lower && (c < 'A' || 'Z' < c)
	}
	switch {
	case ascii && lower:
		return word
	case ascii:
		return strings.ToLower(word)
	}
	// Replace compatibility forms (full width, ligatures, superscripts), remove accents
	// and the marks of emoji, then replace letters that Unicode does not decompose, such
	// as ø.
	folded := toLatin(strings.ToLower(unaccented(word)))
	folded = strings.TrimLeftFunc(folded, isMark) // left over from a letter made only of marks
	if folded == word {
		return word
	}
	return foldWord(folded) // one pass may not be enough: İ becomes i and a dot above
}

// unaccented returns word in compatibility form, without accents and the marks of emoji.
func unaccented(word string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if !inWord(r) || r == softHyphen || unicode.In(r, accents, unicode.Variation_Selector, unicode.Me) {
			return -1
		}
		return r
	}, norm.NFKD.String(word)))
}

// accents are the marks on Latin, Greek and Cyrillic letters (Unicode block "Combining
// Diacritical Marks"). The marks of other scripts are vowels and stay.
var accents = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x0300, Hi: 0x036f, Stride: 1}}}
