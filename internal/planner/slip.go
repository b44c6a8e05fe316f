package planner

import (
	"slices"

	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// A word that is in one or two texts may be a slip that somebody made in them too. It is
// read as a near word as well if that is so much more common.
const (
	maxSlips    = 2  // documents
	timesCommon = 20 // how many times as many documents have the near word
)

// addSlips adds near common words to the rare plain words of all. It changes all only if no
// document has all the words and some document has them with the common ones. It adds the
// replacements to p.repaired.
func (p *planner) addSlips(all query.And) (query.And, error) {
	rare, err := p.rareWords(all)
	if err != nil || len(rare) == 0 || countWords(all) < 2 {
		return all, err
	}
	if found, err := p.matchesAny(all); err != nil || found {
		return all, err
	}
	changed := slices.Clone(all)
	var slips []Repair
	for _, i := range rare {
		w := all[i].(query.Words)
		common, err := p.commonNear(w.Tokens[0].Term)
		if err != nil {
			return nil, err
		}
		if common == "" {
			continue
		}
		w.Synonyms = append(slices.Clip(w.Synonyms), []string{common})
		changed[i] = w
		slips = append(slips, Repair{From: w.Tokens[0].Typed, To: common, Slip: true})
	}
	if len(slips) == 0 {
		return all, nil
	}
	if found, err := p.matchesAny(changed); err != nil || !found {
		return all, err
	}
	p.repaired = append(p.repaired, slips...)
	return changed, nil
}

// rareWords returns the indexes of the plain words of all that at most maxSlips documents
// have. A word with inflections or related words is no slip.
func (p *planner) rareWords(all query.And) (rare []int, err error) {
	for i, n := range all {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() || w.Prefix || len(w.Tokens) > 1 || len(w.Related) > 0 || reach(w.Tokens[0].Term) == 0 {
			continue
		}
		count, err := p.dictionary.Count(schema.Text, w.Tokens[0].Term)
		if err != nil {
			return nil, err
		}
		forms, err := p.inflections(schema.Text, plan.Form{Term: w.Tokens[0].Term, Weight: 1})
		if err != nil {
			return nil, p.fail(w.At, err)
		}
		if 0 < count && count <= maxSlips && len(forms) == 1 {
			rare = append(rare, i)
		}
	}
	return rare, nil
}

// commonNear returns the nearest word to term that is timesCommon as common, or "".
func (p *planner) commonNear(term string) (string, error) {
	near, err := p.nearest(term)
	if err != nil || near == "" {
		return "", err
	}
	rare, err := p.dictionary.Count(schema.Text, term)
	if err != nil {
		return "", err
	}
	common, err := p.dictionary.Count(schema.Text, near)
	if err != nil || common < rare*timesCommon {
		return "", err
	}
	return near, nil
}

// matchesAny reports whether any document matches all. It ignores dates in words, which are
// placed later.
func (p *planner) matchesAny(all query.And) (bool, error) {
	p.forms = 0 // earlier lookups do not count
	n, err := p.planDated(slices.DeleteFunc(slices.Clone(all), isSpoken), false)
	if err != nil {
		return false, err
	}
	found, err := p.dictionary.Find(n, 1)
	return found > 0, err
}
