package build

import (
	"slices"

	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	charregexp "github.com/blevesearch/bleve/v2/analysis/char/regexp"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/regexp"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/single"
	"github.com/blevesearch/bleve/v2/mapping"

	"minutes/internal/segment"
	"minutes/schema"
)

// The analyzers of the mapping. They are made of parts that Bleve has itself, so that any
// Bleve program reads a query's words as the index has them. They differ from package
// analysis in letters that Unicode takes apart and these do not, such as ² and ﬀ, and in
// inflections, which are not in the index.
const (
	words = "words" // the words of a text, folded
	name  = "name"  // a whole name, folded
	exact = "exact" // a value as it is
)

// stored are the fields of words whose texts are stored.
var stored = []string{schema.Text, schema.Parents, schema.Link}

// Mapping returns the Bleve mapping that describes the index. Of the parts of analyzers
// it has wrong it makes an error.
func Mapping() (*mapping.IndexMappingImpl, error) {
	m := mapping.NewIndexMapping()
	none := map[string]any{"type": charregexp.Name, "replace": ""}
	with := func(pattern string) map[string]any {
		filter := map[string]any{"regexp": pattern}
		for key, value := range none {
			filter[key] = value
		}
		return filter
	}
	space := map[string]any{"type": charregexp.Name, "regexp": `[^\p{L}\p{N}\p{M}+#]+`, "replace": " "}
	for _, add := range []func() error{
		func() error { return m.AddCustomCharFilter("no_accents", with(`[\x{0300}-\x{036f}\x{00ad}]`)) },
		func() error {
			return m.AddCustomCharFilter("trim", with(`^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}+#]+$`))
		},
		func() error { return m.AddCustomCharFilter("space", space) },
		func() error {
			// C++ and C# are words with their signs.
			return m.AddCustomTokenizer(words, map[string]any{"type": regexp.Name, "regexp": `[\p{L}\p{N}\p{M}]*[A-Za-z]\+\+|\b[A-Za-z]#|[\p{L}\p{N}\p{M}]+`})
		},
		func() error {
			return m.AddCustomAnalyzer(words, map[string]any{
				"type": custom.Name, "char_filters": []any{"no_accents", asciifolding.Name}, "tokenizer": words, "token_filters": []any{lowercase.Name},
			})
		},
		func() error {
			return m.AddCustomAnalyzer(name, map[string]any{
				"type": custom.Name, "char_filters": []any{"no_accents", asciifolding.Name, "trim", "space"}, "tokenizer": single.Name, "token_filters": []any{lowercase.Name},
			})
		},
		func() error {
			return m.AddCustomAnalyzer(exact, map[string]any{"type": custom.Name, "tokenizer": single.Name})
		},
	} {
		if err := add(); err != nil {
			return nil, err
		}
	}
	doc := mapping.NewDocumentStaticMapping()
	// Bleve makes a field of all others together unless it is told not to.
	doc.AddSubDocumentMapping("_all", mapping.NewDocumentDisabledMapping())
	for _, field := range segment.Words {
		doc.AddFieldMappingsAt(field, &mapping.FieldMapping{
			Type: "text", Analyzer: words, Index: true, Store: slices.Contains(stored, field), IncludeTermVectors: true,
		})
	}
	for _, field := range schema.Tags {
		analyzer := exact
		if schema.IsName(field) {
			analyzer = name
		}
		doc.AddFieldMappingsAt(field, &mapping.FieldMapping{Type: "text", Analyzer: analyzer, Index: true, Store: slices.Contains(schema.StoredTags, field), DocValues: true})
	}
	doc.AddFieldMappingsAt(schema.ParentLines, &mapping.FieldMapping{Type: "text", Analyzer: exact, Store: true})
	m.DefaultMapping = doc
	m.DefaultAnalyzer = words
	m.DefaultField = schema.Text
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m, nil
}
