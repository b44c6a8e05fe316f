package planner

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/internal/query"
	"minutes/schema"
)

// Each term that a query expands to takes memory.
const (
	MaxForms    = 4096 // total, counting each inflection in each field
	maxPrefixed = 1024 // for one prefix of a word or name

	// People do not write longer compounds in several ways.
	maxRewritten = 8
)

// inflects lists the fields in which words match their inflections.
var inflects = []string{schema.Text, schema.Parents, schema.Section}

// An expander finds the terms to look for in place of words of a query.
type expander struct {
	dictionary engine.Dictionary
	languages  *languages // of the index
	exact      bool
	joined     [][][]string // names that mean the same, as in naming.Joins
	forms      int
	cached     map[fieldStem][]string // inflections
}

// A fieldStem is a stem in a language, to look for in a field.
type fieldStem struct{ field, lang, stem string }

// A sequence is a list of terms to find side by side.
type sequence struct {
	terms  []string
	weight float64
	loose  plan.Looseness
}

// parts returns the terms of s as the index has them: see analysis.Parts.
func (s sequence) parts() []string {
	var parts []string
	for i, term := range s.terms {
		parts = append(parts, analysis.Parts(term, i < len(s.terms)-1)...)
	}
	return parts
}

// expand returns the ways to match w in field. If loose is true, it includes those that
// count only in partial matches.
func (e *expander) expand(w query.Words, field string, loose bool) ([]plan.Alternative, error) {
	var all []plan.Alternative
	for _, s := range e.sequences(w, loose) {
		parts := s.parts()
		var slots [][]plan.Form
		for i, term := range parts {
			var forms []plan.Form
			var err error
			if w.Prefix && i == len(parts)-1 {
				forms, err = e.beginning(field, term)
			} else {
				forms, err = e.inflections(field, plan.Form{Term: term, Weight: s.weight})
			}
			if err != nil {
				return nil, err
			}
			slots = append(slots, forms)
		}
		all = append(all, plan.Alternative{Slots: slots, Loose: s.loose})
	}
	if !loose || len(w.Related) == 0 || field != schema.Text && field != schema.Parents {
		return all, nil
	}
	more, err := e.related(w, field)
	return append(all, more...), err
}

// related returns an alternative for all single words that are related to w, and one for
// each phrase.
func (e *expander) related(w query.Words, field string) (all []plan.Alternative, err error) {
	var single []plan.Form
	for _, terms := range w.Related {
		var slots [][]plan.Form
		for _, term := range terms {
			forms, err := e.inflections(field, plan.Form{Term: term, Weight: plan.RelatedWeight})
			if err != nil {
				return nil, err
			}
			slots = append(slots, forms)
		}
		if len(slots) == 1 {
			single = append(single, slots[0]...)
		} else {
			all = append(all, plan.Alternative{Slots: slots, Loose: plan.Related})
		}
	}
	if len(single) > 0 {
		// Some of them are inflections of each other, such as incubate and incubation.
		slices.SortFunc(single, func(a, b plan.Form) int {
			return cmp.Or(cmp.Compare(a.Term, b.Term), cmp.Compare(a.Langs, b.Langs), cmp.Compare(b.Weight, a.Weight))
		})
		single = slices.CompactFunc(single, func(a, b plan.Form) bool { return a.Term == b.Term && a.Langs == b.Langs })
		all = append(all, plan.Alternative{Slots: [][]plan.Form{single}, Loose: plan.Related})
	}
	return all, nil
}

// sequences returns w as typed, followed by other ways to write it.
func (e *expander) sequences(w query.Words, loose bool) []sequence {
	typed := query.Terms(w.Tokens)
	all := []sequence{{terms: typed, weight: 1}}
	if e.exact || len(typed) > maxRewritten {
		return all
	}
	add := func(weight float64, terms ...string) { all = append(all, sequence{terms: terms, weight: weight}) }
	for i, term := range typed {
		before, after := typed[:i], typed[i+1:]
		if w.Prefix && len(after) == 0 {
			break // it is only a prefix
		}
		if word, number, ok := splitNumber(term); ok {
			add(plan.InflectedWeight, slices.Concat(before, []string{word, number}, after)...)
		}
		if len(after) > 0 && joins(term, w.Tokens[i+1]) {
			add(plan.InflectedWeight, slices.Concat(before, []string{term + after[0]}, after[1:])...)
		}
		if w.Tokens[i].Elided && term == "s" && len(after) == 0 { // the possessive
			add(plan.InflectedWeight, before...)
		}
	}
	for _, other := range w.Synonyms {
		add(plan.JoinedWeight, other...)
	}
	if loose {
		for _, form := range w.ShortForms {
			all = append(all, sequence{terms: form, weight: plan.JoinedWeight, loose: plan.ShortForm})
		}
	}
	return all
}

// joins reports whether term and the next term of a compound may be written as one word.
// It returns false for 1.2 (12) and we're (were), and for I/O, because io begins too many
// words. In scripts without spaces, every word is written as one with the next.
func joins(term string, next query.Token) bool {
	if analysis.Unspaced(term) || analysis.Unspaced(next.Term) {
		return false
	}
	return !next.Apart && !next.Elided && !(analysis.HasDigit(term) && analysis.HasDigit(next.Term)) && len(term)+len(next.Term) >= minJoined
}

const minJoined = 4

// inflections returns f, followed by the inflections of its term that occur in field. Those
// of a language count only in its documents.
func (e *expander) inflections(field string, f plan.Form) ([]plan.Form, error) {
	forms := []plan.Form{f}
	if e.exact || !slices.Contains(inflects, field) {
		return forms, e.spend(1)
	}
	if version := analysis.VersionForm(f.Term); version != "" {
		forms = append(forms, plan.Form{Term: version, Weight: f.Weight * plan.InflectedWeight})
		return forms, e.spend(2)
	}
	for _, l := range e.languages.inflecting() {
		stem := l.Stem(f.Term)
		if len(stem) < 2 {
			continue
		}
		inflections, err := e.withStem(field, l.Language, stem)
		if err != nil {
			return nil, err
		}
		for _, term := range inflections {
			if term == f.Term {
				continue
			}
			same := slices.IndexFunc(forms, func(other plan.Form) bool { return other.Term == term })
			if same < 0 {
				forms = append(forms, plan.Form{Term: term, Weight: f.Weight * plan.InflectedWeight, Langs: l.langs})
			} else {
				forms[same].Langs |= l.langs
			}
		}
	}
	return forms, e.spend(len(forms))
}

// withStem returns the terms of field that are inflections in l with the given stem.
func (e *expander) withStem(field string, l *analysis.Language, stem string) ([]string, error) {
	key := fieldStem{field, l.Code, stem}
	if terms, ok := e.cached[key]; ok {
		return terms, nil
	}
	var terms []string
	err := e.dictionary.Terms(field, analysis.Root(stem), func(term string) error {
		if l.Stem(term) == stem {
			terms = append(terms, term)
		}
		return nil
	})
	e.cached[key] = terms
	return terms, err
}

// beginning returns the terms of field that begin with stem.
func (e *expander) beginning(field, stem string) ([]plan.Form, error) {
	var forms []plan.Form
	err := e.dictionary.Terms(field, stem, func(term string) error {
		if len(forms) == maxPrefixed {
			return TooMany(fmt.Sprintf("%s* matches more than %d words; write more letters", stem, maxPrefixed))
		}
		forms = append(forms, plan.Form{Term: term, Weight: 1})
		return e.spend(1)
	})
	return forms, err
}

// spend adds n to the number of terms. It returns an error if there are too many.
func (e *expander) spend(n int) error {
	if e.forms += n; e.forms > MaxForms {
		return TooMany(fmt.Sprintf("the query matches more than %d terms, including inflections; write fewer words, or more letters before *", MaxForms))
	}
	return nil
}

// TooMany is the error for a query that expands to too many terms or names, or whose answer is
// too large.
type TooMany string

func (e TooMany) Error() string { return string(e) }

// splitNumber splits a term into a word and the number at its end: http2, windows2016. ok
// is false if the term has no such form.
func splitNumber(term string) (word, number string, ok bool) {
	word = strings.TrimRight(term, "0123456789")
	number = term[len(word):]
	return word, number, len(word) > 1 && number != "" && !analysis.HasDigit(word)
}
