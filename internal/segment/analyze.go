package segment

import (
	"hash/fnv"
	"io"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// Words lists the fields that are indexed as words, with positions, in the order in which
// they are indexed.
var Words = []string{schema.Text, schema.TeamWords, schema.LeadWords, schema.Parents, schema.Section, schema.Link}

// StoredWords are those of Words whose texts are stored.
var StoredWords = []string{schema.Text, schema.Parents, schema.Link}

// A document is a schema.Document in the form that Bleve indexes: its key, the words of
// its fields, and its stored part. Bleve's own document package allocates each token of a
// text separately, and takes twice as long.
type document struct {
	key    string
	fields []index.Field
	sum    uint64 // hash of its words, team and parents; 0 for headings
}

// An analyzer makes documents. It keeps the last result for each field, because the next
// document of a note often has the same team, lead and section.
type analyzer struct {
	joins  naming.Joins
	last   map[string]analyzed
	tagged map[string]analyzed // likewise, of a tag
}

// analyzed is the result of analyzing a text.
type analyzed struct {
	text   string
	tokens []analysis.Token
	field  *field // nil if text has no words
}

func newAnalyzer(joins naming.Joins) *analyzer {
	return &analyzer{joins, map[string]analyzed{}, map[string]analyzed{}}
}

func (a *analyzer) analyze(name, text string) analyzed {
	if last, ok := a.last[name]; ok && last.text == text {
		return last
	}
	made := analyzed{text: text, tokens: tokenize(text)}
	if len(made.tokens) > 0 {
		made.field = newField(name, made.tokens)
		if slices.Contains(StoredWords, name) && strings.IndexByte(text, '\n') < 0 {
			made.field.carry(text)
		}
	}
	a.last[name] = made
	return made
}

// document analyzes d.
func (a *analyzer) document(d *schema.Document) *document {
	made := &document{key: Key(*d), fields: make([]index.Field, 0, 32)}
	made.fields = append(made.fields, &field{
		name: "_id", value: []byte(made.key), options: index.IndexField | index.StoreField,
		length: 1, terms: index.TokenFrequencies{made.key: single(made.key)},
	})
	said := fnv.New64a()
	io.WriteString(said, naming.Term(a.joins.First(schema.Team, d.Team)))
	for _, name := range Words {
		one := a.analyze(name, TextOf(d, name))
		if one.field != nil {
			made.fields = append(made.fields, one.field)
		}
		if name == schema.Parents || name == schema.Text {
			addSaid(said, one.tokens)
		}
	}
	if d.Kind != schema.Heading {
		made.sum = max(said.Sum64(), 1)
	}
	made.fields = append(made.fields, a.tags(d)...)
	made.fields = append(made.fields, stored(d, func(name string) bool {
		return slices.ContainsFunc(made.fields, func(f index.Field) bool { return f.Name() == name && f.Options().IsStored() })
	})...)
	return made
}

// carry has f store value too, which is the only one of its document.
func (f *field) carry(value string) {
	f.value, f.options = []byte(value), f.options|index.StoreField
}

// tags returns the fields of d that schema.Tags lists, each with a term for each of its
// values. Joined names are the first of them.
func (a *analyzer) tags(d *schema.Document) (fields []index.Field) {
	for _, name := range schema.Tags {
		value := tag(d, name)
		if value == "" {
			continue
		}
		if last, ok := a.tagged[name]; ok && last.text == value {
			if last.field != nil {
				fields = append(fields, last.field)
			}
			continue
		}
		terms := elements(d, name)
		if schema.IsName(name) {
			terms = a.joins.Terms(name, value)
		}
		f := &field{name: name, options: ofTags, terms: index.TokenFrequencies{}}
		for _, term := range terms {
			if term != naming.Missing {
				f.terms[term] = single(term)
				f.length++
			}
		}
		switch {
		case f.length == 0:
			f = nil
		case slices.Contains(schema.StoredTags, name):
			f.carry(value)
		}
		a.tagged[name] = analyzed{text: value, field: f}
		if f != nil {
			fields = append(fields, f)
		}
	}
	return fields
}

// addSaid adds the words of a text to the hash of a document.
func addSaid(said io.Writer, tokens []analysis.Token) {
	after := 0
	io.WriteString(said, "\x00")
	for _, t := range tokens {
		switch t.Position {
		case after: // part of the same word
			continue
		case after + 1:
			io.WriteString(said, " ")
		default:
			io.WriteString(said, "\n")
		}
		after = t.Position
		io.WriteString(said, t.Term)
	}
}

// tokenize returns the tokens of text.
func tokenize(text string) []analysis.Token {
	if text == "" {
		return nil
	}
	tokens := make([]analysis.Token, 0, 1+len(text)/5) // English has a word every five to six bytes
	for token := range analysis.Tokens(text) {
		tokens = append(tokens, token)
	}
	return tokens
}

// A field is one field of a document.
type field struct {
	name    string
	value   []byte
	options index.FieldIndexingOptions
	length  int // words
	terms   index.TokenFrequencies
	places  []uint64 // where its value is in a list; nil outside of one
}

// newField returns the field of a text. It leaves out the byte offsets of words: code
// that highlights words has the text.
func newField(name string, tokens []analysis.Token) *field {
	f := &field{name: name, options: ofWords, terms: make(index.TokenFrequencies, len(tokens))}
	freqs := make([]index.TokenFreq, len(tokens))
	places := make([]index.TokenLocation, len(tokens))
	lists := make([]*index.TokenLocation, len(tokens))
	for i, t := range tokens {
		if i == 0 || t.Position != tokens[i-1].Position {
			f.length++
		}
		places[i].Position = t.Position
		freq, ok := f.terms[t.Term]
		if !ok {
			freq = &freqs[i]
			lists[i] = &places[i]
			*freq = index.TokenFreq{Term: []byte(t.Term), Locations: lists[i : i+1 : i+1]}
			f.terms[t.Term] = freq
		} else {
			freq.Locations = append(freq.Locations, &places[i])
		}
		freq.SetFrequency(len(freq.Locations))
	}
	return f
}

func single(term string) *index.TokenFreq {
	freq := &index.TokenFreq{Term: []byte(term)}
	freq.SetFrequency(1)
	return freq
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return f.places }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

func (d *document) ID() string { return d.key }
func (d *document) Size() int  { return 0 }
func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) AddIDField()                                {}
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }
