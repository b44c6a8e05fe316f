package analysis

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
)

// A Language is a language of notes. Its words have inflections and function words.
type Language struct {
	Code      string // of ISO 639-1
	stem      func(*snowballstem.Env) bool
	refold    []string // pairs of endings: as folded, and as Snowball needs them
	functions func() map[string]bool
}

// English is the language of notes that do not say theirs.
var English = &Language{Code: "en", functions: set(englishFunctions)}

// Languages are all languages, sorted by their codes. Notes in Chinese, Japanese, Korean
// and Thai have English words among theirs, which are inflected as in English.
//
// Terms are folded, but Snowball needs some accents. It also takes the Portuguese decisões
// and decisão for different words.
var Languages = []*Language{
	{Code: "de", stem: german.Stem, functions: set(germanFunctions)},
	English,
	{Code: "es", stem: spanish.Stem, refold: []string{"cion", "ción"}, functions: set(spanishFunctions)},
	{Code: "fr", stem: french.Stem, refold: []string{"ee", "ée", "ees", "ées"}, functions: set(frenchFunctions)},
	{Code: "it", stem: italian.Stem, functions: set(italianFunctions)},
	{Code: "ja", functions: set(japaneseFunctions)},
	{Code: "ko", functions: set(koreanFunctions)},
	{Code: "nl", stem: dutch.Stem, functions: set(dutchFunctions)},
	{Code: "pt", stem: portuguese.Stem, refold: []string{"cao", "ção", "coes", "ção", "ao", "ão", "oes", "ão", "ens", "em"}, functions: set(portugueseFunctions)},
	{Code: "sv", stem: swedish.Stem, functions: set(swedishFunctions)},
	{Code: "th", functions: set(thaiFunctions)},
	{Code: "zh", functions: set(chineseFunctions)},
}

// LanguageOf returns the language that tag names: a code, alone or with a region, such as
// de, de-AT or pt_BR. It returns nil if there is none.
func LanguageOf(tag string) *Language {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	for _, l := range Languages {
		if l.Code == code {
			return l
		}
	}
	return nil
}

// LanguageCodes returns the codes of all languages.
func LanguageCodes() []string {
	var codes []string
	for _, l := range Languages {
		codes = append(codes, l.Code)
	}
	return codes
}

// Inflects reports whether l has inflections of its own. Otherwise they are English.
func (l *Language) Inflects() bool { return l.stem != nil || l == English }

// Stem returns term without its inflection in l, as Stem does in English. Words that differ
// only in accents have the same stem.
func (l *Language) Stem(term string) string {
	if l.stem == nil {
		return Stem(term)
	}
	if !isStemmable(term) {
		return term
	}
	env := snowballstem.NewEnv(l.accented(term))
	l.stem(env)
	stem := foldWord(env.Current())
	if before, ok := strings.CutSuffix(term, "s"); ok && stem == term && isAcronym(before) && !strings.ContainsAny(before, "aeiouy") {
		return before
	}
	return stem
}

// accented returns term with the ending that Snowball needs.
func (l *Language) accented(term string) string {
	for i := 0; i < len(l.refold); i += 2 {
		if before, ok := strings.CutSuffix(term, l.refold[i]); ok {
			return before + l.refold[i+1]
		}
	}
	return term
}

// IsFunction reports whether term is a word of l that connects others and says nothing
// about the subject.
func (l *Language) IsFunction(term string) bool { return l.functions()[term] }

// set returns a function that returns the set of the words in list. Most programs need few
// of the lists.
func set(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		words := map[string]bool{}
		for word := range Words(list) {
			words[Parts(word.Term, false)[0]] = true
		}
		return words
	})
}

// WordSet returns the words of list, which has spaces between them.
func WordSet(list string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		words[word] = true
	}
	return words
}
