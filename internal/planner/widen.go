package planner

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/query"
	"minutes/schema"
)

// widen returns n with other names for its words, from the lines of a names file, from
// shortForms and from relations. Several adjacent words of a query may form one name.
func (e *expander) widen(n query.Node) query.Node {
	switch n := n.(type) {
	case query.Not:
		return query.Not{Node: e.widen(n.Node)}
	case query.Or:
		wide := make(query.Or, len(n))
		for i, child := range n {
			wide[i] = e.widen(child)
		}
		return wide
	case query.And:
		wide := make(query.And, len(n))
		for i, child := range n {
			wide[i] = e.widen(child)
		}
		for i := range wide {
			eachRunName(e.joined, wide[i:], func(w *query.Words, other []string) { w.Synonyms = append(slices.Clip(w.Synonyms), other) })
			eachRunName(shortForms(), wide[i:], func(w *query.Words, other []string) { w.ShortForms = append(slices.Clip(w.ShortForms), other) })
			addRelated(wide[i:])
			e.joinPair(wide[i:])
			e.addInitials(wide[i:])
		}
		return wide
	case query.Words:
		if n.Scores() {
			n.Synonyms = append(n.Synonyms, otherNames(e.joined, query.Terms(n.Tokens), n.Prefix)...)
			if n.IsPlain() {
				n.ShortForms = otherNames(shortForms(), query.Terms(n.Tokens), n.Prefix)
			}
		}
		return n
	}
	return n
}

// eachRunName finds names of several words, in lines, at the beginning of run. It calls
// visit for each of these words with each other name on the line.
func eachRunName(lines [][][]string, run []query.Node, visit func(w *query.Words, other []string)) {
	for _, line := range lines {
		for _, name := range line {
			length := runLength(run, name)
			if length < 2 {
				continue
			}
			for i := range run[:length] {
				w := run[i].(query.Words)
				for _, other := range line {
					if !slices.Equal(other, name) {
						visit(&w, other)
					}
				}
				run[i] = w
			}
		}
	}
}

// joinPair adds to the first two plain words of run the compound of both, if texts have
// it or if the second is a number: healthcheck for health check, http2 for http 2.
func (e *expander) joinPair(run []query.Node) {
	if len(run) < 2 {
		return
	}
	first, ok1 := run[0].(query.Words)
	second, ok2 := run[1].(query.Words)
	if !ok1 || !ok2 || !first.IsPlain() || !second.IsPlain() || len(first.Tokens)+len(second.Tokens) > 2 || first.Prefix || second.Prefix {
		return
	}
	if !joins(first.Tokens[0].Term, second.Tokens[0]) {
		return
	}
	together := []string{first.Tokens[0].Term + second.Tokens[0].Term}
	written, err := e.dictionary.Has(schema.Text, together[0], 0)
	if analysis.IsNumber(second.Tokens[0].Term) || err == nil && written {
		first.Synonyms, second.Synonyms = append(slices.Clip(first.Synonyms), together), append(slices.Clip(second.Synonyms), together)
	} else {
		first.ShortForms, second.ShortForms = append(slices.Clip(first.ShortForms), together), append(slices.Clip(second.ShortForms), together)
	}
	run[0], run[1] = first, second
}
