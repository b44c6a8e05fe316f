package searcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// Each term that a query expands to takes memory.
const (
	maxForms    = 4096 // total, counting each inflection in each field
	maxPrefixed = 1024 // for one prefix of a word or name

	// People do not write longer compounds in several ways.
	maxRewritten = 8
)

// inflects lists the fields in which words match their inflections.
var inflects = []string{schema.Text, schema.Parents, schema.Section}

// An expander finds the terms to look for in place of words of a query.
type expander struct {
	reader *indexReader
	exact  bool
	joined [][][]string // names that mean the same, as in naming.Joins
	forms  int
	cached map[fieldStem][]string // inflections
}

// A fieldStem is a stem in a language, to look for in a field.
type fieldStem struct{ field, lang, stem string }

// A sequence is a list of terms to find side by side.
type sequence struct {
	terms  []string
	weight float64
	loose  looseness
}

// A looseness says why an alternative counts only in partial matches. "" is one that
// counts in all.
type looseness string

const (
	shortForm looseness = "short form"
	isRelated looseness = "related"
)

// parts returns the terms of s as the index has them: see analysis.Parts.
func (s sequence) parts() []string {
	var parts []string
	for i, term := range s.terms {
		parts = append(parts, analysis.Parts(term, i < len(s.terms)-1)...)
	}
	return parts
}

// An alternative is one way to match words in a field. It has a slot for each place, side
// by side, and each slot has forms, of which one must be there.
type alternative struct {
	slots [][]form
	loose looseness
}

// expand returns the ways to match w in field. If loose is true, it includes those that
// count only in partial matches.
func (e *expander) expand(w words, field string, loose bool) ([]alternative, error) {
	var all []alternative
	for _, s := range e.sequences(w, loose) {
		parts := s.parts()
		var slots [][]form
		for i, term := range parts {
			var forms []form
			var err error
			if w.prefix && i == len(parts)-1 {
				forms, err = e.beginning(field, term)
			} else {
				forms, err = e.inflections(field, form{term: term, weight: s.weight})
			}
			if err != nil {
				return nil, err
			}
			slots = append(slots, forms)
		}
		all = append(all, alternative{slots, s.loose})
	}
	if !loose || len(w.related) == 0 || field != schema.Text && field != schema.Parents {
		return all, nil
	}
	more, err := e.related(w, field)
	return append(all, more...), err
}

// related returns an alternative for all single words that are related to w, and one for
// each phrase.
func (e *expander) related(w words, field string) (all []alternative, err error) {
	var single []form
	for _, terms := range w.related {
		var slots [][]form
		for _, term := range terms {
			forms, err := e.inflections(field, form{term: term, weight: relatedWeight})
			if err != nil {
				return nil, err
			}
			slots = append(slots, forms)
		}
		if len(slots) == 1 {
			single = append(single, slots[0]...)
		} else {
			all = append(all, alternative{slots, isRelated})
		}
	}
	if len(single) > 0 {
		// Some of them are inflections of each other, such as incubate and incubation.
		slices.SortFunc(single, func(a, b form) int {
			return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.langs, b.langs), cmp.Compare(b.weight, a.weight))
		})
		single = slices.CompactFunc(single, func(a, b form) bool { return a.term == b.term && a.langs == b.langs })
		all = append(all, alternative{[][]form{single}, isRelated})
	}
	return all, nil
}

// sequences returns w as typed, followed by other ways to write it.
func (e *expander) sequences(w words, loose bool) []sequence {
	typed := terms(w.terms)
	all := []sequence{{terms: typed, weight: 1}}
	if e.exact || len(typed) > maxRewritten {
		return all
	}
	add := func(weight float64, terms ...string) { all = append(all, sequence{terms: terms, weight: weight}) }
	for i, term := range typed {
		before, after := typed[:i], typed[i+1:]
		if w.prefix && len(after) == 0 {
			break // it is only a prefix
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
	if loose {
		for _, form := range w.short {
			all = append(all, sequence{terms: form, weight: joinedWeight, loose: shortForm})
		}
	}
	return all
}

// joins reports whether term and the next term of a compound may be written as one word.
// It returns false for 1.2 (12) and we're (were), and for I/O, because io begins too many
// words. In scripts without spaces, every word is written as one with the next.
func joins(term string, next typedTerm) bool {
	if analysis.Unspaced(term) || analysis.Unspaced(next.term) {
		return false
	}
	return !next.apart && !next.elided && !(hasDigit(term) && hasDigit(next.term)) && len(term)+len(next.term) >= minJoined
}

const minJoined = 4

// inflections returns f, followed by the inflections of its term that occur in field. Those
// of a language count only in its documents.
func (e *expander) inflections(field string, f form) ([]form, error) {
	forms := []form{f}
	if e.exact || !slices.Contains(inflects, field) {
		return forms, e.spend(1)
	}
	if version := analysis.VersionForm(f.term); version != "" {
		forms = append(forms, form{term: version, weight: f.weight * inflectedWeight})
		return forms, e.spend(2)
	}
	for _, l := range e.reader.languages().inflecting() {
		stem := l.Stem(f.term)
		if len(stem) < 2 {
			continue
		}
		inflections, err := e.withStem(field, l.Language, stem)
		if err != nil {
			return nil, err
		}
		for _, term := range inflections {
			if term == f.term {
				continue
			}
			same := slices.IndexFunc(forms, func(other form) bool { return other.term == term })
			if same < 0 {
				forms = append(forms, form{term, f.weight * inflectedWeight, l.langs})
			} else {
				forms[same].langs |= l.langs
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
	err := e.reader.Terms(field, analysis.Root(stem), func(term string) error {
		if l.Stem(term) != stem {
			return e.reader.step()
		}
		return e.ifThere(field, term, func() error {
			terms = append(terms, term)
			return nil
		})
	})
	e.cached[key] = terms
	return terms, err
}

// beginning returns the terms of field that begin with stem.
func (e *expander) beginning(field, stem string) ([]form, error) {
	var forms []form
	err := e.reader.Terms(field, stem, func(term string) error {
		return e.ifThere(field, term, func() error {
			if len(forms) == maxPrefixed {
				return tooMany(fmt.Sprintf("%s* matches more than %d words; write more letters", stem, maxPrefixed))
			}
			forms = append(forms, form{term: term, weight: 1})
			return e.spend(1)
		})
	})
	return forms, err
}

// ifThere calls visit if a document has term in field. The dictionary also has the words
// of deleted documents.
func (e *expander) ifThere(field, term string, visit func() error) error {
	if e.reader.HasDeleted() {
		if there, err := e.reader.Has(field, term); err != nil || !there {
			return err
		}
	}
	return cmp.Or(e.reader.step(), visit())
}

// spend adds n to the number of terms. It returns an error if there are too many.
func (e *expander) spend(n int) error {
	if e.forms += n; e.forms > maxForms {
		return tooMany(fmt.Sprintf("the query matches more than %d terms, including inflections; write fewer words, or more letters before *", maxForms))
	}
	return nil
}

// tooMany is the error for a query that expands to too many terms or names.
type tooMany string

func (e tooMany) Error() string { return string(e) }

func terms(typed []typedTerm) []string {
	all := make([]string, len(typed))
	for i, t := range typed {
		all[i] = t.term
	}
	return all
}

// splitNumber splits a term into a word and the number at its end: http2, windows2016. ok
// is false if the term has no such form.
func splitNumber(term string) (word, number string, ok bool) {
	word = strings.TrimRight(term, "0123456789")
	number = term[len(word):]
	return word, number, len(word) > 1 && number != "" && !hasDigit(word)
}

func hasDigit(term string) bool { return strings.ContainsAny(term, "0123456789") }

func isNumber(term string) bool { return strings.Trim(term, "0123456789") == "" }
