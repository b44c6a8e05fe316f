// Package schema says what the index holds: one document per bullet, paragraph,
// table row or team heading. It is the whole agreement between the writer and
// the reader of an index: the document and its JSON, the fields it is found by,
// how words and names are folded, and the version of all that.
//
// Names (team, lead, meeting, kind) are indexed whole and folded, one term each,
// and have doc values for facets; a name that a names file joins to others is
// indexed as the first of them. The date is such a term too, 2006-01-02, which
// sorts as it reads. Text is indexed as words with their places, so that a
// compound is a phrase of its parts. Words stand as they are written, and their
// inflections are found in the index's dictionary when it is searched. The
// document itself is stored beside them as JSON.
package schema

import (
	"bytes"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
)

// Version is the version of documents, fields and analysis. An index of another
// version has to be made again.
//
//	1  first
//	2  parents, repeats, joined names; C++ and C# are words of their own
//	3  what repeats have in common
const Version = 3

// The fields of a document in the index.
const (
	Date    = "date"    // the day, as it is
	Meeting = "meeting" // folded, whole; Missing where there is none, like those below
	Team    = "team"
	Lead    = "lead" // one term for each
	Kind    = "kind"

	Text      = "text" // words, with their places
	TeamWords = "team_words"
	LeadWords = "lead_words"
	Parents   = "parents"
	Section   = "section"
	File      = "file"
	Link      = "link"

	Repeat = "repeat" // Repeated, or no term
	Same   = "same"   // what documents share that say the same, or no term

	Stored = "document" // the document as JSON, for Decode; not searched
)

// Missing is the term of a document without team, lead or meeting. No folded
// name equals it, for those hold no punctuation.
const Missing = "-"

// Repeated is the term of a document that says what an earlier one said.
const Repeated = "yes"

// Term returns the term that the fields of names hold for name: folded, or
// Missing where nothing is left of it.
func Term(name string) string {
	if folded := Fold(name); folded != "" {
		return folded
	}
	return Missing
}

// Fields returns d as Bleve is to index it under Mapping: its key and the values
// of its fields. Team and lead are the first of the names that joins has for them.
func Fields(d Document, joins Joins) (key string, fields map[string]any, err error) {
	stored, err := d.encode()
	if err != nil {
		return "", nil, err
	}
	leads := []string{Missing}
	if len(d.Lead) > 0 {
		leads = leads[:0]
		for _, name := range d.Lead {
			leads = append(leads, Term(joins.First(Lead, name)))
		}
		slices.Sort(leads)
		leads = slices.Compact(leads) // a heading may have one person by two names
	}
	fields = map[string]any{
		Date:      d.Date,
		Meeting:   Term(d.Meeting),
		Team:      Term(joins.First(Team, d.Team)),
		Lead:      leads,
		Kind:      d.Kind,
		Text:      d.Text,
		TeamWords: d.Team,
		LeadWords: strings.Join(d.Lead, "\n"),
		Parents:   joinParents(d.Parents),
		Section:   strings.Join(d.Section, "\n"),
		File:      d.File,
		Link:      strings.Join(d.Links, "\n"),
		Stored:    string(stored),
	}
	if d.Repeat {
		fields[Repeat] = Repeated
	}
	if d.Same != "" {
		fields[Same] = d.Same
	}
	return d.Key(), fields, nil
}

func joinParents(parents []Parent) string {
	texts := make([]string, len(parents))
	for i, p := range parents {
		texts[i] = p.Text
	}
	return strings.Join(texts, "\n")
}

// Mapping returns the Bleve mapping for what Fields returns. Nothing is indexed
// that it does not name.
func Mapping() *mapping.IndexMappingImpl {
	doc := mapping.NewDocumentStaticMapping()
	// Bleve makes a field of all others together unless it is told not to.
	doc.AddSubDocumentMapping("_all", mapping.NewDocumentDisabledMapping())
	for _, name := range []string{Date, Meeting, Team, Lead, Kind} {
		doc.AddFieldMappingsAt(name, &mapping.FieldMapping{
			Type: "text", Analyzer: keyword.Name, Index: true, DocValues: true, SkipFreqNorm: true,
		})
	}
	doc.AddFieldMappingsAt(Repeat, &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Index: true, SkipFreqNorm: true})
	doc.AddFieldMappingsAt(Same, &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Index: true, DocValues: true, SkipFreqNorm: true})
	for _, name := range []string{Text, TeamWords, LeadWords, Parents, Section, File, Link} {
		doc.AddFieldMappingsAt(name, &mapping.FieldMapping{
			Type: "text", Analyzer: words, Index: true, IncludeTermVectors: true,
		})
	}
	doc.AddFieldMappingsAt(Stored, &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Store: true})

	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = words
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// words is the name of the analyzer that makes Terms of a text.
const words = "minutes-words"

func init() {
	err := registry.RegisterAnalyzer(words, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return &analysis.DefaultAnalyzer{Tokenizer: wordTokenizer{}}, nil
	})
	if err != nil {
		panic(err) // two packages claim one name: a mistake in the program
	}
}

// A wordTokenizer makes a token of each of the Words of a text, and one more of a
// Bare word at the same place. Words on different lines are not side by side: a
// field of several values has one on each line, which takes a twentieth less to
// index than Bleve's lists.
type wordTokenizer struct{}

func (wordTokenizer) Tokenize(text []byte) analysis.TokenStream {
	made := make([]analysis.Token, 0, len(text)/5) // English has a word every five to six bytes
	position, end := 0, 0
	for word := range Words(string(text)) {
		position++
		if bytes.IndexByte(text[end:word.Start], '\n') >= 0 {
			position++
		}
		end = word.End
		made = append(made, analysis.Token{
			Term: []byte(word.Term), Start: word.Start, End: word.End, Position: position,
		})
		if word.Bare != "" {
			made = append(made, analysis.Token{
				Term: []byte(word.Bare), Start: word.Start, End: word.End, Position: position,
			})
		}
	}
	tokens := make(analysis.TokenStream, len(made))
	for i := range made {
		tokens[i] = &made[i]
	}
	return tokens
}
