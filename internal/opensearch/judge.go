package opensearch

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/plan"
	"minutes/internal/segment"
	"minutes/schema"
)

// A judge finds out how a document matches a plan, from its text alone. The cluster gives a
// document one score; a judge says what it is made of.
type judge struct {
	*compiler
	hit    source
	langs  plan.Langs
	fields map[string]tokens // read when they are needed
}

// tokens are the words of a field.
type tokens struct {
	places map[string][]int // by term
	length int
}

// A judgment says how a document matches a node.
type judgment struct {
	matches bool
	score   float64
	lacks   float64 // the part of the meaning that is missing
	partial bool    // whether it lacks words
	words   bool    // whether words make it match
	own     bool    // whether a word is in its own text, team or lead
	under   bool    // whether a word is in its parents
}

func newJudge(c *compiler, hit source) *judge {
	j := &judge{compiler: c, hit: hit, fields: map[string]tokens{}}
	if at := slices.Index(c.languages, hit.Doc.Lang); at >= 0 {
		j.langs = 1 << at
	}
	return j
}

func (j *judge) field(name string) tokens {
	t, ok := j.fields[name]
	if ok {
		return t
	}
	t.places = map[string][]int{}
	last := 0
	for token := range analysis.Tokens(segment.TextOf(&j.hit.Doc, name)) {
		t.places[token.Term] = append(t.places[token.Term], token.Position)
		if token.Position != last {
			t.length++
		}
		last = token.Position
	}
	j.fields[name] = t
	return t
}

// of returns how the document matches n.
func (j *judge) of(n plan.Node) judgment {
	switch n := n.(type) {
	case *plan.Words:
		return j.ofWords(n)
	case *plan.All:
		return j.ofAll(n)
	case plan.Any:
		return j.ofAny(n)
	case *plan.Most:
		return j.ofMost(n)
	case *plan.Own:
		g := j.of(n.Node)
		alone := g.own || !g.words // whether the document matches without those above it
		g.matches = g.matches && (alone || n.Loose && g.under)
		g.partial = g.partial || !alone
		return g
	case plan.Filter:
		unwanted := func(p plan.Predicate) bool { return !p.Wants(segment.Value(&j.hit.Doc, p.Field)) }
		return judgment{matches: !slices.ContainsFunc(n, unwanted)}
	}
	return judgment{}
}

func (j *judge) ofAll(n *plan.All) judgment {
	g := judgment{matches: true}
	for _, one := range n.Must {
		m := j.of(one)
		g.matches = g.matches && m.matches
		g.score += m.score
		g.lacks = max(g.lacks, m.lacks)
		g.partial, g.words = g.partial || m.partial, g.words || m.words
		g.own, g.under = g.own || m.own, g.under || m.under
	}
	for _, one := range n.MustNot {
		g.matches = g.matches && !j.of(one).matches
	}
	for _, near := range n.Near {
		if m := j.ofWords(near); m.matches {
			g.score += m.score * (1 - g.lacks)
		}
	}
	return g
}

func (j *judge) ofAny(n plan.Any) judgment {
	g := judgment{words: true}
	for _, one := range n {
		m := j.of(one)
		if !m.matches {
			continue
		}
		g.matches = true
		g.score += m.score
		g.words = g.words && m.words
		g.own, g.under = g.own || m.own, g.under || m.under
	}
	return g
}

func (j *judge) ofMost(n *plan.Most) judgment {
	meanings, total := j.meanings(n)
	g := judgment{matches: true, words: true}
	enough, there, missing := 0.0, 0.0, 0.0
	for i, w := range n.Words {
		if w.IsMissing(j.absent[w]) {
			missing += meanings[i]
		}
		m := j.ofWords(w)
		if !m.matches {
			g.partial, g.matches = true, g.matches && !w.Subject
			continue
		}
		there += meanings[i]
		if j.isRelated(w) {
			enough += plan.RelatedMeaning * meanings[i]
		} else {
			enough += meanings[i]
		}
		g.score += m.score
		g.partial = g.partial || m.partial
		g.own, g.under = g.own || m.own, g.under || m.under
	}
	g.matches = g.matches && enough > n.Enough(meanings, missing)
	if total > 0 {
		g.lacks = 1 - there/total
		g.score = plan.Lowered(g.score, g.lacks)
	}
	return g
}

func (j *judge) ofWords(w *plan.Words) judgment {
	g := judgment{partial: true}
	sum := 0.0
	j.eachWay(w, func(s plan.Source, a plan.Alternative, n float64) {
		g.matches = true
		sum += n
		g.partial = g.partial && a.Loose != ""
		g.own = g.own || slices.Contains(plan.OwnFields, s.Field)
		g.under = g.under || s.Field == schema.Parents
	})
	if !w.Scores {
		return judgment{matches: g.matches}
	}
	g.words, g.score = true, j.weights[w]*plan.Saturated(sum)
	return g
}

// eachWay calls visit with the alternatives of w that the document has. n is the number of
// occurrences, with boost and length.
func (j *judge) eachWay(w *plan.Words, visit func(s plan.Source, a plan.Alternative, n float64)) {
	for _, s := range w.Sources {
		for _, a := range s.Alternatives {
			n := 0.0
			if len(a.Slots) == 1 {
				for _, f := range j.formsHere(a.Slots[0]) {
					n += f.Weight * float64(len(j.field(s.Field).places[f.Term]))
				}
			} else {
				for _, weight := range j.ends(s.Field, a.Slots) {
					n += weight
				}
			}
			if n == 0 {
				continue
			}
			if s.Field == schema.Text {
				n *= plan.PerLength(float64(j.field(s.Field).length))
			}
			visit(s, a, n*s.Boost)
		}
	}
}

// formsHere returns those of forms that count in the language of the document.
func (j *judge) formsHere(forms []plan.Form) []plan.Form {
	return slices.DeleteFunc(slices.Clone(forms), func(f plan.Form) bool { return f.Langs != 0 && f.Langs&j.langs == 0 })
}

// ends returns the position of the last word of each occurrence of a phrase, with the least
// weight of its forms.
func (j *judge) ends(field string, slots [][]plan.Form) map[int]float64 {
	var ends map[int]float64
	for i, forms := range slots {
		next := map[int]float64{}
		for _, f := range j.formsHere(forms) {
			for _, at := range j.field(field).places[f.Term] {
				weight, before := f.Weight, ends[at-1]
				if i > 0 {
					weight = min(weight, before)
				}
				if weight > next[at] {
					next[at] = weight
				}
			}
		}
		ends = next
	}
	return ends
}

// isRelated reports whether the document has w only as related words.
func (j *judge) isRelated(w *plan.Words) bool {
	only := true
	j.eachWay(w, func(_ plan.Source, a plan.Alternative, _ float64) { only = only && a.Loose == plan.Related })
	return only
}
