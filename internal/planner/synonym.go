package planner

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/query"
)

// otherNames returns typed with each name in it replaced by each other name on its line.
// If prefix is true, the last term of typed is never replaced.
func otherNames(lines [][][]string, typed []string, prefix bool) [][]string {
	var others [][]string
	for _, line := range lines {
		for _, name := range line {
			for i := 0; i+len(name) <= len(typed); i++ {
				end := i + len(name)
				if !sameWords(typed[i:end], name) || prefix && end == len(typed) {
					continue
				}
				for _, other := range line {
					if !slices.Equal(other, name) {
						others = append(others, slices.Concat(typed[:i], other, typed[end:]))
					}
				}
			}
		}
	}
	return others
}

// runLength returns how many plain words at the beginning of run make up name, or 0 if
// they do not.
func runLength(run []query.Node, name []string) int {
	var typed []string
	for i, n := range run {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() || w.Prefix {
			return 0
		}
		typed = append(typed, query.Terms(w.Tokens)...)
		if len(typed) >= len(name) {
			if sameWords(typed, name) {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// sameWords reports whether typed are the words of name, or inflections of them.
func sameWords(typed, name []string) bool {
	return slices.EqualFunc(typed, name, func(a, b string) bool {
		return a == b || len(a) > 1 && len(b) > 1 && a[:2] == b[:2] && analysis.Inflected(a, b)
	})
}
