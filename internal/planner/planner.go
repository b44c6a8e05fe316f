package planner

import (
	"errors"

	"minutes/internal/naming"
	"minutes/internal/query"
)

// A planner turns the nodes of a query into a plan.
type planner struct {
	expander
	names    naming.Names
	others   query.And // clauses without relative dates; days are the dates of their documents
	days     []string  // dates from which relative dates count back, sorted; nil until read
	query    string
	question bool // whether the query begins like a question
	repaired []Repair
	standIns []StandIn
	kept     func() bool // whether the word to repair is a part of a phrase
	standsIn bool        // whether partial matches may have related words instead
	unknown  []string    // plain words that no document has, and that have no similar word
}

// fail returns err. If err is TooMany, and at is not zero as for a filter, it returns it
// as an error about the part of the query at at.
func (p *planner) fail(at query.Span, err error) error {
	if _, tooMany := errors.AsType[TooMany](err); !tooMany || at == (query.Span{}) {
		return err
	}
	return &query.SyntaxError{Query: p.query, Start: at.Start, End: at.End, Message: err.Error()}
}
