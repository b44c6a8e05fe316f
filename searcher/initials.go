package searcher

import (
	"slices"
	"strings"

	"minutes/schema"
)

// Words that are typed one after the other may be an abbreviation in the notes: SSO for
// single sign-on. Two letters stand for too much.
const (
	minInitials  = 3
	mostInitials = 5
	maxLooked    = 10 // documents that are looked at for the letters in capitals
)

// addInitials gives the plain words that run begins with their initials as a short form, if
// the notes have those in capitals.
func (e *expander) addInitials(run []node) {
	short := ""
	for i, n := range run {
		w, ok := n.(words)
		if !ok || !w.plain() || w.prefix {
			return
		}
		for _, t := range w.terms {
			if t.term[0] < 'a' || t.term[0] > 'z' {
				return
			}
			short += t.term[:1]
		}
		if len(short) > mostInitials {
			return
		}
		if len(short) < minInitials || functionWords[short] || !e.inCapitals(short) {
			continue
		}
		for j := range run[:i+1] {
			w := run[j].(words)
			w.short = append(slices.Clip(w.short), []string{short})
			run[j] = w
		}
	}
}

// inCapitals says whether the first texts that have term have it in capitals. Where they
// cannot be read, which the search itself will say, they have not.
func (e *expander) inCapitals(term string) bool {
	p, err := openPostings(e.reader, schema.Text, form{term, 1}, false)
	for range maxLooked {
		if err != nil || p.at() == noMore {
			return false
		}
		written := false
		err = e.reader.Text(p.at(), func(text []byte) {
			for _, word := range strings.FieldsFunc(string(text), func(r rune) bool { return !isWordRune(r) }) {
				written = written || word == strings.ToUpper(term)
			}
		})
		if written {
			return err == nil
		}
		if err == nil {
			err = p.seek(p.at() + 1)
		}
	}
	return false
}
