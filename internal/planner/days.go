package planner

import (
	"minutes/internal/plan"
	"minutes/internal/query"
)

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
	counts, total, err := p.dictionary.Days(n)
	days = make([]string, len(counts))
	for i, c := range counts {
		days[i] = c.Value
	}
	return days, total, err
}
