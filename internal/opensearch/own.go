package opensearch

import (
	"fmt"
	"slices"

	"minutes/internal/plan"
	"minutes/schema"
)

// The functions here return queries for documents of which it is known that they match n.
// So they can leave out what all of these have.

// kept returns the query for the documents that an Own keeps.
func (c *compiler) kept(n *plan.Own) query {
	ways := []query{c.own(n.Node), c.wordless(n.Node)}
	if n.Loose {
		ways = append(ways, c.under(n.Node))
	}
	return or(ways...)
}

// own returns the query for the documents that match n, and have one of its words in the
// text, the team or the lead.
func (c *compiler) own(n plan.Node) query {
	return c.somewhere(n, func(field string) bool { return slices.Contains(plan.OwnFields, field) })
}

// under returns the query for the documents that match n, and have one of its words in the
// parents.
func (c *compiler) under(n plan.Node) query {
	return c.somewhere(n, func(field string) bool { return field == schema.Parents })
}

// somewhere returns the query for the documents that match n, and have one of its words in
// a field for which in returns true.
func (c *compiler) somewhere(n plan.Node, in func(field string) bool) query {
	var ways []query
	switch n := n.(type) {
	case *plan.Words:
		if !n.Scores {
			return nothing
		}
		if !slices.ContainsFunc(n.Sources, func(s plan.Source) bool { return !in(s.Field) }) {
			return everything
		}
		return c.wordsIn(n, in)
	case *plan.All:
		for _, must := range n.Must {
			ways = append(ways, c.somewhere(must, in))
		}
	case plan.Any:
		for _, one := range n {
			ways = append(ways, and(c.matches(one), c.somewhere(one, in)))
		}
	case *plan.Most:
		for _, w := range n.Words {
			if w.Scores {
				ways = append(ways, c.wordsIn(w, in))
			}
		}
	case *plan.Own:
		return c.somewhere(n.Node, in)
	}
	return or(ways...)
}

func (c *compiler) wordsIn(w *plan.Words, in func(field string) bool) query {
	return c.hasWords(w, func(s plan.Source, _ plan.Alternative) bool { return in(s.Field) })
}

// wordless returns the query for the documents that match n without words.
func (c *compiler) wordless(n plan.Node) query {
	switch n := n.(type) {
	case *plan.Words:
		if n.Scores {
			return nothing
		}
		return everything
	case *plan.All:
		var all []query
		for _, must := range n.Must {
			all = append(all, c.wordless(must))
		}
		return and(all...)
	case plan.Any:
		var ways []query
		for _, one := range n {
			if without := c.wordless(one); !without.isNothing() {
				ways = append(ways, and(c.matches(one), without))
			}
		}
		return or(ways...)
	case *plan.Most:
		return nothing
	case *plan.Own:
		return c.wordless(n.Node)
	case plan.Filter:
		return everything
	}
	panic(fmt.Sprintf("plan has a %T", n)) // cannot happen: these are all nodes
}

// full returns the query for the documents that match n, and are no partial matches.
func (c *compiler) full(n plan.Node) query {
	var all []query
	switch n := n.(type) {
	case *plan.Words:
		return c.fullWords(n, true)
	case *plan.Most:
		for _, w := range n.Words {
			all = append(all, c.fullWords(w, false))
		}
	case *plan.All:
		for _, must := range n.Must {
			all = append(all, c.full(must))
		}
	case *plan.Own:
		return and(c.full(n.Node), c.kept(&plan.Own{Node: n.Node}))
	}
	return and(all...)
}

// fullWords returns the query for the documents that have w in a way that is not loose.
// known says whether they are known to have w.
func (c *compiler) fullWords(w *plan.Words, known bool) query {
	loose := func(s plan.Source) bool {
		return slices.ContainsFunc(s.Alternatives, func(a plan.Alternative) bool { return a.Loose != "" })
	}
	if known && (!w.Scores || !slices.ContainsFunc(w.Sources, loose)) {
		return everything
	}
	return c.hasWords(w, func(_ plan.Source, a plan.Alternative) bool { return a.Loose == "" || !w.Scores })
}
