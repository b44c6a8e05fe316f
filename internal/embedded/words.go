package embedded

import (
	"fmt"
	"slices"
	"strings"

	"minutes/internal/plan"
	"minutes/schema"
)

// A scorer is a list of the documents that match a node, with the parts of their scores.
type scorer interface {
	list
	// found returns how the current document matches.
	found() found
	// best returns an upper limit for the scores of documents.
	best() float64
	// explain appends the parts of the current document's score to parts.
	explain(parts *[]string)
}

// found describes how a document matches.
type found struct {
	score   float64
	lacks   float64 // the part of the query's meaning that is missing
	partial bool    // whether it lacks words
	words   bool    // whether words make it match
	own     bool    // whether a word is in its own text, team or lead
	under   bool    // whether a word is in its parents
}

// isAnswer reports whether the document is an answer. It is not if all its words are in the
// parents and sections.
func (f found) isAnswer() bool { return f.own || !f.words }

// A wordScorer matches words of a query.
type wordScorer struct {
	shown   string  // the words as typed, for explanations
	weight  float64 // 0 if the words only filter
	sources []source
	pos     uint64
}

// A source is a field in which to look for words.
type source struct {
	field string
	boost float64
	terms []sourceTerms // one per alternative
}

type sourceTerms struct {
	termList
	loose plan.Looseness
}

// A termList is a union or a phrase.
type termList interface {
	list
	count() int
	occurrences() (n, length float64)
	// terms returns the terms that were found in the current document.
	terms() []string
}

func (m *wordScorer) at() uint64 { return m.pos }

func (m *wordScorer) seek(doc uint64) error {
	m.pos = noMore
	for i := range m.sources {
		terms := m.sources[i].terms
		for j := range terms {
			if err := terms[j].seek(doc); err != nil {
				return err
			}
			m.pos = min(m.pos, terms[j].at())
		}
	}
	return nil
}

// each calls visit for everything that matches in the current document; n is its number
// of occurrences, with boost and length.
func (m *wordScorer) each(visit func(s *source, t *sourceTerms, n float64)) {
	for i := range m.sources {
		s := &m.sources[i]
		for j := range s.terms {
			t := &s.terms[j]
			if t.at() != m.pos {
				continue
			}
			n, length := t.occurrences()
			if s.field == schema.Text {
				n *= plan.PerLength(length)
			}
			visit(s, t, n*s.boost)
		}
	}
}

func (m *wordScorer) found() found {
	if m.weight == 0 {
		return found{}
	}
	f := found{words: true, partial: true}
	sum := 0.0
	m.each(func(s *source, t *sourceTerms, n float64) {
		sum += n
		f.partial = f.partial && t.loose != ""
		f.own = f.own || slices.Contains(plan.OwnFields, s.field)
		f.under = f.under || s.field == schema.Parents
	})
	f.score = m.weight * plan.Saturated(sum)
	return f
}

func (m *wordScorer) best() float64 { return m.weight }

func (m *wordScorer) explain(parts *[]string) {
	if m.weight == 0 {
		return
	}
	var where []string
	m.each(func(s *source, t *sourceTerms, _ float64) {
		at := fmt.Sprintf("%s %q", strings.TrimSuffix(s.field, "_words"), strings.Join(t.terms(), " "))
		if t.loose != "" {
			at += fmt.Sprintf(" (%s)", t.loose)
		}
		where = append(where, at)
	})
	*parts = append(*parts, fmt.Sprintf("%s: %.2f of %.2f, for %s", m.shown, m.found().score, m.weight, strings.Join(where, ", ")))
}

// isRelated reports whether only related words match in the current document.
func (m *wordScorer) isRelated() bool {
	for _, s := range m.sources {
		for _, t := range s.terms {
			if t.at() == m.pos && t.loose != plan.Related {
				return false
			}
		}
	}
	return true
}
