package searcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/schema"
)

// Each term that a query stands for takes memory.
const (
	maxForms    = 4096 // in all, with inflections, in each field
	maxPrefixed = 1024 // that one beginning of a word or name stands for

	// A compound of more parts is no name that people write in several ways.
	maxRewritten = 8
)

// inflects are the fields whose words are found in all their inflections.
var inflects = []string{schema.Text, schema.Parents, schema.Section}

// An expander finds the terms that words of a query stand for.
type expander struct {
	reader *indexReader
	exact  bool
	joined [][][]string // names that mean the same, as schema.Joins has them
	forms  int
	cached map[fieldTerm][]string // inflections
}

type fieldTerm struct{ field, term string }

// A sequence is terms to find side by side.
type sequence struct {
	terms   []string
	weight  float64
	clipped bool // whether it is a short form, which completes an answer
}

// An alternative is what words stand for in a field: at each of the places side by
// side, one of some forms.
type alternative struct {
	slots   [][]form
	clipped bool
}

// expand returns what to look for in field in place of w, with its short forms where
// short.
func (e *expander) expand(w words, field string, short bool) ([]alternative, error) {
	var all []alternative
	for _, s := range e.sequences(w, short) {
		var slots [][]form
		for i, term := range s.terms {
			var forms []form
			var err error
			if w.prefix && i == len(s.terms)-1 {
				forms, err = e.beginning(field, term)
			} else {
				forms, err = e.inflections(field, form{term, s.weight})
			}
			if err != nil {
				return nil, err
			}
			slots = append(slots, forms)
		}
		all = append(all, alternative{slots, s.clipped})
	}
	return all, nil
}

// sequences returns w as it was typed, then what else it may stand for.
func (e *expander) sequences(w words, short bool) []sequence {
	typed := terms(w.terms)
	all := []sequence{{terms: typed, weight: 1}}
	if e.exact {
		return all
	}
	if len(typed) > maxRewritten {
		return all
	}
	add := func(weight float64, terms ...string) { all = append(all, sequence{terms: terms, weight: weight}) }
	for i, term := range typed {
		before, after := typed[:i], typed[i+1:]
		if w.prefix && len(after) == 0 {
			break // it is but the beginning of a word
		}
		if word, number, ok := splitNumber(term); ok {
			add(inflectedWeight, slices.Concat(before, []string{word, number}, after)...)
		}
		if len(after) > 0 && joins(term, w.terms[i+1]) {
			add(inflectedWeight, slices.Concat(before, []string{term + after[0]}, after[1:])...)
		}
		if w.terms[i].elided && term == "s" && len(after) == 0 { // the possessive
			add(inflectedWeight, before...)
		}
	}
	for _, other := range w.also {
		add(joinedWeight, other...)
	}
	if short {
		for _, form := range w.clipped {
			all = append(all, sequence{terms: form, weight: joinedWeight, clipped: true})
		}
	}
	return all
}

// joins says whether term and the next one of a compound may be written as one: not
// 1.2 as 12, nor we're as were, nor I/O as io, which begins too many words.
func joins(term string, next typedTerm) bool {
	return !next.apart && !next.elided && !(hasDigit(term) && hasDigit(next.term)) && len(term)+len(next.term) >= minJoined
}

const minJoined = 4

// inflections returns f and the inflections of its term that field has.
func (e *expander) inflections(field string, f form) ([]form, error) {
	forms := []form{f}
	if e.exact || !slices.Contains(inflects, field) {
		return forms, e.spend(1)
	}
	if version := schema.VersionForm(f.term); version != "" {
		forms = append(forms, form{version, f.weight * inflectedWeight})
		return forms, e.spend(2)
	}
	stem := schema.Stem(f.term)
	if len(stem) < 2 {
		return forms, e.spend(1)
	}
	inflections, err := e.withStem(field, stem)
	if err != nil {
		return nil, err
	}
	for _, term := range inflections {
		if term != f.term {
			forms = append(forms, form{term, f.weight * inflectedWeight})
		}
	}
	return forms, e.spend(len(forms))
}

// withStem returns the terms of field that are inflections of each other by stem.
func (e *expander) withStem(field, stem string) ([]string, error) {
	key := fieldTerm{field, stem}
	if terms, ok := e.cached[key]; ok {
		return terms, nil
	}
	dict, err := e.reader.FieldDictPrefix(field, []byte(schema.Root(stem)))
	if err != nil {
		return nil, fmt.Errorf("read the words of %s: %w", field, err)
	}
	var terms []string
	err = e.each(dict, func(term string) error {
		if schema.Stem(term) == stem {
			terms = append(terms, term)
		}
		return nil
	})
	e.cached[key] = terms
	return terms, err
}

// beginning returns the terms of field that begin with stem.
func (e *expander) beginning(field, stem string) ([]form, error) {
	dict, err := e.reader.FieldDictPrefix(field, []byte(stem))
	if err != nil {
		return nil, fmt.Errorf("read the words of %s: %w", field, err)
	}
	var forms []form
	err = e.each(dict, func(term string) error {
		if len(forms) == maxPrefixed {
			return tooMany(fmt.Sprintf("%s* begins more than %d words; write more letters", stem, maxPrefixed))
		}
		forms = append(forms, form{term, 1})
		return e.spend(1)
	})
	return forms, err
}

// each calls visit with the terms of dict, and closes it.
func (e *expander) each(dict index.FieldDict, visit func(term string) error) (err error) {
	defer func() { err = cmp.Or(err, dict.Close()) }()
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return err
		}
		if err := cmp.Or(e.reader.step(), visit(entry.Term)); err != nil {
			return err
		}
	}
}

// spend counts n terms more.
func (e *expander) spend(n int) error {
	if e.forms += n; e.forms > maxForms {
		return tooMany(fmt.Sprintf("the query stands for more than %d terms with all inflections; write fewer words, or more letters before *", maxForms))
	}
	return nil
}

// tooMany is the error for a query that stands for too much.
type tooMany string

func (e tooMany) Error() string { return string(e) }

func terms(typed []typedTerm) []string {
	all := make([]string, len(typed))
	for i, t := range typed {
		all[i] = t.term
	}
	return all
}

// widen returns n with the other names of its words, as lines of words say. Words
// next to each other in a query may be one name together.
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
			eachRunName(clipped, wide[i:], func(w *words, other []string) { w.clipped = append(slices.Clip(w.clipped), other) })
			joinPair(wide[i:])
		}
		return wide
	case words:
		if n.scores() {
			n.also = append(n.also, otherNames(e.joined, terms(n.terms), n.prefix)...)
			if n.plain() {
				n.clipped = otherNames(clipped, terms(n.terms), n.prefix)
			}
		}
		return n
	}
	return n
}

// otherNames returns typed with another name of one of lines for one that is in it.
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

// eachRunName calls visit with each of the plain words that run begins with, where
// several are one name of lines together, and each other name of it.
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

// runLength returns how many of the first nodes of run are plain words that are
// the terms of name together; 0 where they are not.
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

// joinPair gives the two plain words that run begins with the two written as one:
// a word and its number as another way to write them, http 2, others where they
// complete an answer, build pack.
func joinPair(run []node) {
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
	if isNumber(second.terms[0].term) {
		first.also, second.also = append(slices.Clip(first.also), together), append(slices.Clip(second.also), together)
	} else {
		first.clipped, second.clipped = append(slices.Clip(first.clipped), together), append(slices.Clip(second.clipped), together)
	}
	run[0], run[1] = first, second
}

// splitNumber takes a number off the end of a word: http2, windows2016.
func splitNumber(term string) (word, number string, ok bool) {
	word = strings.TrimRight(term, "0123456789")
	number = term[len(word):]
	return word, number, len(word) > 1 && number != "" && !hasDigit(word)
}

func hasDigit(term string) bool { return strings.ContainsAny(term, "0123456789") }

func isNumber(term string) bool { return strings.Trim(term, "0123456789") == "" }

// sameWords says whether typed are the words of name, or inflections of them.
func sameWords(typed, name []string) bool {
	return slices.EqualFunc(typed, name, func(a, b string) bool { return a == b || schema.Inflected(a, b) })
}
