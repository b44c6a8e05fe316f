package searcher

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/schema"
)

// widen returns n with other names for its words, from the lines of a names file, from
// shortForms and from relations. Several adjacent words of a query may form one name.
func (e *expander) widen(n node) node {
	switch n := n.(type) {
	case not:
		return not{e.widen(n.node)}
	case or:
		wide := make(or, len(n))
		for i, child := range n {
			wide[i] = e.widen(child)
		}
		return wide
	case and:
		wide := make(and, len(n))
		for i, child := range n {
			wide[i] = e.widen(child)
		}
		for i := range wide {
			eachRunName(e.joined, wide[i:], func(w *words, other []string) { w.also = append(slices.Clip(w.also), other) })
			eachRunName(shortForms(), wide[i:], func(w *words, other []string) { w.short = append(slices.Clip(w.short), other) })
			addRelated(wide[i:])
			e.joinPair(wide[i:])
			e.addInitials(wide[i:])
		}
		return wide
	case words:
		if n.scores() {
			n.also = append(n.also, otherNames(e.joined, terms(n.terms), n.prefix)...)
			if n.plain() {
				n.short = otherNames(shortForms(), terms(n.terms), n.prefix)
			}
		}
		return n
	}
	return n
}

// otherNames returns typed with each name in it replaced by each other name on its line.
// If prefix is true, the last term of typed is never replaced.
func otherNames(lines [][][]string, typed []string, prefix bool) [][]string {
	var others [][]string
	for _, line := range lines {
		for _, name := range line {
			for i := 0; i+len(name) <= len(typed); i++ {
				end := i + len(name)
				if !sameWords(typed[i:end], name) || prefix && end == len(typed) {
					continue
				}
				for _, other := range line {
					if !slices.Equal(other, name) {
						others = append(others, slices.Concat(typed[:i], other, typed[end:]))
					}
				}
			}
		}
	}
	return others
}

// eachRunName finds names of several words, in lines, at the beginning of run. It calls
// visit for each of these words with each other name on the line.
func eachRunName(lines [][][]string, run []node, visit func(w *words, other []string)) {
	for _, line := range lines {
		for _, name := range line {
			length := runLength(run, name)
			if length < 2 {
				continue
			}
			for i := range run[:length] {
				w := run[i].(words)
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

// runLength returns how many plain words at the beginning of run make up name, or 0 if
// they do not.
func runLength(run []node, name []string) int {
	var typed []string
	for i, n := range run {
		w, ok := n.(words)
		if !ok || !w.plain() || w.prefix {
			return 0
		}
		typed = append(typed, terms(w.terms)...)
		if len(typed) >= len(name) {
			if sameWords(typed, name) {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// joinPair adds to the first two plain words of run the compound of both, if texts have
// it or if the second is a number: healthcheck for health check, http2 for http 2.
func (e *expander) joinPair(run []node) {
	if len(run) < 2 {
		return
	}
	first, ok1 := run[0].(words)
	second, ok2 := run[1].(words)
	if !ok1 || !ok2 || !first.plain() || !second.plain() || len(first.terms)+len(second.terms) > 2 || first.prefix || second.prefix {
		return
	}
	if !joins(first.terms[0].term, second.terms[0]) {
		return
	}
	together := []string{first.terms[0].term + second.terms[0].term}
	written, err := e.reader.Has(schema.Text, together[0], 0)
	if isNumber(second.terms[0].term) || err == nil && written {
		first.also, second.also = append(slices.Clip(first.also), together), append(slices.Clip(second.also), together)
	} else {
		first.short, second.short = append(slices.Clip(first.short), together), append(slices.Clip(second.short), together)
	}
	run[0], run[1] = first, second
}

// sameWords reports whether typed are the words of name, or inflections of them.
func sameWords(typed, name []string) bool {
	return slices.EqualFunc(typed, name, func(a, b string) bool {
		return a == b || len(a) > 1 && len(b) > 1 && a[:2] == b[:2] && analysis.Inflected(a, b)
	})
}
