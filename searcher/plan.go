package searcher

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// A planner turns the nodes of a query into matchers.
type planner struct {
	expander
	documents int
	names     naming.Names
	others    and      // clauses without relative dates; days are the dates of their documents
	days      []string // dates from which relative dates count back, sorted; nil until read
	query     string
	question  bool // whether the query begins like a question
	repaired  []Repair
	standIns  []StandIn
	unknown   []string // plain words that no document has, and that have no similar word
}

// plan returns the matcher for all. If loose is true, it also matches documents without
// some of the plain words.
func (p *planner) plan(all and, loose bool) (matcher, error) {
	m, err := p.every(all, p.family(all), loose)
	if err != nil {
		return nil, err
	}
	if f, ok := m.(*filter); ok {
		return f, nil
	}
	return stand(m, loose)
}

// stand returns m without documents that match only in parents and sections, at its first
// document.
func stand(m matcher, loose bool) (matcher, error) {
	s := &standing{matcher: m, loose: loose}
	return s, s.seek(0)
}

// family reports whether the plain words of n may be in parents and sections. They may if
// there are several words, because then another one can be in the document itself.
func (p *planner) family(n node) bool { return !p.exact && countWords(n) > 1 }

// countWords returns the number of words in n, outside negated clauses, that are looked
// for in text, team or lead.
func countWords(n node) int {
	count := 0
	for leaf := range leaves(n) {
		if w, ok := leaf.(words); ok && w.scores() {
			count++
		}
	}
	return count
}

// match returns the matcher for n. If family is true, plain words may be in parents and
// sections.
func (p *planner) match(n node, family bool) (matcher, error) {
	switch n := n.(type) {
	case and:
		return p.every(n, family, false)
	case or:
		return p.any(n, family)
	case not:
		return p.every(and{n}, family, false)
	case words:
		if n.field != schema.File {
			return p.words(n, family, false)
		}
	case name:
		if n.field == schema.Person {
			return p.match(n.ofColumns(), family)
		}
	}
	one, ok, err := p.predicate(n)
	if err == nil && !ok {
		err = fmt.Errorf("query has a %T", n)
	}
	if err != nil {
		return nil, err
	}
	return openFilter(p.reader, []predicate{one})
}

// predicate returns n as a predicate on one column. ok is false if n cannot be expressed
// as one.
func (p *planner) predicate(n node) (one predicate, ok bool, err error) {
	switch n := n.(type) {
	case name:
		if n.field == schema.Person {
			return predicate{}, false, nil
		}
		one, err = p.name(n)
	case dates:
		one, err = p.between(n)
	case words:
		if n.field != schema.File {
			return predicate{}, false, nil
		}
		one = p.file(n)
	case not:
		if one, ok, err = p.predicate(n.node); ok {
			one.not()
		}
		return one, ok, err
	case or:
		for i, child := range n {
			next, ok, err := p.predicate(child)
			if !ok || err != nil || i > 0 && next.field != one.field {
				return predicate{}, false, err
			}
			if i == 0 {
				one = next
			} else {
				one.or(next)
			}
		}
		return one, len(n) > 0, nil
	default:
		return predicate{}, false, nil
	}
	return one, err == nil, err
}

// every returns the matcher for all children of n. If loose is true, most of the plain
// words are enough. All predicates on columns are combined into one filter.
func (p *planner) every(n and, family, loose bool) (matcher, error) {
	all := &allMatcher{}
	var predicates []predicate
	most := &mostMatcher{}
	var subjects []bool
	if loose {
		all.must, subjects = append(all.must, most), p.subjects(n)
	}
	for i, child := range n {
		one, ok, err := p.predicate(child)
		if err != nil {
			return nil, err
		}
		if ok {
			predicates = append(predicates, one)
			continue
		}
		if inner, ok := child.(not); ok {
			without, err := p.match(inner.node, p.family(inner.node))
			if err == nil {
				without, err = stand(without, false)
			}
			if err != nil {
				return nil, err
			}
			all.mustNot = append(all.mustNot, without)
			continue
		}
		if w, ok := child.(words); ok && loose && w.plain() {
			m, err := p.words(w, family, true)
			if err != nil {
				return nil, err
			}
			most.add(m, p.meaning(w, m), subjects[i])
			continue
		}
		m, err := p.match(child, family)
		if err != nil {
			return nil, err
		}
		all.must = append(all.must, m)
	}
	if len(predicates) > 0 || len(all.must) == 0 {
		f, err := openFilter(p.reader, predicates)
		if err != nil || len(all.must)+len(all.mustNot) == 0 {
			return f, err
		}
		all.must = append(all.must, f)
	}
	var err error
	if all.near, err = p.near(n); err != nil {
		return nil, err
	}
	return all, all.seek(0)
}

func (p *planner) any(n or, family bool) (matcher, error) {
	var either anyMatcher
	for _, child := range n {
		m, err := p.match(child, family)
		if err != nil {
			return nil, err
		}
		either = append(either, m)
	}
	return either, nil
}

// words returns the matcher for w. If loose is true, it also matches short forms and
// related words.
func (p *planner) words(w words, family, loose bool) (*wordMatcher, error) {
	m := &wordMatcher{shown: oneLine(p.query[w.at.start:w.at.end])}
	within := []string{w.field}
	if w.field == "" {
		within = ownFields
		if family && w.plain() {
			within = slices.Concat(ownFields, familyFields)
		}
	}
	count := 0
	for _, field := range within {
		alternatives, err := p.expand(w, field, loose)
		if err != nil {
			return nil, p.fail(w.at, err)
		}
		s := source{field: field, boost: boosts[field]}
		for _, a := range alternatives {
			t, err := p.open(field, a.slots)
			if err != nil {
				return nil, err
			}
			s.terms = append(s.terms, sourceTerms{t, a.loose})
			if slices.Contains(familyFields, field) || a.loose == isRelated && len(a.slots) > 1 {
				continue // it takes long to count phrases, and these are few
			}
			n, err := p.countAll(t, field, a.slots)
			if err != nil {
				return nil, err
			}
			count += n
		}
		m.sources = append(m.sources, s)
	}
	if w.scores() {
		if p.isFunction(w) {
			count = max(count, int(functionShare*float64(p.documents)))
		}
		m.weight = rarity(count, p.documents)
	}
	return m, m.seek(0)
}

// open returns the documents that have one of each element of forms in field, side by
// side.
func (p *planner) open(field string, forms [][]form) (termList, error) {
	if len(forms) == 1 {
		return openUnion(p.reader, field, forms[0], false)
	}
	return openPhrase(p.reader, field, forms)
}

// countAll returns the number of documents in t, which was opened for slots in field. For
// a phrase it must visit each document.
func (p *planner) countAll(t termList, field string, slots [][]form) (int, error) {
	if t.count() == 0 || len(slots) == 1 {
		return t.count(), nil
	}
	return p.countPhrase(field, slots)
}

// countPhrase returns in how many documents one of each of slots is in field, side by side.
func (p *planner) countPhrase(field string, slots [][]form) (int, error) {
	ahead, err := openPhrase(p.reader, field, slots)
	if err != nil {
		return 0, err
	}
	n := 0
	for ; err == nil && ahead.at() != noMore; err = ahead.seek(ahead.at() + 1) {
		n++
	}
	return n, err
}

// near returns a matcher for each pair of adjacent plain words in n. It matches texts
// that have them side by side. A function word makes no pair: "to silk" says no more than
// silk, and without these pairs nDCG@10 of 24 judged queries is 0.759 for 0.734.
// Pairs of one word, which have its place, are left out.
func (p *planner) near(n and) ([]*wordMatcher, error) {
	var near []*wordMatcher
	for i := range len(n) - 1 {
		first, ok1 := n[i].(words)
		second, ok2 := n[i+1].(words)
		if !ok1 || !ok2 || !first.plain() || !second.plain() || first.prefix || second.prefix || first.at == second.at {
			continue
		}
		if p.isFunction(first) || p.isFunction(second) {
			continue
		}
		pair := words{
			at:    span{first.at.start, second.at.end},
			field: schema.Text,
			terms: slices.Concat(first.terms, second.terms),
		}
		m, err := p.words(pair, false, false)
		if err != nil {
			return nil, err
		}
		m.weight *= adjacentBoost
		near = append(near, m)
	}
	return near, nil
}

// name returns the predicate for the documents that have the name n.
func (p *planner) name(n name) (predicate, error) {
	if n.field == schema.Kind || n.field == schema.Lang {
		return newPredicate(p.reader, n.field, func(value string) bool { return value == n.text }), nil
	}
	meant := map[string]bool{}
	for _, name := range p.meant(n) {
		meant[name] = true
	}
	if len(meant) > maxPrefixed {
		return predicate{}, p.fail(n.at, tooMany(fmt.Sprintf("%s matches more than %d names; write more letters", oneLine(n.typed()), maxPrefixed)))
	}
	return newPredicate(p.reader, n.field, func(value string) bool {
		return slices.ContainsFunc(p.names.Terms(n.field, value), func(term string) bool { return meant[term] })
	}), nil
}

// file returns the predicate for the documents whose file name has the parts of w side by
// side.
func (p *planner) file(w words) predicate {
	var ways [][]string
	for _, s := range p.sequences(w, false) {
		ways = append(ways, s.parts())
	}
	return newPredicate(p.reader, schema.File, func(file string) bool {
		tokens := slices.Collect(analysis.Tokens(file))
		for _, parts := range ways {
			for i := range tokens {
				if beginsWith(tokens[i:], parts, w.prefix) {
					return true
				}
			}
		}
		return false
	})
}

// beginsWith reports whether text begins with terms. If prefix is true, the last term may
// be only the beginning of a word.
func beginsWith(text []analysis.Token, terms []string, prefix bool) bool {
	position := text[0].Position
	for i, term := range terms {
		found := false
		for len(text) > 0 && text[0].Position == position {
			word := text[0].Term
			found = found || word == term || prefix && i == len(terms)-1 && strings.HasPrefix(word, term)
			text = text[1:]
		}
		if !found {
			return false
		}
		position++
	}
	return true
}

// meant returns the folded names in the index that n matches. If n is a whole name, it
// returns that name, even if the index does not have it; for an empty name, it returns
// the term for documents without one.
func (p *planner) meant(n name) []string {
	folded := analysis.Fold(n.text)
	whole := []string{naming.Term(p.names.First(n.field, n.text))}
	switch {
	case folded == "":
		return whole
	case n.prefix && n.suffix:
		return p.names.Matching(n.field, func(name string) bool { return strings.Contains(name, folded) })
	case n.suffix && n.word:
		return p.names.Matching(n.field, func(name string) bool { return strings.Contains(name+" ", folded+" ") })
	case n.suffix:
		return p.names.Matching(n.field, func(name string) bool { return strings.HasSuffix(name, folded) })
	case n.prefix && n.word:
		return p.names.Matching(n.field, func(name string) bool { return strings.Contains(" "+name, " "+folded) })
	case n.prefix:
		return p.names.Matching(n.field, func(name string) bool { return strings.HasPrefix(name, folded) })
	case n.word:
		return p.names.Matching(n.field, func(name string) bool { return hasWords(name, folded) })
	}
	return whole
}

// between returns the predicate for the documents whose dates are in n.
func (p *planner) between(n dates) (predicate, error) {
	if n.none {
		return newPredicate(p.reader, schema.Date, func(day string) bool { return day == "" }), nil
	}
	if n.from.relative() || n.to.relative() {
		if err := p.readDays(); err != nil {
			return predicate{}, err
		}
		if len(p.days) == 0 {
			return newPredicate(p.reader, schema.Date, func(string) bool { return false }), nil
		}
	}
	first, _, err := n.from.bounds(p.days)
	if err != nil {
		return predicate{}, err
	}
	_, last, err := n.to.bounds(p.days)
	if err != nil {
		return predicate{}, err
	}
	return newPredicate(p.reader, schema.Date, func(day string) bool {
		return day != "" && first.begins(day) && last.ends(day)
	}), nil
}

// fail returns err. If err is tooMany, and at is not zero as for a filter, it returns it
// as an error about the part of the query at at.
func (p *planner) fail(at span, err error) error {
	if _, tooMany := errors.AsType[tooMany](err); !tooMany || at == (span{}) {
		return err
	}
	return &SyntaxError{p.query, at.start, at.end, err.Error()}
}
