package opensearch

import (
	"fmt"
	"math"
	"slices"

	"minutes/internal/plan"
	"minutes/schema"
)

// A score in OpenSearch is a float of 24 bits.
const (
	// almost keeps shares below 1 when they are added to a class.
	almost = 1 - 1.0/(1<<16)
	// levels is the number of parts of the meaning that scores of words of a Most tell.
	levels = 511
)

// best returns an upper limit for the scores of documents that match n.
func (c *compiler) best(n plan.Node) float64 {
	sum := 0.0
	switch n := n.(type) {
	case *plan.Words:
		return c.weights[n]
	case *plan.All:
		for _, must := range n.Must {
			sum += c.best(must)
		}
		for _, near := range n.Near {
			sum += c.best(near)
		}
	case plan.Any:
		for _, one := range n {
			sum += c.best(one)
		}
	case *plan.Most:
		for _, w := range n.Words {
			sum += c.best(w)
		}
	case *plan.Own:
		return c.best(n.Node)
	}
	return sum
}

// ranked returns the query for the documents that match n, with their scores. ok is false if
// all scores are 0; then the query does not score.
func (c *compiler) ranked(n plan.Node) (q query, ok bool) {
	best := c.best(n)
	if best == 0 {
		return c.matches(n), false
	}
	full := c.full(n)
	lowered := []query{{"filter": hasTerm(columnField(schema.Kind), schema.Row), "weight": plan.RowWeight}}
	if !full.isEverything() {
		lowered = append(lowered, query{"filter": and(hasTerm(pointerField, true), not(full)), "weight": plan.PointerWeight})
	}
	share := query{"function_score": query{
		"query": c.scores(n, best), "functions": lowered, "score_mode": "multiply", "boost_mode": "multiply",
	}}
	must := []query{share}
	should := []query{scored(not(hasTerm(oldField, true)), plan.FullFresh-plan.FullRepeat)}
	if class := scored(full, plan.FullRepeat-plan.PartialRepeat); full.isEverything() {
		must = append(must, class) // what all have costs less than what any may have
	} else {
		should = append(should, class)
	}
	return query{"bool": query{"must": must, "should": should}}, true
}

// scores returns the query for the documents that match n. A score is the part of best.
func (c *compiler) scores(n plan.Node, best float64) query {
	switch n := n.(type) {
	case *plan.Words:
		return c.scoreWords(n, best, 0)
	case *plan.All:
		return c.scoreAll(n, best)
	case plan.Any:
		var ways []query
		for _, one := range n {
			ways = append(ways, c.scores(one, best))
		}
		return anyOf(ways)
	case *plan.Most:
		return c.scoreMost(n, best)
	case *plan.Own:
		return query{"bool": query{"must": []query{c.scores(n.Node, best)}, "filter": []query{c.kept(n)}}}
	case plan.Filter:
		return scored(c.wants(n), 0)
	}
	panic(fmt.Sprintf("plan has a %T", n)) // cannot happen: these are all nodes
}

func (c *compiler) scoreAll(n *plan.All, best float64) query {
	must, filter, should := []query{}, []query{}, []query{}
	var most *plan.Most
	for _, one := range n.Must {
		if c.best(one) == 0 {
			filter = append(filter, c.matches(one))
			continue
		}
		must = append(must, c.scores(one, best))
		if m, ok := one.(*plan.Most); ok {
			most = m
		}
	}
	for _, near := range n.Near {
		score := c.scoreWords(near, best, 0)
		if most != nil && !score.isNothing() {
			score = query{"function_score": query{
				"query": score, "functions": c.parts(most), "score_mode": "sum", "boost_mode": "multiply",
			}}
		}
		should = append(should, score)
	}
	return query{"bool": query{"must": must, "filter": filter, "must_not": c.each(n.MustNot), "should": should}}
}

// parts returns functions whose sum is the part of the meaning of m that a document has.
func (c *compiler) parts(m *plan.Most) []query {
	meanings, total := c.meanings(m)
	var parts []query
	for i, w := range m.Words {
		parts = append(parts, query{"filter": c.matches(w), "weight": meanings[i] / total})
	}
	return parts
}

// scoreMost returns the scores of m. Scores of OpenSearch are single numbers, but what is
// missing lowers the sum of the scores of the words. So the score of a word is a whole number
// for its meaning, plus its share.
func (c *compiler) scoreMost(m *plan.Most, best float64) query {
	meanings, total := c.meanings(m)
	var words []query
	all := 0.0
	for i, w := range m.Words {
		level := math.Round(levels * meanings[i] / max(total, math.SmallestNonzeroFloat64))
		all += level
		words = append(words, c.scoreWords(w, best, level))
	}
	const script = "double part = Math.floor(_score); double share = _score - part; part /= params.all; return share * part * part * part"
	return query{"bool": query{
		"must":   []query{byScript(anyOf(words), script, query{"all": max(all, 1)})},
		"filter": []query{c.hasMost(m)},
	}}
}

// scoreWords returns the query for the documents that have w. Its score is level plus the
// part of best that w has in the document.
func (c *compiler) scoreWords(w *plan.Words, best, level float64) query {
	var ways []query
	for _, s := range w.Sources {
		for _, a := range s.Alternatives {
			ways = append(ways, c.occurrences(s, a)...)
		}
	}
	if len(ways) == 0 {
		return nothing
	}
	weight := c.weights[w] / best * almost
	if level == 0 {
		// A frequent word is scored so often that looking up params would take a third of the time.
		return query{"script_score": query{"query": anyOf(ways), "script": query{"source": "return " + saturated}, "boost": weight}}
	}
	script := "return params.level + params.weight * " + saturated
	return byScript(anyOf(ways), script, query{"level": level, "weight": weight})
}

// saturated is the part of a word's weight that a number of occurrences has, as in
// plan.Saturated.
var saturated = fmt.Sprintf("_score / (%v + _score)", plan.Saturation)

// occurrences returns queries for the documents that have a in s. The sum of their scores is
// the number of occurrences, with their weights, the boost and, in texts, the length. The
// similarities of the fields count terms; see mapping.go.
func (c *compiler) occurrences(s plan.Source, a plan.Alternative) []query {
	if len(a.Slots) > 1 {
		return c.phraseOccurrences(s, a.Slots)
	}
	var all []query
	for _, group := range sameForms(a.Slots[0]) {
		in := c.isIn(group[0].Langs)
		var terms []query
		if c.crowded && len(group) > manyForms {
			terms = []query{c.once(s, hasTerm(wordsField(s.Field), termsOf(group)...), group[0].Weight)}
		} else {
			for _, f := range group {
				terms = append(terms, query{"term": query{wordsField(s.Field): query{"value": f.Term, "boost": s.Boost * f.Weight}}})
			}
		}
		if in.isEverything() {
			all = append(all, terms...)
			continue
		}
		all = append(all, query{"bool": query{"filter": []query{in}, "should": terms, "minimum_should_match": 1}})
	}
	return all
}

// sameForms returns forms in groups that have the same weight and the same languages.
func sameForms(forms []plan.Form) [][]plan.Form {
	var groups [][]plan.Form
	for _, f := range forms {
		at := slices.IndexFunc(groups, func(g []plan.Form) bool { return g[0].Weight == f.Weight && g[0].Langs == f.Langs })
		if at < 0 {
			groups = append(groups, []plan.Form{f})
		} else {
			groups[at] = append(groups[at], f)
		}
	}
	return groups
}

func termsOf(forms []plan.Form) []string {
	var terms []string
	for _, f := range forms {
		terms = append(terms, f.Term)
	}
	return terms
}

// phraseOccurrences is occurrences for a phrase. It counts with the least weight among its
// forms. So for each weight, the forms with at least that weight add what it is more than
// the next lower one.
func (c *compiler) phraseOccurrences(s plan.Source, slots [][]plan.Form) []query {
	var weights []float64
	for _, forms := range slots {
		for _, f := range forms {
			weights = append(weights, f.Weight)
		}
	}
	slices.Sort(weights)
	weights = slices.Compact(weights)
	var all []query
	below := 0.0
	for _, least := range weights {
		var heavy [][]plan.Form
		for _, forms := range slots {
			heavy = append(heavy, slices.DeleteFunc(slices.Clone(forms), func(f plan.Form) bool { return f.Weight < least }))
		}
		if found := c.hasPhrase(s.Field, heavy); !found.isNothing() {
			all = append(all, c.counted(s, found, least-below))
		}
		below = least
	}
	return all
}

// The length of a text divides occurrences, as in plan.PerLength.
const perLength = " / (params.short + params.long * doc['" + lengthField + "'].value)"

// once returns the query for the documents that q finds in s, as one occurrence with the
// weight given.
func (c *compiler) once(s plan.Source, q query, weight float64) query {
	one := scored(q, weight*s.Boost)
	if s.Field != schema.Text {
		return one
	}
	return byScript(one, "return _score"+perLength, lengthParams(query{}))
}

// counted is once for a phrase, but with all its occurrences. OpenSearch scores a phrase n/(n+1)
// for n occurrences.
func (c *compiler) counted(s plan.Source, phrase query, weight float64) query {
	script := "return params.weight * Math.rint(_score / (1 - _score))"
	params := query{"weight": weight * s.Boost}
	if s.Field == schema.Text {
		script, params = script+perLength, lengthParams(params)
	}
	return byScript(phrase, script, params)
}

func lengthParams(params query) query {
	params["short"], params["long"] = 1-plan.LengthShare, plan.LengthShare/plan.UsualLength
	return params
}
