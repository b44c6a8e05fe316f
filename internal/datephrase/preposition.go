package datephrase

import (
	"slices"
)

// A relation is what a preposition says about a date.
type relation int

const (
	within  relation = iota // in 2018
	since                   // since 2018
	before                  // before 2018
	after                   // after 2018
	until                   // until 2018
	between                 // between 2017 and 2018
	either                  // in 2017 or 2018
)

// A preposition is a relation with the kinds of dates that may follow it, besides those
// that are clear.
type preposition struct {
	relation relation
	length   int // number of words; 0 if there is no preposition
	kinds    []whenKind
}

// The kinds of dates that may follow prepositions. April, May and June are also people,
// and much is by them and from them.
var (
	afterAny   = []whenKind{bareYear, bareMonth, bareDay}
	afterNames = []whenKind{bareYear, bareDay}
	afterOn    = []whenKind{bareDay}
)

// takes reports whether w is a date after p.
func (p preposition) takes(w when) bool { return w.kind == certain || slices.Contains(p.kinds, w.kind) }

// preposition reads the preposition that begins with token i.
func (t tokens) preposition(i int) preposition {
	if p := t.comparison(i); p.length > 0 {
		return p
	}
	switch t[i].text {
	case "in", "during", "throughout":
		return preposition{within, 1, afterAny}
	case "on":
		return preposition{within, 1, afterOn}
	case "of", "for", "at", "within", "over":
		return preposition{within, 1, nil}
	case "since":
		return preposition{since, 1, afterAny}
	case "from":
		return preposition{since, 1, afterNames}
	case "until", "till":
		return preposition{until, 1, afterAny}
	case "by", "through":
		return preposition{until, 1, afterNames}
	case "between":
		return preposition{between, 1, afterAny}
	case "prior":
		if t.word(i+1) == "to" {
			return preposition{before, 2, afterNames}
		}
	case "up":
		if t.word(i+1) == "to" {
			return preposition{until, 2, afterNames}
		}
	case "as":
		if t.word(i+1) == "of" {
			return preposition{since, 2, afterNames}
		}
	}
	return preposition{}
}

// comparison reads words that say before or after, such as "no later than", and "not
// before".
func (t tokens) comparison(i int) preposition {
	first, negated := t[i].text, 0
	if first == "no" || first == "not" {
		first, negated = t.word(i+1), 1
	}
	p := preposition{length: negated + 2, kinds: afterAny}
	switch first {
	case "earlier", "older", "before":
		p.relation = before
	case "later", "newer", "after":
		p.relation = after
	default:
		return preposition{}
	}
	if first == "before" || first == "after" {
		p.length = negated + 1
	} else if t.word(i+negated+1) != "than" {
		return preposition{}
	}
	switch {
	case negated == 0:
	case p.relation == before:
		p.relation = since
	default:
		p.relation = until
	}
	return p
}
