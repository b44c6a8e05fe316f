package assistant

import (
	"encoding/json"
	"sort"
	"unicode/utf8"
)

// Sizes in bytes of JSON: of an answer, of a text in a list, and of a short value such as
// a name.
const (
	maxAnswer = 8 << 10
	maxText   = 1000
	maxLong   = 5000 // of a text when a meeting is read
	maxName   = 120
	maxNames  = 8 // number of names in a list
)

// cut returns text, shortened so that its JSON has at most about size bytes.
func cut(text string, size int) string {
	if sizeOf(text) <= size {
		return text
	}
	n := sort.Search(len(text), func(n int) bool { return sizeOf(text[:n]) > size }) - 1
	for n = max(n, 0); n > 0 && !utf8.RuneStart(text[n]); n-- {
	}
	return text[:n] + "…"
}

// cutAll returns the first names, each shortened.
func cutAll(names []string) []string {
	var all []string
	for _, name := range names[:min(len(names), maxNames)] {
		all = append(all, cut(name, maxName))
	}
	return all
}

// fit returns as many elements of list as there is room for beside an answer without
// them, at least one.
func fit[T any](list []T, answer any) []T {
	room := maxAnswer - sizeOf(answer)
	for i, e := range list {
		if room -= sizeOf(e) + 1; room < 0 && i > 0 {
			return list[:i]
		}
	}
	return list
}

// sizeOf returns the size of value as JSON.
func sizeOf(value any) int {
	text, err := json.Marshal(value)
	if err != nil {
		return maxAnswer
	}
	return len(text)
}
