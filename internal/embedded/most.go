package embedded

import (
	"cmp"
	"fmt"
	"slices"

	"minutes/internal/plan"
)

// A mostScorer matches documents that have all subjects among the words, and words with
// more than a given part of the total meaning.
type mostScorer struct {
	words    []*wordScorer
	meanings []float64     // of each of words
	subjects []*wordScorer // those of words that must match
	meaning  float64       // of all words
	enough   float64       // meaning that the words in a match exceed
	pos      uint64

	essentials []*wordScorer // see essential
}

// newMost returns the scorer for m, whose words are open.
func newMost(m *plan.Most, words []*wordScorer) *mostScorer {
	most := &mostScorer{words: words}
	missing := 0.0
	for i, w := range words {
		meaning := m.Words[i].Meaning * w.weight
		most.meanings = append(most.meanings, meaning)
		most.meaning += meaning
		if m.Words[i].IsMissing(w.at() == noMore) {
			missing += meaning
		}
		if m.Words[i].Subject {
			most.subjects = append(most.subjects, w)
		}
	}
	most.enough = m.Enough(most.meanings, missing)
	return most
}

func (m *mostScorer) at() uint64 { return m.pos }

func (m *mostScorer) seek(doc uint64) error {
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
				meaning += plan.RelatedMeaning * m.meanings[i]
			default:
				meaning += m.meanings[i]
			}
		}
		if meaning > m.enough {
			return nil
		}
		doc = m.pos + 1
	}
}

// candidate returns the first document from doc on that has all subjects. If there are no
// subjects, it returns the first that has one of the essential words.
func (m *mostScorer) candidate(doc uint64) (uint64, error) {
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
func (m *mostScorer) essential() []*wordScorer {
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
		if others += m.meanings[i]; others > m.enough {
			m.essentials = append(m.essentials, m.words[i])
		}
	}
	return m.essentials
}

func (m *mostScorer) found() found {
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
		f.score = plan.Lowered(f.score, f.lacks)
	}
	return f
}

func (m *mostScorer) best() float64 { return bestOf(m.words) }

func (m *mostScorer) explain(parts *[]string) {
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
