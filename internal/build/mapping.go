package build

import (
	"slices"

	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/standard"
	"github.com/blevesearch/bleve/v2/mapping"

	"minutes/internal/segment"
	"minutes/schema"
)

// Mapping returns the Bleve mapping that describes the index. It names only analyzers that
// every program with Bleve registers, so that any of them can open the index. Custom
// analyzers need packages that few programs import. What the standard analyzer makes of a
// query meets the terms of the index, except for accents, for words in Thai, for longer
// ones in Katakana and Hangul, for words joined by a dot or an underscore, and for C++ and
// C#: see docs/index.md.
func Mapping() *mapping.IndexMappingImpl {
	doc := mapping.NewDocumentStaticMapping()
	// By default, Bleve adds a field with the words of all others.
	doc.AddSubDocumentMapping("_all", mapping.NewDocumentDisabledMapping())
	for _, field := range segment.Words {
		doc.AddFieldMappingsAt(field, &mapping.FieldMapping{
			Type: "text", Analyzer: standard.Name, Index: true, Store: slices.Contains(segment.StoredWords, field), IncludeTermVectors: true,
		})
	}
	for _, field := range schema.Tags {
		doc.AddFieldMappingsAt(field, &mapping.FieldMapping{
			Type: "text", Analyzer: keyword.Name, Index: true, Store: slices.Contains(schema.StoredTags, field), DocValues: true,
		})
	}
	doc.AddFieldMappingsAt(schema.ParentLines, &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Store: true})

	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = standard.Name
	m.DefaultField = schema.Text
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}
