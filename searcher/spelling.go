package searcher

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Spelling is what the notes call a word of the query more often than by that word:
// k8s for kubernetes, where they say "Kubernetes (K8s)".
type Spelling struct {
	Word      string // of the query
	Other     string
	Documents int  // that have Other
	Alone     bool // whether the query is the word and nothing else
}

// maxJoined is how many documents are looked at for another spelling: those take less than
// a twentieth of a millisecond.
const maxJoined = 50

// spelling returns the spelling of the only word of all, where it is plain and notes join
// it, in parentheses, with one that more documents have; else nil. The text of the query
// has been read to all.
func spelling(r *indexReader, all and, text string) (*Spelling, error) {
	var word words
	for _, n := range all {
		if w, ok := n.(words); ok && w.plain() && word.terms == nil {
			word = w
		} else if scored(n) {
			return nil, nil
		}
	}
	if len(word.terms) != 1 || word.prefix {
		return nil, nil
	}
	term := word.terms[0].term
	others, err := joinedWith(r, term)
	if err != nil || len(others) == 0 {
		return nil, err
	}
	most, err := r.Count(schema.Text, term)
	if err != nil {
		return nil, err
	}
	var s *Spelling
	for _, other := range others {
		if slices.ContainsFunc(word.also, func(also []string) bool { return len(also) == 1 && also[0] == other }) {
			continue // which is searched for as well
		}
		n, err := r.Count(schema.Text, other)
		if err != nil {
			return nil, err
		}
		if n > most {
			most = n
			s = &Spelling{Word: word.terms[0].typed, Other: other, Documents: n, Alone: strings.TrimSpace(text) == word.terms[0].typed}
		}
	}
	return s, nil
}

// joinedWith returns the words that are a short form of term, or what it is short for,
// and stand before it or behind it in parentheses, in one of the first documents that have
// it.
func joinedWith(r *indexReader, term string) ([]string, error) {
	p, err := openPostings(r, schema.Text, form{term, 1}, false)
	if err != nil {
		return nil, err
	}
	var others []string
	for range maxJoined {
		if p.at() == noMore {
			break
		}
		err := r.Text(p.at(), func(text []byte) {
			for before, inner := range joinedWords(text) {
				other := inner
				switch {
				case strings.EqualFold(inner, term):
					other = before
				case !strings.EqualFold(before, term):
					continue
				}
				other = analysis.Fold(other)
				if !slices.Contains(others, other) && (isShort(other, term) || isShort(term, other)) {
					others = append(others, other)
				}
			}
		})
		if err != nil {
			return nil, err
		}
		if err := p.seek(p.at() + 1); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// joinedWords yields each two words of text that stand as: before (inner).
func joinedWords(text []byte) func(yield func(before, inner string) bool) {
	return func(yield func(before, inner string) bool) {
		for {
			open := bytes.Index(text, []byte(" ("))
			if open < 0 {
				return
			}
			head, tail := text[:open], text[open+len(" ("):]
			start := bytes.LastIndexFunc(head, func(r rune) bool { return !isWordRune(r) })
			if start >= 0 {
				_, size := utf8.DecodeRune(head[start:])
				start += size - 1
			}
			end := bytes.IndexFunc(tail, func(r rune) bool { return !isWordRune(r) })
			if start+1 < open && end > 1 && tail[end] == ')' {
				if !yield(string(head[start+1:]), string(tail[:end])) {
					return
				}
			}
			text = tail
		}
	}
}

// isShort says whether short is a short form of long: k8s, where the number is of the
// letters left out; config, which is its beginning; or mgr, which has its first letter, its
// last, and some between.
func isShort(short, long string) bool {
	if len(short) < 2 || len(short) >= len(long) || short[0] != long[0] || analysis.Inflected(short, long) {
		return false
	}
	last := len(short) - 1
	if strings.HasPrefix(long, short) {
		return true
	}
	if short[last] != long[len(long)-1] {
		return false
	}
	if number, err := strconv.Atoi(short[1:last]); err == nil {
		return number == len(long)-2
	}
	left := long[:len(long)-1]
	for _, letter := range short[:last] {
		_, after, ok := strings.Cut(left, string(letter))
		if !ok {
			return false
		}
		left = after
	}
	return true
}
