package planner

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/plan"
)

// known reports whether any document has term, or an inflection of it, in the fields in
// which plain words are looked for.
func (p *planner) known(term string) (bool, error) {
	for _, field := range slices.Concat(plan.OwnFields, plan.FamilyFields) {
		if analysis.Unspaced(term) {
			if found, err := p.hasParts(field, term); found || err != nil {
				return found, err
			}
			continue
		}
		forms, err := p.inflections(field, plan.Form{Term: term, Weight: 1})
		if err != nil {
			return false, err
		}
		for _, f := range forms {
			if found, err := p.dictionary.Has(field, f.Term, f.Langs); found || err != nil {
				return found, err
			}
		}
	}
	return false, nil
}

// knownAll reports whether p.known is true for all terms.
func (p *planner) knownAll(terms []string) (bool, error) {
	for _, term := range terms {
		if known, err := p.known(term); !known || err != nil {
			return false, err
		}
	}
	return true, nil
}

// hasParts reports whether any document has the parts of term side by side in field.
func (p *planner) hasParts(field, term string) (bool, error) {
	found, err := p.dictionary.Find(sideBySide(field, analysis.Parts(term, false)), 1)
	return found > 0, err
}

// sideBySide returns the plan for the documents that have terms side by side in field.
func sideBySide(field string, terms []string) plan.Node {
	var slots [][]plan.Form
	for _, term := range terms {
		slots = append(slots, []plan.Form{{Term: term, Weight: 1}})
	}
	return &plan.Words{Sources: []plan.Source{{Field: field, Alternatives: []plan.Alternative{{Slots: slots}}}}}
}

// nearest returns the word in the documents that is nearest to term, or "" if none is
// within reach. Words are compared by edits (two swapped letters are one edit), then by
// number of documents, because a rare word may be a typing error itself, then by length.
func (p *planner) nearest(term string) (string, error) {
	if reach(term) == 0 {
		return "", nil
	}
	type candidate struct {
		term             string
		edits, documents int
	}
	near := map[string]candidate{} // without term itself
	for _, field := range plan.OwnFields {
		err := p.dictionary.Near(field, term, reach(term), func(found string, edits, documents int) error {
			if found != term {
				near[found] = candidate{found, edits, near[found].documents + documents}
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	length := utf8.RuneCountInString(term)
	off := func(c candidate) int {
		n := utf8.RuneCountInString(c.term)
		return max(n, length) - min(n, length)
	}
	var nearest candidate
	for _, c := range near {
		if nearest.term == "" || cmp.Or(
			cmp.Compare(c.edits, nearest.edits),
			cmp.Compare(nearest.documents, c.documents),
			cmp.Compare(off(c), off(nearest)),
			cmp.Compare(c.term, nearest.term)) < 0 {
			nearest = c
		}
	}
	return nearest.term, nil
}

// reach returns the maximum number of edits between term and the word that replaces it.
// It is 0 for words of fewer than four letters, because too many words are as near; 1 for
// fewer than eight letters; and 2 for longer words. It is 0 for words with digits: they
// are versions and numbers, and the nearest one is a different thing.
func reach(term string) int {
	letters := 0
	for _, r := range term {
		if !unicode.IsLetter(r) {
			return 0
		}
		letters++
	}
	switch {
	case letters < 4 || letters > maxRepaired:
		return 0
	case letters < 8:
		return 1
	}
	return 2
}

// maxRepaired is the maximum number of letters in a word to repair. Real words are not
// longer, and the automaton that finds similar words grows with the length.
const maxRepaired = 40
