package searcher

import (
	"slices"
	"strings"
)

// The notes may abbreviate adjacent words of a query: SSO for single sign-on. Two letters
// would have too many meanings.
const (
	minInitials  = 3
	mostInitials = 5
	maxLooked    = 10 // documents in which to look for the letters in capitals
)

// addInitials adds the initials of the plain words at the beginning of run to these words
// as a short form, if the notes have the initials in capitals. Function words end the run:
// "phase out cranes" is not a proof of concept.
func (e *expander) addInitials(run []node) {
	short := ""
	for i, n := range run {
		w, ok := n.(words)
		if !ok || !w.plain() || w.prefix {
			return
		}
		for _, t := range w.terms {
			if t.term[0] < 'a' || t.term[0] > 'z' || e.isFunctionWord(t.term) {
				return
			}
			short += t.term[:1]
		}
		if len(short) > mostInitials {
			return
		}
		if len(short) < minInitials || e.isFunctionWord(short) || !e.inCapitals(short) {
			continue
		}
		for j := range run[:i+1] {
			w := run[j].(words)
			w.short = append(slices.Clip(w.short), []string{short})
			run[j] = w
		}
	}
}

// inCapitals reports whether one of the first texts that have term has it in capitals. If
// a text cannot be read, it returns false; the search itself returns the error.
func (e *expander) inCapitals(term string) bool {
	written := false
	err := e.reader.Texts(term, maxLooked, func(text []byte) {
		for _, word := range strings.FieldsFunc(string(text), func(r rune) bool { return !isWordRune(r) }) {
			written = written || word == strings.ToUpper(term)
		}
	})
	return written && err == nil
}
