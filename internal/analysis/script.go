package analysis

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unspaced are the scripts that are written without spaces between words. Hangul has
// spaces, but particles are attached to its words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// firstUnspaced is the first character of any of these scripts.
const firstUnspaced = '\u0e00'

// longVowel makes the vowel before it long, in Hiragana and in Katakana. Unicode assigns it
// to no script.
const longVowel = 'ー'

// Unspaced reports whether a term that Words returned is in a script without spaces. Such
// a word may be a whole sentence.
func Unspaced(term string) bool {
	first, _ := utf8.DecodeRuneInString(term)
	return isUnspaced(first)
}

// isUnspaced reports whether r, or a character that it is folded to, is in a script without
// spaces.
func isUnspaced(r rune) bool {
	switch {
	case r < firstUnspaced:
		return false
	case isPlain(r):
		return true
	case r == longVowel || unicode.In(r, unspaced...):
		return true
	}
	for _, r := range decomposed(r) {
		if r == longVowel || unicode.In(r, unspaced...) {
			return true
		}
	}
	return false
}

// isPlain reports whether r is one of the usual characters of Chinese, Japanese and Korean,
// which fold to themselves. It only saves time.
func isPlain(r rune) bool {
	return '\u4e00' <= r && r <= '\u9fff' || '\uac00' <= r && r <= '\ud7a3' || // Han, Hangul
		'\u3041' <= r && r <= '\u3096' || '\u30a1' <= r && r <= '\u30fa' // Hiragana, Katakana
}

// decomposed returns the compatibility decomposition of r; "" if r has none.
func decomposed(r rune) string {
	return string(norm.NFKD.PropertiesString(string(r)).Decomposition())
}

// firstPart returns the length, in bytes, of the part of run up to the first change between
// scripts with and without spaces, and whether the part is in a script without.
func firstPart(run string) (length int, unspaced bool) {
	known, is := false, false
	for at, r := range run {
		if r < firstUnspaced && known && !is {
			continue
		}
		now, alone := isUnspaced(r), !continues(r)
		switch {
		case !known: // a mark without a letter may come first
			known, is = now || alone, now
		case alone && now != is:
			return at, is
		}
	}
	return len(run), is
}

// firstSyllable returns the length, in bytes, of the first syllable of word: a character
// with the marks and vowels that belong to it.
func firstSyllable(word string) int {
	for at, r := range word {
		if at > 0 && !continues(r) {
			return at
		}
	}
	return len(word)
}

// continues reports whether r belongs to the character before it: an accent, a voiced sound
// mark, a Thai or Lao vowel behind its consonant, or the second letter of a Hangul
// syllable.
func continues(r rune) bool {
	switch {
	case r < firstUnspaced:
		return isMark(r)
	case isPlain(r):
		return false
	case isMark(r):
		return true
	}
	switch r {
	case 'ะ', 'า', 'ำ', 'ๅ', 'ະ', 'າ', 'ຳ':
		return true
	}
	if all := decomposed(r); all != "" { // half width
		r, _ = utf8.DecodeRuneInString(all)
	}
	return isMark(r) || '\u1160' <= r && r <= '\u11ff' // the vowels and last letters of Hangul
}
