package indexer

import (
	"fmt"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// ParseLanguages returns the codes of the languages in list, separated by commas, each
// once. A region is ignored: de-AT is de. It returns an error if list has a language that
// is not in Languages, or none.
func ParseLanguages(list string) ([]string, error) {
	var codes []string
	for tag := range strings.SplitSeq(list, ",") {
		l := analysis.LanguageOf(tag)
		if l == nil {
			return nil, fmt.Errorf("unknown language %q; the languages are %s", strings.TrimSpace(tag), strings.Join(Languages, ", "))
		}
		if !slices.Contains(codes, l.Code) {
			codes = append(codes, l.Code)
		}
	}
	return codes, nil
}

// Languages are the codes of the languages that notes may be in.
var Languages = analysis.LanguageCodes()

// defaultLanguages are the languages of an index for which none were named.
var defaultLanguages = []string{analysis.English.Code}

// takeLanguage takes the language that the front matter names. If that is unknown, it is a
// finding, and the note is in the language that it would have without.
func (n *Note) takeLanguage(front frontMatter) {
	if front.lang == "" {
		return
	}
	if l := analysis.LanguageOf(front.lang); l != nil {
		n.lang = l.Code
		return
	}
	unknown := Finding{n.Name, front.langLine, fmt.Sprintf("unknown language %q", front.lang)}
	n.findings, n.foreign = append(n.findings, unknown), append(n.foreign, unknown)
}

// language returns the language of n, whose documents are docs: the one that its front
// matter names, or else the one of languages with most function words in its text. Of
// several such, and without any, it is the first.
func (n *Note) language(docs []schema.Document, languages []string) string {
	if n.lang != "" {
		return n.lang
	}
	if len(languages) == 1 {
		return languages[0]
	}
	counts, all := make([]int, len(languages)), make([]*analysis.Language, len(languages))
	for i, code := range languages {
		all[i] = analysis.LanguageOf(code)
	}
	for _, d := range docs {
		for token := range analysis.Tokens(d.Text) {
			for i, l := range all {
				if l.IsFunction(token.Term) {
					counts[i]++
				}
			}
		}
	}
	return languages[slices.Index(counts, slices.Max(counts))]
}
