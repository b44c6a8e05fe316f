package analysis

import (
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is a term that an index has for a text.
type Token struct {
	Term       string
	Position   int // among the words of the text, from 1
	Start, End int // start and end in the text, in bytes
}

// Tokens yields the tokens of text, in the order of their positions.
//
// A word in a script with spaces is one token. A word with signs, such as C++, has a second
// one without them, at the same position. A word in another script has a position for each
// of its syllables, with two tokens: the syllable with the next one, and the syllable
// alone. So its parts can be found (会议 in 会议记录), and a longer part is a phrase of
// pairs. Lucene and Bleve do the same for Chinese, Japanese and Korean.
//
// Positions of words on different lines are not adjacent.
func Tokens(text string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		position, last := 0, 0
		parts(text, func(start, end int, unspaced bool) bool {
			next := position + 1
			if strings.IndexByte(text[last:start], '\n') >= 0 {
				next++
			}
			if unspaced {
				all := syllables(text, start, end, next)
				for i, s := range all {
					position, last = s.Position, end
					if i+1 < len(all) && !yield(Token{s.Term + all[i+1].Term, s.Position, s.Start, all[i+1].End}) || !yield(s) {
						return false
					}
				}
				return true
			}
			word, ok := wordAt(text, start, end)
			if !ok {
				return true
			}
			position, last = next, word.End
			return yield(Token{word.Term, position, word.Start, word.End}) &&
				(word.Bare == "" || yield(Token{word.Bare, position, word.Start, word.End}))
		})
	}
}

// syllables returns the syllables of the word from start to end. The first one has the
// given position.
func syllables(text string, start, end, position int) []Token {
	var all []Token
	for start < end {
		next := start + firstSyllable(text[start:end])
		folded := foldSyllable(text[start:next]) // none if it is a lone mark, two for the Lao ໜ
		for folded != "" {
			length := firstSyllable(folded)
			all = append(all, Token{folded[:length], position + len(all), start, next})
			folded = folded[length:]
		}
		start = next
	}
	return all
}

// foldSyllable folds a syllable of a script without spaces.
func foldSyllable(s string) string {
	if r, size := utf8.DecodeRuneInString(s); size == len(s) && (isPlain(r) || norm.NFKC.IsNormalString(s)) {
		return s
	}
	return foldWord(s)
}

// Split returns the terms of the words of text, as Words yields them.
func Split(text string) []string {
	var terms []string
	for word := range Words(text) {
		terms = append(terms, word.Term)
	}
	return terms
}

// Parts returns the terms to look for, side by side, to find a term that Words returned. If
// more follows it in a phrase, that is next to the last of them.
func Parts(term string, more bool) []string {
	if !Unspaced(term) {
		return []string{term}
	}
	var parts []string
	rest := term
	for {
		first := firstSyllable(rest)
		if first == len(rest) {
			break
		}
		second := firstSyllable(rest[first:])
		parts = append(parts, rest[:first+second])
		rest = rest[first:]
	}
	if more || len(parts) == 0 {
		parts = append(parts, rest)
	}
	return parts
}
