package opensearch

import (
	"encoding/json"
	"slices"

	"minutes/internal/plan"
	"minutes/schema"
)

// prepare returns the compiler for n, after it has asked the engine for what that needs:
// values of columns, and numbers of documents that have words.
func (r *reader) prepare(n plan.Node) (*compiler, error) {
	c := &compiler{
		languages: r.Languages(), values: map[string][]string{},
		weights: map[*plan.Words]float64{}, absent: map[*plan.Words]bool{},
	}
	needs := &needed{}
	needs.add(n)
	for _, field := range needs.columns {
		values, err := r.columnValues(field)
		if err != nil {
			return nil, err
		}
		c.values[field] = values
	}
	return c, r.weigh(c, needs)
}

// needed lists what the query for a plan depends on.
type needed struct {
	columns []string
	scoring []*plan.Words
	most    []*plan.Words // those of Most, which are scoring too
}

func (d *needed) add(n plan.Node) {
	switch n := n.(type) {
	case *plan.Words:
		if n.Scores {
			d.scoring = append(d.scoring, n)
		}
	case *plan.All:
		for _, one := range n.Must {
			d.add(one)
		}
		for _, near := range n.Near {
			d.add(near)
		}
		without := &needed{} // its words need no weights
		for _, not := range n.MustNot {
			without.add(not)
		}
		d.columns = append(d.columns, without.columns...)
	case plan.Any:
		for _, one := range n {
			d.add(one)
		}
	case *plan.Most:
		for _, w := range n.Words {
			d.add(w)
			d.most = append(d.most, w)
		}
	case *plan.Own:
		d.add(n.Node)
	case plan.Filter:
		for _, p := range n {
			if p.Terms == nil || p.Field == schema.Lang { // as in compiler.wants
				d.columns = append(d.columns, p.Field)
			}
		}
	}
}

// weigh sets the weights of the words that needs has. The weight of a word depends on how
// many documents have it.
func (r *reader) weigh(c *compiler, needs *needed) error {
	var forms []fieldTerm
	for _, w := range needs.scoring {
		for _, s := range w.Sources {
			for _, a := range s.Alternatives {
				for _, f := range slices.Concat(a.Slots...) {
					forms = append(forms, fieldTerm{s.Field, f.Term})
				}
			}
		}
	}
	c.crowded = len(forms) > maxClauses
	counts, err := r.words.count(r.ctx, forms...)
	if err != nil {
		return err
	}
	sums := map[*plan.Words]int{}
	var phrases []query
	var of []*plan.Words // those that have phrases
	for _, w := range needs.scoring {
		for _, s := range w.Sources {
			for _, a := range s.Alternatives {
				least := leastCount(counts, s.Field, a)
				switch {
				case !s.Counts(a) || least == 0:
				case len(a.Slots) == 1:
					sums[w] += least
				default:
					phrases, of = append(phrases, c.hasPhrase(s.Field, a.Slots)), append(of, w)
				}
			}
		}
	}
	weighed := len(phrases)
	for _, w := range needs.most {
		if !hasAnywhere(counts, w) {
			phrases, of = append(phrases, c.matches(w)), append(of, w)
		}
	}
	found, err := r.counted(phrases)
	if err != nil {
		return err
	}
	for i, w := range of {
		if i < weighed {
			sums[w] += found[i]
		} else {
			c.absent[w] = found[i] == 0
		}
	}
	for _, w := range needs.scoring {
		c.weights[w] = w.Weight(sums[w], r.Documents())
	}
	return nil
}

// hasAnywhere reports whether counts show that some document has w. Where they do not, it may
// still have a phrase, or a form that counts only in some languages.
func hasAnywhere(counts map[fieldTerm]int, w *plan.Words) bool {
	for _, s := range w.Sources {
		for _, a := range s.Alternatives {
			for _, f := range a.Slots[0] {
				if len(a.Slots) == 1 && f.Langs == 0 && counts[fieldTerm{s.Field, f.Term}] > 0 {
					return true
				}
			}
		}
	}
	return false
}

// leastCount returns the least number of documents that have forms of a slot of a. A document
// with two of the forms counts twice, and one in another language counts too.
func leastCount(counts map[fieldTerm]int, field string, a plan.Alternative) int {
	least := -1
	for _, forms := range a.Slots {
		sum := 0
		for _, f := range forms {
			sum += counts[fieldTerm{field, f.Term}]
		}
		if least < 0 || sum < least {
			least = sum
		}
	}
	return max(least, 0)
}

// counted returns the number of documents that match each of qs. It asks for those that are
// not kept with one request.
func (r *reader) counted(qs []query) ([]int, error) {
	keys := make([]string, len(qs))
	var bodies []query
	var asked []int
	counts := make([]int, len(qs))
	for i, q := range qs {
		if q.isNothing() {
			continue
		}
		text, err := json.Marshal(q)
		if err != nil {
			return nil, err
		}
		keys[i] = string(text)
		n, ok := r.kept.count(keys[i])
		if counts[i] = n; !ok {
			bodies, asked = append(bodies, query{"query": q, "size": 0, "track_total_hits": true}), append(asked, i)
		}
	}
	found, err := searchAll[struct{}](r.ctx, r.client, r.index, bodies)
	if err != nil {
		return nil, err
	}
	for i, one := range found {
		counts[asked[i]] = one.Hits.Total.Value
		r.kept.add(keys[asked[i]], one.Hits.Total.Value)
	}
	return counts, nil
}

// columnValues returns the values that documents have in a column, sorted.
func (r *reader) columnValues(field string) ([]string, error) {
	if values, ok := r.kept.column(field); ok {
		return values, nil
	}
	all, err := r.valuesOf(everything, columnField(field))
	if err != nil {
		return nil, err
	}
	values := make([]string, 0, len(all))
	for _, one := range all {
		values = append(values, one.Value)
	}
	r.kept.addColumn(field, values)
	return values, nil
}
