package searcher

import (
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/segment"
	"minutes/schema"
)

// A langs is a set of languages of an index; bit i stands for number i. The zero value is
// all of them.
type langs uint32

// has reports whether s and t have a language in common.
func (s langs) has(t langs) bool { return s == 0 || t == 0 || s&t != 0 }

// languages are the languages of the documents in an index.
type languages struct {
	all    []*analysis.Language
	byCode map[string]langs
	// values has the language of each value in a segment's column. It is nil if there is
	// only one language.
	values map[*segment.Segment][]langs
}

// languages returns the languages of the documents in r.
func (r *indexReader) languages() *languages {
	if r.spoken != nil {
		return r.spoken
	}
	l := &languages{byCode: map[string]langs{}}
	r.spoken = l
	for _, s := range r.Segments {
		c := s.Columns.Column(schema.Lang)
		for ordinal := range c.Values() {
			code := c.Value(ordinal)
			if _, ok := l.byCode[code]; ok {
				continue
			}
			one := analysis.LanguageOf(code)
			if one == nil {
				one = analysis.English
			}
			l.byCode[code] = 1 << len(l.all)
			l.all = append(l.all, one)
		}
	}
	if len(l.all) == 0 {
		l.all = []*analysis.Language{analysis.English}
	}
	if len(l.all) == 1 {
		return l
	}
	l.values = map[*segment.Segment][]langs{}
	for _, s := range r.Segments {
		c := s.Columns.Column(schema.Lang)
		of := make([]langs, c.Values())
		for ordinal := range of {
			of[ordinal] = l.byCode[c.Value(ordinal)]
		}
		l.values[s] = of
	}
	return l
}

// of returns the language with the given code, as a set.
func (l *languages) of(code string) langs {
	if l == nil || l.values == nil {
		return 0
	}
	return l.byCode[code]
}

// isIn reports whether the language of a document is in s.
func (r *indexReader) isIn(number uint64, s langs) bool {
	in, doc := r.Locate(number)
	ordinal := in.Columns.Column(schema.Lang).Ordinal(doc)
	return s.has(r.spoken.values[in][ordinal])
}

// An inflecting is a language, with the set of those whose inflections it has.
type inflecting struct {
	*analysis.Language
	langs langs
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

// isFunctionWord reports whether term is a function word of a language of the index.
func (e *expander) isFunctionWord(term string) bool {
	return slices.ContainsFunc(e.reader.languages().all, func(l *analysis.Language) bool { return l.IsFunction(term) })
}
