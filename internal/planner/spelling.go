package planner

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/query"
	"minutes/schema"
)

// A Spelling is a word that the notes use more often than the word in the query: k8s for
// kubernetes, if they say "Kubernetes (K8s)".
type Spelling struct {
	Word      string // in the query
	Other     string
	Documents int  // number of documents that have Other
	Alone     bool // whether the query is the word and nothing else
}

// maxJoined is the maximum number of documents that are read to find another spelling.
// Reading them takes less than 0.05 ms.
const maxJoined = 50

// FindSpelling returns the Spelling for the only word in all, which was parsed from text. It
// returns nil if there is not exactly one plain word, or if no word that the notes join
// with it in parentheses is in more documents.
func FindSpelling(r engine.Dictionary, all query.And, text string) (*Spelling, error) {
	var word query.Words
	for _, n := range all {
		if w, ok := n.(query.Words); ok && w.IsPlain() && word.Tokens == nil {
			word = w
		} else if query.Scored(n) {
			return nil, nil
		}
	}
	if len(word.Tokens) != 1 || word.Prefix {
		return nil, nil
	}
	term := word.Tokens[0].Term
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
		if slices.ContainsFunc(word.Synonyms, func(also []string) bool { return len(also) == 1 && also[0] == other }) {
			continue // the query already finds it
		}
		n, err := r.Count(schema.Text, other)
		if err != nil {
			return nil, err
		}
		if n > most {
			most = n
			s = &Spelling{Word: word.Tokens[0].Typed, Other: other, Documents: n, Alone: strings.TrimSpace(text) == word.Tokens[0].Typed}
		}
	}
	return s, nil
}

// joinedWith returns the words that are a short form or the long form of term, and that
// the notes join with it in parentheses, before or after it. It reads only the first
// documents that have term.
func joinedWith(r engine.Dictionary, term string) ([]string, error) {
	var others []string
	err := r.Texts(term, maxJoined, func(text []byte) {
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
	return others, err
}

// joinedWords yields each pair of words in text of the form: before (inner).
func joinedWords(text []byte) func(yield func(before, inner string) bool) {
	return func(yield func(before, inner string) bool) {
		for {
			open := bytes.Index(text, []byte(" ("))
			if open < 0 {
				return
			}
			head, tail := text[:open], text[open+len(" ("):]
			start := bytes.LastIndexFunc(head, func(r rune) bool { return !analysis.IsAlphanumeric(r) })
			if start >= 0 {
				_, size := utf8.DecodeRune(head[start:])
				start += size - 1
			}
			end := bytes.IndexFunc(tail, func(r rune) bool { return !analysis.IsAlphanumeric(r) })
			if start+1 < open && end > 1 && tail[end] == ')' {
				if !yield(string(head[start+1:]), string(tail[:end])) {
					return
				}
			}
			text = tail
		}
	}
}

// isShort reports whether short is a short form of long. It may be its beginning, such as
// config. It may have the first letter, the number of letters left out, and the last
// letter, such as k8s. Or it may have the first letter, the last, and some between, such
// as mgr.
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
