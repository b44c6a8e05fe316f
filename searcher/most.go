package searcher

import (
	"cmp"
	"fmt"
	"slices"
)

// A mostMatcher matches documents that have all subjects among the words, and words with
// more than a given part of the total meaning; see enough.
type mostMatcher struct {
	words    []*wordMatcher
	meanings []float64      // of each of words
	subjects []*wordMatcher // those of words that must match
	meaning  float64        // of all words
	missing  float64        // of words that no document has
	pos      uint64

	essentials []*wordMatcher // see essential
}

// The part of the total meaning that the words in a partial match must exceed: half for up
// to four words. Notes answer a long question in other words, so for more words it is
// longMeaning by their number, down to leastMeaning. That is also enough beside a subject.
// On 30 questions in plain English, 23 have an answer in the first five documents; with
// half of the meaning for all, 20 have.
const (
	mostMeaning  = 0.5
	longMeaning  = 2
	leastMeaning = 0.25

	relatedMeaning = 0.5 // the part of a word's meaning that a related word has for this
)

// add adds w with its meaning. subject says whether it is a subject.
func (m *mostMatcher) add(w *wordMatcher, meaning float64, subject bool) {
	m.words, m.meanings = append(m.words, w), append(m.meanings, meaning)
	m.meaning += meaning
	if w.at() == noMore {
		m.missing += meaning
	}
	if subject {
		m.subjects = append(m.subjects, w)
	}
}

// enough returns the meaning that words in a document must exceed.
func (m *mostMatcher) enough() float64 {
	if len(m.words) == 1 {
		return 0
	}
	if len(m.subjects) > 0 {
		return leastMeaning * (m.meaning - m.missing)
	}
	return max(leastMeaning, min(mostMeaning, longMeaning/float64(len(m.words)))) * m.meaning
}

func (m *mostMatcher) at() uint64 { return m.pos }

func (m *mostMatcher) seek(doc uint64) error {
	for {
		var err error
		if m.pos, err = m.candidate(doc); err != nil || m.pos == noMore {
			return err
		}
		meaning := 0.0
		for i, w := range m.words {
			if err := w.seek(m.pos); err != nil {
				return err
			}
			switch {
			case w.at() != m.pos:
			case w.isRelated():
				meaning += relatedMeaning * m.meanings[i]
			default:
				meaning += m.meanings[i]
			}
		}
		if meaning > m.enough() {
			return nil
		}
		doc = m.pos + 1
	}
}

// candidate returns the first document from doc on that has all subjects. If there are no
// subjects, it returns the first that has one of the essential words.
func (m *mostMatcher) candidate(doc uint64) (uint64, error) {
	if len(m.subjects) == 0 {
		first := uint64(noMore)
		for _, w := range m.essential() {
			if err := w.seek(doc); err != nil {
				return 0, err
			}
			first = min(first, w.at())
		}
		return first, nil
	}
	for i := 0; i < len(m.subjects); i++ {
		if err := m.subjects[i].seek(doc); err != nil {
			return 0, err
		}
		if at := m.subjects[i].at(); at > doc {
			doc, i = at, -1 // the earlier ones must move too
		}
		if doc == noMore {
			break
		}
	}
	return doc, nil
}

// essential returns the words of which a match has at least one. All others together do not
// have enough meaning, as in MaxScore (Turtle and Flood, "Query Evaluation: Strategies and
// Optimizations", 1995). They are often function words, which most documents have.
func (m *mostMatcher) essential() []*wordMatcher {
	if m.essentials != nil {
		return m.essentials
	}
	order := make([]int, len(m.words))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(m.meanings[a], m.meanings[b]) })
	others := 0.0
	for _, i := range order {
		if others += m.meanings[i]; others > m.enough() {
			m.essentials = append(m.essentials, m.words[i])
		}
	}
	return m.essentials
}

func (m *mostMatcher) found() found {
	f := found{words: true}
	meaning := 0.0
	for i, w := range m.words {
		if w.at() != m.pos {
			f.partial = true
			continue
		}
		meaning += m.meanings[i]
		c := w.found()
		f.score += c.score
		f.partial = f.partial || c.partial
		f.own = f.own || c.own
		f.under = f.under || c.under
	}
	if m.meaning > 0 {
		f.lacks = 1 - meaning/m.meaning
		f.score = f.scaled(f.score)
	}
	return f
}

func (m *mostMatcher) best() float64 { return bestOf(m.words) }

func (m *mostMatcher) explain(parts *[]string) {
	for _, w := range m.words {
		if w.at() != m.pos {
			*parts = append(*parts, fmt.Sprintf("%s: 0, not found", w.shown))
			continue
		}
		w.explain(parts)
		if slices.Contains(m.subjects, w) {
			(*parts)[len(*parts)-1] += "; a subject of the query, without which nothing matches"
		}
	}
}
