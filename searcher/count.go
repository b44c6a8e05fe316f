package searcher

import (
	"cmp"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/schema"
)

// bySize returns the counts of the names in field, most frequent first. Names with the
// same count are sorted by their folded form.
func bySize(c *engine.Collection, field string, names naming.Names) []engine.Count {
	sums := map[string]int{}
	if field == schema.Person {
		sumPersons(c, sums, names)
	}
	for _, count := range c.Counts[field] {
		for _, name := range names.Terms(field, count.Value) {
			sums[name] += count.N
		}
	}
	all := make([]engine.Count, 0, len(sums))
	for name, n := range sums {
		all = append(all, engine.Count{Value: name, N: n})
	}
	slices.SortFunc(all, func(a, b engine.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return all
}

// sumPersons adds to sums the number of documents of each person, who may be a lead or
// one of the people. Documents with neither count for naming.Missing.
func sumPersons(c *engine.Collection, sums map[string]int, names naming.Names) {
	for pair, n := range c.Persons {
		for _, term := range distinct(slices.Concat(names.Terms(schema.Lead, pair[0]), names.Terms(schema.People, pair[1]))) {
			sums[term] += n
		}
	}
}

// distinct returns terms sorted, each once. Missing is only there if nothing else is.
func distinct(terms []string) []string {
	slices.Sort(terms)
	terms = slices.Compact(terms)
	if len(terms) > 1 {
		terms = slices.DeleteFunc(terms, func(term string) bool { return term == naming.Missing })
	}
	return terms
}
