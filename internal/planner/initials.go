package planner

import (
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/query"
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
func (e *expander) addInitials(run []query.Node) {
	short := ""
	for i, n := range run {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() || w.Prefix {
			return
		}
		for _, t := range w.Tokens {
			if t.Term[0] < 'a' || t.Term[0] > 'z' || e.languages.isFunctionWord(t.Term) {
				return
			}
			short += t.Term[:1]
		}
		if len(short) > mostInitials {
			return
		}
		if len(short) < minInitials || e.languages.isFunctionWord(short) || !e.inCapitals(short) {
			continue
		}
		for j := range run[:i+1] {
			w := run[j].(query.Words)
			w.ShortForms = append(slices.Clip(w.ShortForms), []string{short})
			run[j] = w
		}
	}
}

// inCapitals reports whether one of the first texts that have term has it in capitals. If
// a text cannot be read, it returns false; the search itself returns the error.
func (e *expander) inCapitals(term string) bool {
	written := false
	err := e.dictionary.Texts(term, maxLooked, func(text []byte) {
		for _, word := range strings.FieldsFunc(string(text), func(r rune) bool { return !analysis.IsAlphanumeric(r) }) {
			written = written || word == strings.ToUpper(term)
		}
	})
	return written && err == nil
}
