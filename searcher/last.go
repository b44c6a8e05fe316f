package searcher

import (
	"slices"

	"minutes/internal/datephrase"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// others returns the clauses of all without a relative date. Relative dates count back
// from the newest date of the documents that these clauses match: the last meeting of a
// team is the newest that has the team. It returns nil if there are only relative dates.
func others(all query.And) query.And {
	var chosen query.And
	typed := false
	for _, n := range all {
		switch {
		case isRelative(n), isImplied(n, schema.Is): // the last meeting may not have an action
			continue
		case !isImplied(n, schema.Kind):
			typed = true
		}
		chosen = append(chosen, n)
	}
	if !typed {
		return nil
	}
	return chosen
}

// isRelative reports whether n contains a relative date.
func isRelative(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, isRelative)
	case query.Or:
		return slices.ContainsFunc(n, isRelative)
	case query.Not:
		return isRelative(n.Node)
	case datephrase.Phrase:
		return true
	case query.Dates:
		return n.From.IsRelative() || n.To.IsRelative()
	}
	return false
}

// isImplied reports whether n is a name of field, negated or not, that the program added
// and nobody typed.
func isImplied(n query.Node, field string) bool {
	if without, ok := n.(query.Not); ok {
		n = without.Node
	}
	implied, ok := n.(query.Name)
	return ok && implied.Implied && implied.Field == field
}

// planDated is plan for a tree that may have relative dates. First it finds the days from
// which these count back.
func (p *planner) planDated(all query.And, loose bool) (plan.Node, error) {
	if isRelative(all) {
		if err := p.readDays(); err != nil {
			return nil, err
		}
	}
	return p.plan(all, loose)
}

// readDays sets p.days to the dates from which relative dates count back. They are the
// dates of the documents that match the other clauses with all their words. Without other
// clauses, they are all dates in the index.
func (p *planner) readDays() error {
	if p.days != nil {
		return nil
	}
	if len(p.others) == 0 {
		days, err := p.allDays()
		p.days = days
		return err
	}
	forms := p.forms // these clauses are planned twice, but must count once
	n, err := p.plan(p.others, false)
	if err != nil {
		return err
	}
	p.forms = forms
	p.days, _, err = p.daysOfPlan(n)
	return err
}

// allDays returns all dates in the index, sorted.
func (p *planner) allDays() ([]string, error) {
	days, _, err := p.daysOfPlan(nil)
	return days, err
}

// daysOfPlan returns the sorted dates of the documents that match n, and the number of
// these documents. A nil n matches all.
func (p *planner) daysOfPlan(n plan.Node) (days []string, total int, err error) {
	counts, total, err := p.reader.Days(n)
	days = make([]string, len(counts))
	for i, c := range counts {
		days[i] = c.Value
	}
	return days, total, err
}
