package searcher

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"minutes/schema"
)

// A planner makes matchers of the nodes of a query.
type planner struct {
	expander
	mapping   mapping.IndexMapping
	documents int
	names     schema.Names
	dates     []string // of the index, sorted; read when they are needed
	query     string
	repaired  []Repair
	unknown   []string // plain words that are in no document, with none near
}

// plan returns what matches all. Where loose, that is also what lacks some of its
// plain words.
func (p *planner) plan(all and, loose bool) (matcher, error) {
	m, err := p.every(all, p.family(all), loose)
	if err != nil {
		return nil, err
	}
	return stand(m, loose)
}

// stand returns m as it stands by itself, at its first document.
func stand(m matcher, loose bool) (matcher, error) {
	s := &standing{matcher: m, loose: loose}
	if err := s.seek(0); err != nil {
		m.close()
		return nil, err
	}
	return s, nil
}

// family says whether plain words of n may stand in the family: where there are
// others, of which one stands in the document.
func (p *planner) family(n node) bool { return !p.exact && countWords(n) > 1 }

// countWords returns how many words of n, outside of what it leaves out, are
// looked for in documents' own fields.
func countWords(n node) int {
	count := 0
	for leaf := range leaves(n) {
		if w, ok := leaf.(words); ok && w.scores() {
			count++
		}
	}
	return count
}

// match returns the matcher of n. Where family, plain words may stand in it.
func (p *planner) match(n node, family bool) (matcher, error) {
	switch n := n.(type) {
	case and:
		return p.every(n, family, false)
	case or:
		return p.any(n, family)
	case not:
		return p.every(and{n}, family, false)
	case words:
		return p.words(n, family, false)
	case name:
		q, err := p.name(n)
		if err != nil {
			return nil, err
		}
		return p.filter(q)
	case dates:
		q, err := p.between(n)
		if err != nil {
			return nil, err
		}
		return p.filter(q)
	}
	return nil, fmt.Errorf("query holds a %T", n)
}

// every returns what matches all children of n, or, where loose, most of the plain
// words among them.
func (p *planner) every(n and, family, loose bool) (_ matcher, err error) {
	all := &allMatcher{}
	defer func() {
		if err != nil {
			all.close()
		}
	}()
	most := &mostMatcher{}
	if loose {
		all.must = append(all.must, most)
	}
	for _, child := range n {
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
			most.words = append(most.words, m)
			most.half += m.weight / 2
			continue
		}
		m, err := p.match(child, family)
		if err != nil {
			return nil, err
		}
		all.must = append(all.must, m)
	}
	if len(all.must) == 0 {
		everything, err := p.filter(query.NewMatchAllQuery())
		if err != nil {
			return nil, err
		}
		all.must = append(all.must, everything)
	}
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
			either.close()
			return nil, err
		}
		either = append(either, m)
	}
	return either, nil
}

// words returns what matches w; where short, its short forms do too.
func (p *planner) words(w words, family, short bool) (_ *wordMatcher, err error) {
	m := &wordMatcher{shown: oneLine(p.query[w.at.start:w.at.end])}
	defer func() {
		if err != nil {
			m.close()
		}
	}()
	within := []string{w.field}
	if w.field == "" {
		within = ownFields
		if family && w.plain() {
			within = slices.Concat(ownFields, familyFields)
		}
	}
	count := 0
	for _, field := range within {
		alternatives, err := p.expand(w, field, short)
		if err != nil {
			return nil, p.fail(w.at, err)
		}
		s := source{field: field, boost: boosts[field]}
		for _, a := range alternatives {
			t, err := p.open(field, a.slots)
			if err != nil {
				return nil, err
			}
			s.terms = append(s.terms, sourceTerms{t, a.short})
			if slices.Contains(familyFields, field) {
				continue
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
		if w.isFunction() {
			count = max(count, int(functionShare*float64(p.documents)))
		}
		m.weight = rarity(count, p.documents)
	}
	return m, m.seek(0)
}

// open returns the documents that have one of each of forms in field, side by side.
func (p *planner) open(field string, forms [][]form) (termList, error) {
	if len(forms) == 1 {
		return openUnion(p.reader, field, forms[0], false)
	}
	return openPhrase(p.reader, field, forms)
}

// countAll returns in how many documents t, opened for slots in field, is. Those of a
// phrase have to be looked at.
func (p *planner) countAll(t termList, field string, slots [][]form) (int, error) {
	if t.count() == 0 || len(slots) == 1 {
		return t.count(), nil
	}
	ahead, err := openPhrase(p.reader, field, slots)
	if err != nil {
		return 0, err
	}
	n := 0
	for ; err == nil && ahead.at() != noMore; err = ahead.seek(ahead.at() + 1) {
		n++
	}
	return n, cmp.Or(err, ahead.close())
}

// near returns what matches two plain words of n that follow each other in it, for
// each two, in texts that have them side by side.
func (p *planner) near(n and) (_ []*wordMatcher, err error) {
	var near []*wordMatcher
	defer func() {
		if err != nil {
			closeAll(near)
		}
	}()
	for i := range len(n) - 1 {
		first, ok1 := n[i].(words)
		second, ok2 := n[i+1].(words)
		if !ok1 || !ok2 || !first.plain() || !second.plain() || first.prefix || second.prefix {
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

func (p *planner) filter(q query.Query) (matcher, error) { return openFilter(p.reader, p.mapping, q) }

// name returns the query for the documents that n names.
func (p *planner) name(n name) (query.Query, error) {
	if n.field == schema.Kind {
		return term(n.field, n.text), nil
	}
	folded := p.meant(n)
	if len(folded) > maxPrefixed {
		return nil, p.fail(n.at, tooMany(fmt.Sprintf("%s* begins more than %d names; write more letters", oneLine(n.text), maxPrefixed)))
	}
	var either []query.Query
	for _, name := range folded {
		either = append(either, term(n.field, name))
	}
	return query.NewDisjunctionQuery(either), nil
}

// meant returns the folded names of the index that n stands for. Where there are
// none, it is n's own, for documents without a name too.
func (p *planner) meant(n name) []string {
	folded := schema.Fold(n.text)
	whole := []string{schema.Term(p.names.First(n.field, n.text))}
	switch {
	case folded == "":
		return whole
	case n.prefix && n.word:
		return p.names.Matching(n.field, func(name string) bool { return strings.Contains(" "+name, " "+folded) })
	case n.prefix:
		return p.names.Matching(n.field, func(name string) bool { return strings.HasPrefix(name, folded) })
	case n.word:
		return p.names.Matching(n.field, func(name string) bool { return hasWords(name, folded) })
	}
	return whole
}

func term(field, text string) *query.TermQuery {
	q := query.NewTermQuery(text)
	q.SetField(field)
	return q
}

// between returns the query for the documents of n.
func (p *planner) between(n dates) (query.Query, error) {
	if n.from.relative() || n.to.relative() {
		if err := p.readDates(); err != nil {
			return nil, err
		}
		if len(p.dates) == 0 {
			return query.NewMatchNoneQuery(), nil
		}
	}
	first, _, err := n.from.days(p.dates)
	if err != nil {
		return nil, err
	}
	_, last, err := n.to.days(p.dates)
	if err != nil {
		return nil, err
	}
	inclusive := true
	q := query.NewTermRangeInclusiveQuery(first, last, &inclusive, &inclusive)
	q.SetField(schema.Date)
	return q, nil
}

// readDates reads the dates of the index.
func (p *planner) readDates() (err error) {
	if p.dates != nil {
		return nil
	}
	dict, err := p.reader.FieldDict(schema.Date)
	if err != nil {
		return fmt.Errorf("read dates: %w", err)
	}
	return p.each(dict, func(day string) error {
		if len(day) == len(time.DateOnly) {
			p.dates = append(p.dates, day)
		}
		return nil
	})
}

// fail returns err, where it is about what the query asks for, as an error about
// the place at in it. A filter has none.
func (p *planner) fail(at span, err error) error {
	if _, tooMany := errors.AsType[tooMany](err); !tooMany || at == (span{}) {
		return err
	}
	return &SyntaxError{p.query, at.start, at.end, err.Error()}
}
