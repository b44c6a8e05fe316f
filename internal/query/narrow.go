package query

import (
	"fmt"
)

// Narrow restricts q to documents that match one of clauses. Each is a clause about a name
// or a date, written as in a query, such as the Query of a value of a facet. Each counts
// as a clause of q. Without clauses, Narrow changes nothing. It returns an error for a
// clause that is not valid, or is about words.
func (q *Query) Narrow(clauses ...string) error {
	var either Or
	for _, clause := range clauses {
		c, err := Parse(clause)
		if err != nil {
			return err
		}
		if len(c.Tree) != 1 {
			return notOneClause(clause)
		}
		n, ok := unplaced(c.Tree[0])
		if !ok {
			return notOneClause(clause)
		}
		if err := q.count(c.clauses); err != nil {
			return err
		}
		either = append(either, n)
	}
	if len(either) > 0 {
		q.Add(either)
	}
	return nil
}

func notOneClause(clause string) error {
	return fmt.Errorf("the filter %q is not one clause about a name or a date; write field:value, such as team:beacon", clause)
}

// unplaced returns n without the places of its clauses, which are not in the text of the
// query that n is for. ok is false if n has other leaves than names and dates.
func unplaced(n Node) (without Node, ok bool) {
	switch n := n.(type) {
	case Name:
		n.At = Span{}
		return n, true
	case Dates:
		n.At = Span{}
		return n, true
	case Or:
		each := make(Or, len(n))
		for i, child := range n {
			if each[i], ok = unplaced(child); !ok {
				return nil, false
			}
		}
		return each, true
	}
	return nil, false
}
