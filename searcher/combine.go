package searcher

import (
	"fmt"
	"slices"
)

// An allMatcher matches documents that all of must match and none of mustNot match. The
// matchers in near only add to the score.
type allMatcher struct {
	must    []matcher
	mustNot []matcher
	near    []*wordMatcher
}

func (m *allMatcher) at() uint64 { return m.must[0].at() }

func (m *allMatcher) seek(doc uint64) error {
	for {
		for i := 0; i < len(m.must); i++ {
			if err := m.must[i].seek(doc); err != nil {
				return err
			}
			if at := m.must[i].at(); at > doc {
				doc = at
				if i > 0 {
					i = -1 // the earlier matchers must move too
				}
			}
		}
		if doc == noMore {
			return nil
		}
		without, err := m.without(doc)
		if err != nil {
			return err
		}
		if without {
			return m.seekNear(doc)
		}
		doc++
	}
}

func (m *allMatcher) seekNear(doc uint64) error {
	for _, near := range m.near {
		if err := near.seek(doc); err != nil {
			return err
		}
	}
	return nil
}

// without reports whether no matcher in mustNot matches doc.
func (m *allMatcher) without(doc uint64) (bool, error) {
	for _, not := range m.mustNot {
		if err := not.seek(doc); err != nil {
			return false, err
		}
		if not.at() == doc {
			return false, nil
		}
	}
	return true, nil
}

func (m *allMatcher) found() found {
	var f found
	for _, child := range m.must {
		c := child.found()
		f.score += c.score
		f.lacks = max(f.lacks, c.lacks)
		f.partial = f.partial || c.partial
		f.words = f.words || c.words
		f.own = f.own || c.own
		f.under = f.under || c.under
	}
	for _, near := range m.near {
		if near.at() == m.at() {
			f.score += near.found().score * (1 - f.lacks)
		}
	}
	return f
}

func (m *allMatcher) best() float64 { return bestOf(m.must) + bestOf(m.near) }

// bestOf returns the sum of best over all.
func bestOf[M interface{ best() float64 }](all []M) float64 {
	sum := 0.0
	for _, m := range all {
		sum += m.best()
	}
	return sum
}

func (m *allMatcher) explain(parts *[]string) {
	for _, child := range m.must {
		child.explain(parts)
	}
	for _, near := range m.near {
		if near.at() == m.at() {
			near.explain(parts)
		}
	}
}

// An anyMatcher matches documents that any of its children matches.
type anyMatcher []matcher

func (m anyMatcher) at() uint64 {
	at := uint64(noMore)
	for _, child := range m {
		at = min(at, child.at())
	}
	return at
}

func (m anyMatcher) seek(doc uint64) error {
	for _, child := range m {
		if err := child.seek(doc); err != nil {
			return err
		}
	}
	return nil
}

func (m anyMatcher) found() found {
	at := m.at()
	f := found{words: true}
	for _, child := range m {
		if child.at() != at {
			continue
		}
		c := child.found()
		f.score += c.score
		f.own = f.own || c.own
		f.under = f.under || c.under
		f.words = f.words && c.words // if a child matches without words, no word is needed in the document itself
	}
	return f
}

func (m anyMatcher) best() float64 { return bestOf(m) }

func (m anyMatcher) explain(parts *[]string) {
	at := m.at()
	for _, child := range m {
		if child.at() == at {
			child.explain(parts)
		}
	}
}

// A mostMatcher matches documents that have all subjects among the words, and words with
// more than a given part of the total meaning; see enough.
type mostMatcher struct {
	words    []*wordMatcher
	meanings []float64      // of each of words
	subjects []*wordMatcher // those of words that must match
	meaning  float64        // of all words
	missing  float64        // of words that no document has
	pos      uint64
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
		m.pos = noMore
		for _, w := range m.words {
			if err := w.seek(doc); err != nil {
				return err
			}
			m.pos = min(m.pos, w.at())
		}
		if m.pos == noMore {
			return nil
		}
		meaning := 0.0
		for i, w := range m.words {
			switch {
			case w.at() != m.pos:
			case w.isRelated():
				meaning += relatedMeaning * m.meanings[i]
			default:
				meaning += m.meanings[i]
			}
		}
		lacks := func(w *wordMatcher) bool { return w.at() != m.pos }
		if meaning > m.enough() && !slices.ContainsFunc(m.subjects, lacks) {
			return nil
		}
		doc = m.pos + 1
	}
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

// A standing matcher matches what its matcher does, except documents whose words are all
// in the parents and sections. If loose is true, it keeps those with a word in the
// parents, such as a decision below its question, as partial matches.
type standing struct {
	matcher
	loose bool
	here  found // result for the current document, kept because it takes time to compute
}

func (m *standing) seek(doc uint64) error {
	for {
		if err := m.matcher.seek(doc); err != nil {
			return err
		}
		if m.at() == noMore {
			return nil
		}
		m.here = m.matcher.found()
		if m.here.stands() || m.loose && m.here.under {
			return nil
		}
		doc = m.at() + 1
	}
}

func (m *standing) found() found {
	f := m.here
	f.partial = f.partial || !f.stands()
	return f
}
