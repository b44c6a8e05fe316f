package searcher

import (
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
func (p *planner) addSlips(all and) (and, error) {
	if countWords(all) < 2 {
		return all, nil
	}
	changed := append(and{}, all...)
	var slips []Repair
	for i, n := range all {
		w, ok := n.(words)
		if !ok || !w.plain() || w.prefix || len(w.terms) > 1 {
			continue
		}
		common, err := p.commonNear(w.terms[0].term)
		if err != nil {
			return nil, err
		}
		if common == "" {
			continue
		}
		w.also = append(w.also[:len(w.also):len(w.also)], []string{common})
		changed[i] = w
		slips = append(slips, Repair{From: w.terms[0].typed, To: common, Slip: true})
	}
	if len(slips) == 0 {
		return all, nil
	}
	if found, err := p.matchesAny(all); err != nil || found {
		return all, err
	}
	if found, err := p.matchesAny(changed); err != nil || !found {
		return all, err
	}
	p.repaired = append(p.repaired, slips...)
	return changed, nil
}

// commonNear returns the word that term, which is in at most maxSlips texts, may stand for,
// or "" if there is none.
func (p *planner) commonNear(term string) (string, error) {
	rare, err := p.reader.Count(schema.Text, term)
	if err != nil || rare == 0 || rare > maxSlips {
		return "", err
	}
	near, err := p.nearest(term)
	if err != nil || near == "" {
		return "", err
	}
	common, err := p.reader.Count(schema.Text, near)
	if err != nil || common < rare*timesCommon {
		return "", err
	}
	return near, nil
}

// matchesAny reports whether any document matches all.
func (p *planner) matchesAny(all and) (bool, error) {
	p.forms = 0 // earlier lookups do not count
	m, err := p.plan(all, false)
	if err != nil {
		return false, err
	}
	return m.at() != noMore, nil
}
