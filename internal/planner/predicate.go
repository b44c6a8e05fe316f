package planner

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// predicate returns n as a predicate on one column. ok is false if n cannot be expressed
// as one.
func (p *planner) predicate(n query.Node) (one plan.Predicate, ok bool, err error) {
	switch n := n.(type) {
	case query.Name:
		if n.Field == schema.Person {
			return plan.Predicate{}, false, nil
		}
		one, err = p.namePredicate(n)
	case query.Dates:
		one, err = p.datePredicate(n)
	case query.Words:
		if n.Field != schema.File {
			return plan.Predicate{}, false, nil
		}
		one = p.filePredicate(n)
	case query.Not:
		one, ok, err = p.predicate(n.Node)
		return one.Inverted(), ok, err
	case query.Or:
		for i, child := range n {
			next, ok, err := p.predicate(child)
			if !ok || err != nil || i > 0 && next.Field != one.Field {
				return plan.Predicate{}, false, err
			}
			if i == 0 {
				one = next
			} else {
				one = one.Or(next)
			}
		}
		return one, len(n) > 0, nil
	default:
		return plan.Predicate{}, false, nil
	}
	return one, err == nil, err
}

// namePredicate returns the predicate for the documents that have the name n.
func (p *planner) namePredicate(n query.Name) (plan.Predicate, error) {
	if n.Field == schema.Kind || n.Field == schema.Lang {
		return plan.Predicate{Field: n.Field, Terms: []string{n.Text}, Wants: func(value string) bool { return value == n.Text }}, nil
	}
	meant := map[string]bool{}
	for _, name := range MatchingNames(p.names, n) {
		meant[name] = true
	}
	if len(meant) > maxPrefixed {
		return plan.Predicate{}, p.fail(n.At, TooMany(fmt.Sprintf("%s matches more than %d names; write more letters", query.OneLine(n.Typed()), maxPrefixed)))
	}
	return plan.Predicate{Field: n.Field, Terms: slices.Sorted(maps.Keys(meant)), Wants: func(value string) bool {
		return slices.ContainsFunc(p.names.Terms(n.Field, value), func(term string) bool { return meant[term] })
	}}, nil
}

// filePredicate returns the predicate for the documents whose file name has the parts of w side by
// side.
func (p *planner) filePredicate(w query.Words) plan.Predicate {
	var ways [][]string
	for _, s := range p.sequences(w, false) {
		ways = append(ways, s.parts())
	}
	return plan.Predicate{Field: schema.File, Wants: func(file string) bool {
		tokens := slices.Collect(analysis.Tokens(file))
		for _, parts := range ways {
			for i := range tokens {
				if beginsWith(tokens[i:], parts, w.Prefix) {
					return true
				}
			}
		}
		return false
	}}
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

// datePredicate returns the predicate for the documents whose dates are in n.
func (p *planner) datePredicate(n query.Dates) (plan.Predicate, error) {
	if n.None {
		return onDates(func(day string) bool { return day == "" }), nil
	}
	if (n.From.IsRelative() || n.To.IsRelative()) && len(p.days) == 0 {
		return onDates(func(string) bool { return false }), nil
	}
	first, _, err := n.From.Bounds(p.days)
	if err != nil {
		return plan.Predicate{}, err
	}
	_, last, err := n.To.Bounds(p.days)
	if err != nil {
		return plan.Predicate{}, err
	}
	return onDates(func(day string) bool { return day != "" && first.Begins(day) && last.Ends(day) }), nil
}

// onDates returns the predicate for the documents with the dates that wants wants.
func onDates(wants func(day string) bool) plan.Predicate {
	return plan.Predicate{Field: schema.Date, Wants: wants}
}
