package opensearch

import (
	"fmt"
	"slices"
	"strings"

	"minutes/internal/plan"
	"minutes/schema"
)

// explained returns the explanation of the score of a hit for n: a line for the score, and one
// for each part.
func (c *compiler) explained(n plan.Node, hit source, score float64, remarks []string) []string {
	j := newJudge(c, hit)
	g := j.of(n)
	var lowered []string
	if hit.Doc.Kind == schema.Row {
		g.score *= plan.RowWeight
		lowered = append(lowered, fmt.Sprintf("row of a table: the sum is multiplied by %.1f", plan.RowWeight))
	}
	if g.partial && hit.Pointer {
		g.score *= plan.PointerWeight
		lowered = append(lowered, fmt.Sprintf("bare link or line of an agenda: the sum is multiplied by %.1f", plan.PointerWeight))
	}
	lines := []string{fmt.Sprintf("%.4f: %s, and %.2f of a possible %.2f",
		plan.Shown(score), plan.ClassNames[plan.Class(g.partial, hit.Old)], g.score, c.best(n))}
	lines = append(lines, j.explain(n)...)
	return slices.Concat(lines, remarks, lowered)
}

// explain returns a line for each part of the score of n.
func (j *judge) explain(n plan.Node) (lines []string) {
	switch n := n.(type) {
	case *plan.Words:
		if n.Scores && j.ofWords(n).matches {
			lines = append(lines, j.explainWords(n))
		}
	case *plan.All:
		for _, one := range n.Must {
			lines = append(lines, j.explain(one)...)
		}
		for _, near := range n.Near {
			lines = append(lines, j.explain(near)...)
		}
	case plan.Any:
		for _, one := range n {
			if j.of(one).matches {
				lines = append(lines, j.explain(one)...)
			}
		}
	case *plan.Most:
		for _, w := range n.Words {
			line := fmt.Sprintf("%s: 0, not found", w.Shown)
			if j.ofWords(w).matches {
				line = j.explainWords(w)
				if w.Subject {
					line += "; a subject of the query, without which nothing matches"
				}
			}
			lines = append(lines, line)
		}
	case *plan.Own:
		return j.explain(n.Node)
	}
	return lines
}

func (j *judge) explainWords(w *plan.Words) string {
	var where []string
	j.eachWay(w, func(s plan.Source, a plan.Alternative, _ float64) {
		at := fmt.Sprintf("%s %q", strings.TrimSuffix(s.Field, "_words"), strings.Join(j.terms(s.Field, a.Slots), " "))
		if a.Loose != "" {
			at += fmt.Sprintf(" (%s)", a.Loose)
		}
		where = append(where, at)
	})
	return fmt.Sprintf("%s: %.2f of %.2f, for %s", w.Shown, j.ofWords(w).score, j.weights[w], strings.Join(where, ", "))
}

// terms returns the terms of slots that the document has, those of each slot sorted.
func (j *judge) terms(field string, slots [][]plan.Form) (terms []string) {
	ends := j.ends(field, slots)
	for i, forms := range slots {
		after := len(slots) - 1 - i
		var here []string
		for _, f := range j.formsHere(forms) {
			if slices.ContainsFunc(j.field(field).places[f.Term], func(at int) bool { return ends[at+after] > 0 }) {
				here = append(here, f.Term)
			}
		}
		slices.Sort(here)
		terms = append(terms, here...)
	}
	return terms
}
