package searcher

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/plan"
	"minutes/internal/query"
)

// A Repair is a word of the query that was read as another word, a name that was read as
// another name, or a date in words that was read as a date. For a name, From and To are
// clauses; for a date, To is.
type Repair struct {
	From string `json:"from"`
	To   string `json:"to"`

	Field string `json:"-"` // field of the name, or date; "" for a word
	Name  string `json:"-"` // name as typed; "" for a word and for a date
	Slip  bool   `json:"-"` // whether one or two documents have From, and are found too
}

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
			if found, err := p.reader.Has(field, f.Term, f.Langs); found || err != nil {
				return found, err
			}
		}
	}
	return false, nil
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
		err := p.reader.Near(field, term, reach(term), func(found string, edits, documents int) error {
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
