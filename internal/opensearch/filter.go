package opensearch

import (
	"fmt"
	"math"
	"slices"

	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/schema"
)

// A compiler turns plans into queries. What it asks the engine for is known before: see
// reader.prepare.
type compiler struct {
	languages []string                // of the index; bit i of plan.Langs is the one with index i
	values    map[string][]string     // values of the columns that filters read, sorted
	weights   map[*plan.Words]float64 // of the words that score
	absent    map[*plan.Words]bool    // those of Most that no document has
	crowded   bool                    // whether there are too many forms to score each
}

func everyWay(plan.Source, plan.Alternative) bool { return true }

// matches returns the query for the documents that match n.
func (c *compiler) matches(n plan.Node) query {
	switch n := n.(type) {
	case *plan.Words:
		return c.hasWords(n, everyWay)
	case *plan.All:
		return and(append(c.each(n.Must), not(or(c.each(n.MustNot)...)))...)
	case plan.Any:
		return or(c.each(n)...)
	case *plan.Most:
		return c.hasMost(n)
	case *plan.Own:
		return and(c.matches(n.Node), c.kept(n))
	case plan.Filter:
		return c.wants(n)
	}
	panic(fmt.Sprintf("plan has a %T", n)) // cannot happen: these are all nodes
}

func (c *compiler) each(all []plan.Node) []query {
	var queries []query
	for _, n := range all {
		queries = append(queries, c.matches(n))
	}
	return queries
}

// units is the sum of the meanings of a Most, counted as whole numbers. Scores are floats of
// 24 bits, so sums of these are exact.
const units = 1 << 20

// hasMost returns the query for the documents that match m: those whose words have enough
// meaning.
func (c *compiler) hasMost(m *plan.Most) query {
	meanings, total := c.meanings(m)
	if total == 0 {
		return nothing
	}
	var needed, words []query
	counted, missing := make([]float64, len(m.Words)), 0.0
	for i, w := range m.Words {
		// Half of it must be a whole number too.
		counted[i] = 2 * math.Round(meanings[i]/total*units/2)
		if w.IsMissing(c.absent[w]) {
			missing += counted[i]
		}
		if c.absent[w] {
			if w.Subject {
				return nothing
			}
			continue
		}
		if w.Subject {
			needed = append(needed, c.matches(w))
		}
		if counted[i] > 0 {
			words = append(words, c.meaningOf(w, counted[i]))
		}
	}
	if len(words) == 0 {
		return nothing
	}
	// A sum that differs from what is enough by roundings alone is not more.
	least := math.Floor(m.Enough(counted, missing)) + float64(len(m.Words))
	if len(m.Words) == 1 {
		least = 1
	}
	enough := query{"function_score": query{"query": anyOf(words), "min_score": least}}
	return and(append(needed, enough)...)
}

// meaningOf returns the query for the documents that have w. Its score is meaning, or less
// if only related words are there.
func (c *compiler) meaningOf(w *plan.Words, meaning float64) query {
	isRelated := func(_ plan.Source, a plan.Alternative) bool { return a.Loose == plan.Related }
	related := c.hasWords(w, isRelated)
	itself := c.hasWords(w, func(s plan.Source, a plan.Alternative) bool { return !isRelated(s, a) })
	if related.isNothing() {
		return scored(itself, meaning)
	}
	return query{"dis_max": query{"queries": []query{
		scored(itself, meaning), scored(related, plan.RelatedMeaning*meaning),
	}}}
}

// meanings returns the meanings of the words of m, and their sum.
func (c *compiler) meanings(m *plan.Most) (meanings []float64, total float64) {
	for _, w := range m.Words {
		meanings = append(meanings, w.Meaning*c.weights[w])
		total += w.Meaning * c.weights[w]
	}
	return meanings, total
}

// wants returns the query for the documents that all predicates of f want.
func (c *compiler) wants(f plan.Filter) query {
	var all []query
	for _, p := range f {
		if p.Terms == nil || p.Field == schema.Lang { // an index has no tag for English
			all = append(all, c.wantsValues(p))
			continue
		}
		terms := slices.DeleteFunc(slices.Clone(p.Terms), func(term string) bool { return term == naming.Missing })
		one := hasTerm(tagField(p.Field), terms...)
		if len(terms) < len(p.Terms) {
			one = or(one, not(hasAny(tagField(p.Field))))
		}
		if p.Not {
			one = not(one)
		}
		all = append(all, one)
	}
	return and(all...)
}

// fewValues is the number of consecutive values from which on they are asked for as a
// range.
const fewValues = 3

// wantsValues returns the query for the documents whose value p wants. The wanted values
// are often consecutive, such as the dates of a year.
func (c *compiler) wantsValues(p plan.Predicate) query {
	values, field := c.values[p.Field], columnField(p.Field)
	var ways []query
	var single []string
	for len(values) > 0 {
		n := 0
		for n < len(values) && p.Wants(values[n]) {
			n++
		}
		switch {
		case n == len(c.values[p.Field]):
			ways = append(ways, hasAny(field))
		case n >= fewValues:
			ways = append(ways, query{"range": query{field: query{"gte": values[0], "lte": values[n-1]}}})
		default:
			single = append(single, values[:n]...)
		}
		values = values[min(n+1, len(values)):]
	}
	ways = append(ways, hasTerm(field, single...))
	if p.Wants("") {
		ways = append(ways, not(hasAny(field)))
	}
	return or(ways...)
}
