package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"minutes/internal/analysis"
)

// A word is a piece of text between spaces. In scripts without spaces, it is a syllable,
// with the punctuation after it.
type word struct {
	pieces []piece
	width  int  // in columns
	joined bool // whether it follows the word before it without a space
}

// after returns the columns that w takes after another word.
func (w word) after() int {
	if w.joined {
		return w.width
	}
	return w.width + 1
}

func newWord(pieces ...piece) word {
	w := word{pieces: pieces}
	for _, p := range pieces {
		w.width += runewidth.StringWidth(p.text)
	}
	return w
}

// isMatched reports whether w has a word of the query.
func (w word) isMatched() bool {
	for _, p := range w.pieces {
		if p.style == matched {
			return true
		}
	}
	return false
}

// splitWords returns the words of text in the style base, with spans as matched words.
func splitWords(text string, spans [][2]int, base style) []word {
	var words []word
	breaks := syllables(text)
	for start, joined := 0, false; start < len(text); {
		if r, size := utf8.DecodeRuneInString(text[start:]); unicode.IsSpace(r) {
			start += size
			joined = false
			continue
		}
		end := len(text)
		if i := strings.IndexFunc(text[start:], unicode.IsSpace); i >= 0 {
			end = start + i
		}
		for len(breaks) > 0 && breaks[0] <= start {
			breaks = breaks[1:]
		}
		if len(breaks) > 0 {
			end = min(end, breaks[0])
		}
		for len(spans) > 0 && spans[0][1] <= start {
			spans = spans[1:]
		}
		w := newWord(pieces(text[start:end], start, within(spans, end), base)...)
		w.joined = joined
		words = append(words, w)
		start, joined = end, true
	}
	return words
}

// syllables returns where text can be divided, besides at spaces: before each syllable of a
// script without spaces, and before a word that follows one.
func syllables(text string) []int {
	var all []int
	before := false
	for token := range analysis.Tokens(text) {
		here := analysis.Unspaced(token.Term)
		if here || before {
			all = append(all, token.Start)
		}
		before = here
	}
	return all
}

// within returns the first of spans, up to the last that begins before end.
func within(spans [][2]int, end int) [][2]int {
	n := 0
	for n < len(spans) && spans[n][0] < end {
		n++
	}
	return spans[:n]
}

const ellipsis = "…"

// cut shortens words to about the given number of columns. It keeps words that match, as
// many as fit into half of that, and the words around them. If none match, it keeps the
// beginning. … replaces what it leaves out.
func cut(words []word, columns int, base style) []word {
	if width(words) <= columns {
		return words
	}
	keep := make([]bool, len(words))
	used := 0
	take := func(i, columns int) bool {
		if i < 0 || i >= len(words) || keep[i] || used > 0 && used+words[i].after() > columns {
			return false
		}
		keep[i] = true
		used += words[i].after()
		return true
	}
	for i, w := range words {
		if w.isMatched() {
			take(i, columns/2)
		}
	}
	if used == 0 {
		take(0, columns)
	}
	for grown := true; grown; {
		grown = false
		for i := 0; i < len(words); i++ {
			if !keep[i] {
				continue
			}
			grown = take(i-1, columns) || grown
			for i+1 < len(words) && keep[i+1] {
				i++
			}
			if take(i+1, columns) {
				grown = true
				i++ // this run of words has grown enough in this pass
			}
		}
	}
	var kept []word
	for i, w := range words {
		switch {
		case keep[i] && w.width > columns:
			var text strings.Builder
			for _, p := range w.pieces {
				text.WriteString(p.text)
			}
			short := newWord(piece{runewidth.Truncate(text.String(), columns, ellipsis), base})
			short.joined = w.joined
			kept = append(kept, short)
		case keep[i]:
			kept = append(kept, w)
		case i == 0 || keep[i-1]:
			left := newWord(piece{ellipsis, base})
			left.joined = w.joined
			kept = append(kept, left)
		}
	}
	return kept
}

// width returns the width of words on one line, in columns.
func width(words []word) int {
	sum := 0
	for _, w := range words {
		sum += w.after()
	}
	if len(words) > 0 {
		sum -= words[0].after() - words[0].width
	}
	return sum
}

// wrap splits words into lines of at most columns columns. The first line is shorter by
// less columns. A word that is wider has its own line.
func wrap(words []word, columns, less int) [][]word {
	var lines [][]word
	start, used := 0, 0
	room := columns - less
	for i, w := range words {
		if i > start && used+w.after() > room {
			lines = append(lines, words[start:i])
			start, used, room = i, 0, columns
		}
		if i > start {
			used += w.after()
		} else {
			used = w.width
		}
	}
	return append(lines, words[start:])
}

// line returns words as printed. Adjacent pieces in one style are painted together.
func (s screen) line(words []word) string {
	var all []piece
	for i, w := range words {
		for j, p := range w.pieces {
			blank := i > 0 && j == 0 && !w.joined
			last := len(all) - 1
			switch {
			case last >= 0 && all[last].style == p.style && blank:
				all[last].text += " " + p.text
			case last >= 0 && all[last].style == p.style && w.joined:
				all[last].text += p.text
			case blank:
				all = append(all, piece{" ", plain}, p)
			default:
				all = append(all, p)
			}
		}
	}
	var b strings.Builder
	for _, p := range all {
		b.WriteString(s.paint(p.text, p.style))
	}
	return b.String()
}
