package opensearch

import (
	"slices"
	"strings"

	"minutes/internal/plan"
	"minutes/schema"
)

// OpenSearch allows 1024 clauses in all parts of a query.
const (
	maxClauses = 512 // for the forms of words that score; the rest is for filters
	manyForms  = 32  // in one place; if more are, and all together are too many, they are one clause
)

// hasWords returns the query for the documents that have an alternative of w for which is
// returns true.
func (c *compiler) hasWords(w *plan.Words, is func(plan.Source, plan.Alternative) bool) query {
	var ways []query
	for _, s := range w.Sources {
		for _, a := range s.Alternatives {
			if is(s, a) {
				ways = append(ways, c.hasAlternative(s.Field, a.Slots))
			}
		}
	}
	return or(ways...)
}

// hasAlternative returns the query for the documents that have one of each of slots in
// field, side by side.
func (c *compiler) hasAlternative(field string, slots [][]plan.Form) query {
	if len(slots) > 1 {
		return c.hasPhrase(field, slots)
	}
	byLangs := map[plan.Langs][]string{}
	var order []plan.Langs
	for _, f := range slots[0] {
		if byLangs[f.Langs] == nil {
			order = append(order, f.Langs)
		}
		byLangs[f.Langs] = append(byLangs[f.Langs], f.Term)
	}
	var ways []query
	for _, langs := range order {
		ways = append(ways, and(hasTerm(wordsField(field), byLangs[langs]...), c.isIn(langs)))
	}
	return or(ways...)
}

// isIn returns the query for the documents in the languages of s.
func (c *compiler) isIn(s plan.Langs) query {
	if s == 0 {
		return everything
	}
	var codes []string
	for i, code := range c.languages {
		if s.Has(1 << i) {
			codes = append(codes, code)
		}
	}
	return hasTerm(columnField(schema.Lang), codes...)
}

// hasPhrase is hasAlternative for several slots. Forms of a language can only be beside
// forms of the same one, so there is a query for each of the languages that differ.
func (c *compiler) hasPhrase(field string, slots [][]plan.Form) query {
	all := plan.Langs(0)
	for _, forms := range slots {
		for _, f := range forms {
			all |= f.Langs
		}
	}
	if all == 0 {
		return phrase(field, slots)
	}
	var variants [][][]plan.Form
	var langs []plan.Langs
	for i := range c.languages {
		one := plan.Langs(1 << i)
		variant := formsIn(slots, one)
		same := slices.IndexFunc(variants, func(other [][]plan.Form) bool { return slices.EqualFunc(variant, other, slices.Equal) })
		if same < 0 {
			variants, langs = append(variants, variant), append(langs, one)
		} else {
			langs[same] |= one
		}
	}
	var ways []query
	for i, variant := range variants {
		in := langs[i]
		if len(variants) == 1 {
			in = 0
		}
		ways = append(ways, both(phrase(field, variant), c.isIn(in)))
	}
	return or(ways...)
}

// formsIn returns the forms of slots that count in the languages of s.
func formsIn(slots [][]plan.Form, s plan.Langs) [][]plan.Form {
	var in [][]plan.Form
	for _, forms := range slots {
		var here []plan.Form
		for _, f := range forms {
			if s.Has(f.Langs) {
				here = append(here, f)
			}
		}
		in = append(in, here)
	}
	return in
}

// phrase returns the query for the documents that have one of each of slots in field, side
// by side, in any language.
func phrase(field string, slots [][]plan.Form) query {
	var places []query
	for _, forms := range slots {
		if len(forms) == 0 {
			return nothing
		}
		places = append(places, slot(forms))
	}
	return query{"intervals": query{wordsField(field): query{"all_of": query{
		"intervals": places, "ordered": true, "max_gaps": 0,
	}}}}
}

// slot returns the rule for one place of a phrase.
func slot(forms []plan.Form) query {
	if len(forms) > manyForms {
		// Only a prefix has so many. Then forms are all terms that begin with it.
		common := forms[0].Term
		for _, f := range forms {
			for !strings.HasPrefix(f.Term, common) {
				common = common[:len(common)-1]
			}
		}
		return query{"prefix": query{"prefix": strings.ToValidUTF8(common, "")}}
	}
	var rules []query
	for _, f := range forms {
		rules = append(rules, query{"match": query{"query": f.Term, "analyzer": "keyword"}})
	}
	if len(rules) == 1 {
		return rules[0]
	}
	return query{"any_of": query{"intervals": rules}}
}
