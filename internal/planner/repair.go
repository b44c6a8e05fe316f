package planner

import (
	"minutes/internal/analysis"
	"minutes/internal/query"
)

// repair returns n with repairs. A plain word that no document has is replaced by the
// nearest word that some document has. A team or meeting that no document has is replaced
// by the only name that contains it. A word may become several; see pairs. repair adds the replacements to p.repaired, and the
// words without a similar word to p.unknown.
func (p *planner) repair(n query.Node) (query.Node, error) {
	switch n := n.(type) {
	case query.And:
		each, err := p.repairEach(n)
		var all query.And
		for _, child := range each {
			if pairs, ok := child.(query.And); ok {
				all = append(all, pairs...)
			} else {
				all = append(all, child)
			}
		}
		return all, err
	case query.Or:
		each, err := p.repairEach(n)
		return query.Or(each), err
	case query.Words:
		return p.repairWords(n)
	case query.Name:
		return p.guess(n), nil
	}
	return n, nil
}

// guess returns the only name that contains n, if no document has the name n: the team
// Garden-Windows for team:windows. If there is none, or several, it returns n.
func (p *planner) guess(n query.Name) query.Name {
	if !n.Guess || !p.isUnknown(n) {
		return n
	}
	having := p.having(n.Field, analysis.Fold(n.Text))
	if len(having) != 1 {
		return n
	}
	to := query.NameClause(n.Field, having[0], p.names.Show(n.Field, having[0]))
	p.repaired = append(p.repaired, Repair{From: n.Field + ":" + query.OneLine(n.Text), To: to, Field: n.Field, Name: query.OneLine(n.Text)})
	n.Text = having[0]
	return n
}

func (p *planner) repairEach(nodes []query.Node) ([]query.Node, error) {
	each := make([]query.Node, len(nodes))
	standsIn := p.standsIn
	var kept []bool // made for the first word that no document has
	defer func() { p.standsIn = standsIn }()
	for i, child := range nodes {
		p.kept = func() bool {
			if kept == nil {
				kept = inPhrases(nodes)
			}
			return kept[i]
		}
		_, isWord := child.(query.Words)
		p.standsIn = standsIn && isWord // partial matches do not loosen groups
		n, err := p.repair(child)
		if err != nil {
			return nil, err
		}
		each[i] = n
	}
	return each, nil
}

// inPhrases reports for each of nodes whether it is a part of a phrase, such as wind down, that
// has a short form or related words. A repair would destroy the phrase.
func inPhrases(nodes []query.Node) []bool {
	is := make([]bool, len(nodes))
	mark := func(i int, name []string) {
		if len(name) > 1 && i+1 < len(nodes) {
			for j := range runLength(nodes[i:], name) {
				is[i+j] = true
			}
		}
	}
	for i := range nodes {
		for _, r := range relations() {
			for _, name := range r.from {
				mark(i, name)
			}
		}
		for _, line := range shortForms() {
			for _, name := range line {
				mark(i, name)
			}
		}
	}
	return is
}

func (p *planner) repairWords(w query.Words) (query.Node, error) {
	if !w.IsPlain() || len(otherNames(p.joined, query.Terms(w.Tokens), w.Prefix)) > 0 {
		return w, nil // documents may have another name for it
	}
	whole := w.Tokens
	w.Tokens = nil
	for i, t := range whole {
		w.Tokens = append(w.Tokens, t)
		last := len(w.Tokens) - 1
		if w.Prefix && i == len(whole)-1 {
			continue
		}
		known, err := p.known(t.Term)
		if err != nil {
			return nil, p.fail(w.At, err)
		}
		if known || p.standsIn && p.kept() {
			continue
		}
		if len(whole) == 1 && p.standsIn {
			if found, err := p.standIn(t); err != nil || found {
				return w, p.fail(w.At, err)
			}
		}
		if analysis.Unspaced(t.Term) { // the nearest word is a different thing
			if len(whole) == 1 {
				if pairs, err := p.pairs(w); err != nil {
					return nil, p.fail(w.At, err)
				} else if pairs != nil {
					return pairs, nil
				}
			}
			p.unknown = append(p.unknown, t.Typed)
			continue
		}
		if first, second, err := p.split(t.Term); err != nil {
			return nil, p.fail(w.At, err)
		} else if first != "" {
			w.Tokens = append(w.Tokens[:last], query.Token{Term: first, Typed: t.Typed, Apart: t.Apart}, query.Token{Term: second, Typed: t.Typed})
			p.repaired = append(p.repaired, Repair{From: t.Typed, To: first + " " + second})
			continue
		}
		nearest, err := p.nearest(t.Term)
		if err != nil {
			return nil, err
		}
		if nearest == "" {
			if !analysis.English.IsFunction(t.Term) {
				p.unknown = append(p.unknown, t.Typed)
			}
			continue
		}
		w.Tokens[last].Term = nearest
		p.repaired = append(p.repaired, Repair{From: t.Typed, To: nearest})
	}
	return w, nil
}
