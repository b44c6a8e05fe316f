package planner

import (
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/query"
	"minutes/schema"
)

// A side is one clause about a field: the document must have one of its values.
type side struct {
	field  string
	names  map[string]bool // folded
	dates  []query.Dates
	values []string // as typed
}

// contradictions returns the contradictions between the clauses in all. It ignores
// clauses that have a hint.
func (p *planner) contradictions(all query.And) []Contradiction {
	sides := map[string][]side{}
	for _, n := range all {
		if s, ok := p.side(n); ok {
			sides[s.field] = append(sides[s.field], s)
		}
	}
	var found []Contradiction
	for _, field := range []string{schema.Team, schema.Meeting, schema.Topic, schema.Kind, schema.Lang, schema.Date} {
		if c, ok := contradiction(field, sides[field]); ok {
			found = append(found, c)
		}
	}
	return found
}

// contradiction returns the contradiction between sides, which are all of field, if there
// is one.
func contradiction(field string, sides []side) (c Contradiction, found bool) {
	var either []string
	for i, s := range sides {
		against := slices.IndexFunc(sides, func(other side) bool { return !s.meets(other) })
		if against < 0 {
			continue
		}
		if !found {
			c = Contradiction{Field: field, Values: []string{anyOf(s.values), anyOf(sides[against].values)}}
			found = true
		}
		either = append(either, sides[i].values...)
	}
	c.Either = field + ":(" + strings.Join(either, " OR ") + ")"
	return c, found
}

func anyOf(values []string) string { return strings.Join(values, " OR ") }

// meets reports whether a document can match both s and other.
func (s side) meets(other side) bool {
	for name := range s.names {
		if other.names[name] {
			return true
		}
	}
	for _, a := range s.dates {
		for _, b := range other.dates {
			if a.From.First <= b.To.Last && b.From.First <= a.To.Last {
				return true
			}
		}
	}
	return false
}

// side returns n as a side. ok is false unless n is only about one field, in which a
// document has a single value.
func (p *planner) side(n query.Node) (s side, ok bool) {
	each := query.Or{n}
	if either, isOr := n.(query.Or); isOr {
		each = either
	}
	s.names = map[string]bool{}
	for _, n := range each {
		var field string
		switch n := n.(type) {
		case query.Name:
			if n.Implied || analysis.Fold(n.Text) == "" || p.isUnknown(n) {
				return side{}, false
			}
			field = n.Field
			switch field {
			case schema.Kind, schema.Lang:
				s.names[n.Text] = true
			case schema.Team, schema.Meeting, schema.Topic:
				for _, name := range MatchingNames(p.names, n) {
					s.names[name] = true
				}
			default: // a document may have several values
				return side{}, false
			}
			s.values = append(s.values, n.InGroup())
		case query.Dates:
			if n.None || n.From.IsRelative() || n.To.IsRelative() || n.From.Dayless {
				return side{}, false
			}
			field = schema.Date
			s.dates, s.values = append(s.dates, n), append(s.values, n.Text)
		default:
			return side{}, false
		}
		if s.field != "" && s.field != field {
			return side{}, false
		}
		s.field = field
	}
	return s, s.field != ""
}
