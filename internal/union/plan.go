package union

import (
	"fmt"
	"math"
	"slices"

	"minutes/internal/plan"
	"minutes/schema"
)

// plans returns the form of p for each part; nil for nil.
func (r *reader) plans(p plan.Node) ([]plan.Node, error) {
	all := make([]plan.Node, len(r.parts))
	if p == nil {
		return all, nil
	}
	known := map[*plan.Words]*plan.Known{}
	if err := r.learn(p, known); err != nil {
		return nil, err
	}
	for i := range r.parts {
		all[i] = (&translation{reader: r, part: &r.parts[i], known: known}).node(p)
	}
	return all, nil
}

// learn adds to known what all parts know of the words in p that score.
func (r *reader) learn(p plan.Node, known map[*plan.Words]*plan.Known) (err error) {
	each := func(nodes []plan.Node) {
		for _, n := range nodes {
			if err == nil {
				err = r.learn(n, known)
			}
		}
	}
	words := func(all []*plan.Words, missing bool) {
		for _, w := range all {
			if err == nil && w.Scores {
				known[w], err = r.know(w, missing)
			}
		}
	}
	switch n := p.(type) {
	case *plan.All:
		each(n.Must)
		each(n.MustNot)
		words(n.Near, false)
	case plan.Any:
		each(n)
	case *plan.Own:
		each([]plan.Node{n.Node})
	case *plan.Most:
		words(n.Words, true)
	case *plan.Words:
		words([]*plan.Words{n}, false)
	case plan.Filter:
	default:
		err = fmt.Errorf("plan has a %T", n)
	}
	return err
}

// know returns what all parts know of w; if missing is true, also whether it is missing.
func (r *reader) know(w *plan.Words, missing bool) (*plan.Known, error) {
	k := &plan.Known{All: r.Documents()}
	for _, from := range w.Sources {
		for _, a := range from.Alternatives {
			if !from.Counts(a) {
				continue
			}
			n, err := r.count(from.Field, a)
			if err != nil {
				return nil, err
			}
			k.Count += n
		}
	}
	if missing {
		n, err := r.find(w, 1)
		if err != nil {
			return nil, err
		}
		k.Missing = n == 0
	}
	return k, nil
}

// count returns the number of documents that have a in field, as an engine counts them for
// the weight of words: without regard to languages if it is a single term.
func (r *reader) count(field string, a plan.Alternative) (int, error) {
	if len(a.Slots) > 1 {
		return r.find(&plan.Words{Sources: []plan.Source{{Field: field, Alternatives: []plan.Alternative{a}}}}, math.MaxInt)
	}
	sum := 0
	for _, form := range a.Slots[0] {
		n, err := r.Count(field, form.Term)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// find returns the number of documents that match w, at most most.
func (r *reader) find(w *plan.Words, most int) (int, error) {
	found := 0
	for i := range r.parts {
		p := &r.parts[i]
		only := (&translation{reader: r, part: p}).words(w)
		only.Scores = false
		n, err := p.Find(only, most-found)
		if err != nil {
			return 0, err
		}
		if found += n; found >= most {
			break
		}
	}
	return found, nil
}

// A translation puts plans into the form for a part.
type translation struct {
	reader *reader
	part   *part
	known  map[*plan.Words]*plan.Known
}

func (t *translation) node(p plan.Node) plan.Node {
	switch n := p.(type) {
	case *plan.All:
		return &plan.All{Must: t.nodes(n.Must), MustNot: t.nodes(n.MustNot), Near: t.allWords(n.Near)}
	case plan.Any:
		return plan.Any(t.nodes(n))
	case *plan.Own:
		return &plan.Own{Node: t.node(n.Node), Loose: n.Loose}
	case *plan.Most:
		return &plan.Most{Words: t.allWords(n.Words)}
	case plan.Filter:
		return t.filter(n)
	case *plan.Words:
		return t.words(n)
	}
	return p
}

func (t *translation) nodes(all []plan.Node) []plan.Node {
	var made []plan.Node
	for _, n := range all {
		made = append(made, t.node(n))
	}
	return made
}

func (t *translation) allWords(all []*plan.Words) []*plan.Words {
	var made []*plan.Words
	for _, w := range all {
		made = append(made, t.words(w))
	}
	return made
}

// words returns w without the forms whose languages the part does not have.
func (t *translation) words(w *plan.Words) *plan.Words {
	made := *w
	made.Known, made.Sources = t.known[w], nil
	for _, from := range w.Sources {
		s := from
		s.Alternatives = nil
		for _, a := range from.Alternatives {
			slots := t.slots(a.Slots)
			if !slices.ContainsFunc(slots, func(forms []plan.Form) bool { return len(forms) == 0 }) {
				s.Alternatives = append(s.Alternatives, plan.Alternative{Slots: slots, Loose: a.Loose})
			}
		}
		made.Sources = append(made.Sources, s)
	}
	return &made
}

func (t *translation) slots(all [][]plan.Form) [][]plan.Form {
	made := make([][]plan.Form, len(all))
	for i, forms := range all {
		for _, form := range forms {
			langs, some := t.reader.langs(t.part, form.Langs)
			if form.Langs = langs; some {
				made[i] = append(made[i], form)
			}
		}
	}
	return made
}

// filter returns f, which speaks of the names of notes as they are shown.
func (t *translation) filter(f plan.Filter) plan.Filter {
	made := slices.Clone(f)
	for i, p := range f {
		if p.Field == schema.File {
			made[i] = plan.Predicate{Field: p.Field, Not: p.Not, Wants: func(name string) bool {
				return p.Wants(t.reader.files.shown(t.part.number, name))
			}}
		}
	}
	return made
}
