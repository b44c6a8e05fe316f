package planner

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/plan"
)

// languages are the languages of the documents in an index.
type languages struct {
	all    []*analysis.Language
	byCode map[string]plan.Langs
}

// newLanguages returns the languages with codes, in the order of plan.Langs.
func newLanguages(codes []string) *languages {
	l := &languages{byCode: map[string]plan.Langs{}}
	for i, code := range codes {
		one := analysis.LanguageOf(code)
		if one == nil {
			one = analysis.English
		}
		l.byCode[code] = 1 << i
		l.all = append(l.all, one)
	}
	if len(l.all) == 0 {
		l.all = []*analysis.Language{analysis.English}
	}
	return l
}

// sets returns each language by its code, as a set. It returns nil if there is only one.
func (l *languages) sets() map[string]plan.Langs {
	if len(l.all) == 1 {
		return nil
	}
	return l.byCode
}

// An inflecting is a language, with the set of those whose inflections it has.
type inflecting struct {
	*analysis.Language
	langs plan.Langs
}

// inflecting returns the languages of l that differ in their inflections.
func (l *languages) inflecting() []inflecting {
	var all []inflecting
	for i, one := range l.all {
		if !one.Inflects() {
			one = analysis.English
		}
		at := slices.IndexFunc(all, func(other inflecting) bool { return other.Language == one })
		if at < 0 {
			at = len(all)
			all = append(all, inflecting{Language: one})
		}
		all[at].langs |= 1 << i
	}
	if len(all) == 1 {
		all[0].langs = 0
	}
	return all
}

// isFunctionWord reports whether term is a function word of one of l.
func (l *languages) isFunctionWord(term string) bool {
	return slices.ContainsFunc(l.all, func(l *analysis.Language) bool { return l.IsFunction(term) })
}
