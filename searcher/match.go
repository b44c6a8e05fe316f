package searcher

import (
	"fmt"
	"slices"
	"strings"

	"minutes/schema"
)

// A matcher is the documents that match a node.
type matcher interface {
	list
	// found tells how the document at hand matches.
	found() found
	// best returns what no document's score exceeds.
	best() float64
	// explain adds the parts of the score of the document at hand.
	explain(parts *[]string)
}

// found is how a document matches.
type found struct {
	score   float64
	partial bool // whether it lacks words
	words   bool // whether it matches by words at all
	own     bool // whether one of them stands in its own text, team or lead
	under   bool // whether one stands in what it stands under
}

// stands says whether a document so found is an answer: the family alone makes
// none.
func (f found) stands() bool { return f.own || !f.words }

// A wordMatcher matches words of a query.
type wordMatcher struct {
	shown   string  // the words, for people
	weight  float64 // 0 for words that only filter
	sources []source
	pos     uint64
}

// A source is a field that words are looked for in.
type source struct {
	field string
	boost float64
	terms []sourceTerms // for each thing that the words stand for
}

type sourceTerms struct {
	termList
	short bool // whether they are but a short form of the words
}

// A termList is a union or a phrase.
type termList interface {
	list
	count() int
	occurrences() (n, length float64)
	// terms returns what stands there of the terms looked for.
	terms() []string
}

func (m *wordMatcher) at() uint64 { return m.pos }

func (m *wordMatcher) seek(doc uint64) error {
	m.pos = noMore
	for _, s := range m.sources {
		for _, t := range s.terms {
			if err := t.seek(doc); err != nil {
				return err
			}
			m.pos = min(m.pos, t.at())
		}
	}
	return nil
}

// each calls visit with what stands in the document at hand.
func (m *wordMatcher) each(visit func(s source, t sourceTerms, n float64)) {
	for _, s := range m.sources {
		for _, t := range s.terms {
			if t.at() != m.pos {
				continue
			}
			n, length := t.occurrences()
			if s.field == schema.Text {
				n *= perLength(length)
			}
			visit(s, t, n*s.boost)
		}
	}
}

func (m *wordMatcher) found() found {
	if m.weight == 0 {
		return found{}
	}
	f := found{words: true, partial: true}
	sum := 0.0
	m.each(func(s source, t sourceTerms, n float64) {
		sum += n
		f.partial = f.partial && t.short
		f.own = f.own || slices.Contains(ownFields, s.field)
		f.under = f.under || s.field == schema.Parents
	})
	f.score = m.weight * saturated(sum)
	return f
}

func (m *wordMatcher) best() float64 { return m.weight }

func (m *wordMatcher) explain(parts *[]string) {
	if m.weight == 0 {
		return
	}
	var where []string
	m.each(func(s source, t sourceTerms, _ float64) {
		where = append(where, fmt.Sprintf("%s %q", strings.TrimSuffix(s.field, "_words"), strings.Join(t.terms(), " ")))
	})
	*parts = append(*parts, fmt.Sprintf("%s: %.2f of %.2f, for %s", m.shown, m.found().score, m.weight, strings.Join(where, ", ")))
}
