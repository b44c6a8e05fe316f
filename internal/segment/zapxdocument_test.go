package segment

import (
	"hash/fnv"
	"strconv"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// A zapxDocument is a document as zapx itself indexes it.
type zapxDocument struct {
	key    string
	fields []index.Field
}

// zapxField is one field of it.
type zapxField struct {
	name    string
	value   []byte
	options index.FieldIndexingOptions
	length  int // words
	terms   index.TokenFrequencies
	places  []uint64 // where its value is in a list; nil outside of one
}

func newZapxDocument(d *schema.Document, joins naming.Joins) *zapxDocument {
	made := &zapxDocument{key: Key(*d)}
	add := func(f *zapxField) { made.fields = append(made.fields, f) }
	once := func(term string) *index.TokenFreq {
		freq := &index.TokenFreq{Term: []byte(term)}
		freq.SetFrequency(1)
		return freq
	}
	add(&zapxField{
		name: idField, value: []byte(made.key), options: index.IndexField | index.StoreField,
		length: 1, terms: index.TokenFrequencies{made.key: once(made.key)},
	})
	for _, name := range Words {
		f := &zapxField{name: name, options: index.IndexField | index.IncludeTermVectors, terms: index.TokenFrequencies{}}
		last := 0
		for t := range analysis.Tokens(TextOf(d, name)) {
			if t.Position != last {
				f.length++
			}
			last = t.Position
			freq := f.terms[t.Term]
			if freq == nil {
				freq = &index.TokenFreq{Term: []byte(t.Term)}
				f.terms[t.Term] = freq
			}
			freq.Locations = append(freq.Locations, &index.TokenLocation{Position: t.Position})
			freq.SetFrequency(len(freq.Locations))
		}
		if f.length > 0 {
			add(f)
		}
	}
	for _, name := range schema.Tags {
		f := &zapxField{name: name, options: index.IndexField | index.DocValues, terms: index.TokenFrequencies{}}
		from := name
		if name == schema.Year {
			from = schema.Date
		}
		for _, term := range termsOf(name, tagOf(name, Value(d, from)), joins) {
			f.terms[term] = once(term)
			f.length++
		}
		if f.length > 0 {
			add(f)
		}
	}
	store := func(name string, options index.FieldIndexingOptions, values ...string) {
		for i, value := range values {
			f := &zapxField{name: name, value: []byte(value), options: options | index.StoreField}
			if len(values) > 1 {
				f.places = []uint64{uint64(i)}
			}
			add(f)
		}
	}
	words := index.IndexField | index.IncludeTermVectors
	if d.Team != "" {
		store(schema.Team, index.IndexField|index.DocValues, d.Team)
	}
	store(schema.Text, words, d.Text)
	var lines, texts []string
	for _, p := range d.Parents {
		lines, texts = append(lines, strconv.Itoa(p.Line)), append(texts, p.Text)
	}
	store(schema.Parents, words, texts...)
	if len(lines) > 0 {
		store(schema.ParentLines, 0, strings.Join(lines, " "))
	}
	store(schema.Link, words, d.Links...)
	return made
}

func (f *zapxField) Name() string { return f.name }

func (f *zapxField) Value() []byte { return f.value }

func (f *zapxField) ArrayPositions() []uint64 { return f.places }

func (f *zapxField) EncodedFieldType() byte { return 't' }

func (f *zapxField) Analyze() {}

func (f *zapxField) Options() index.FieldIndexingOptions { return f.options }

func (f *zapxField) AnalyzedLength() int { return f.length }

func (f *zapxField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }

func (f *zapxField) NumPlainTextBytes() uint64 { return uint64(len(f.value)) }

func (d *zapxDocument) ID() string { return d.key }

func (d *zapxDocument) Size() int { return 0 }

func (d *zapxDocument) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

func (d *zapxDocument) VisitComposite(index.CompositeFieldVisitor) {}

func (d *zapxDocument) HasComposite() bool { return false }

func (d *zapxDocument) NumPlainTextBytes() uint64 { return 0 }

func (d *zapxDocument) AddIDField() {}

func (d *zapxDocument) StoredFieldsBytes() uint64 { return 0 }

func (d *zapxDocument) Indexed() bool { return true }

// zapxSum computes with package fnv what Columns.Sum returns.
func zapxSum(d *schema.Document, joins naming.Joins) uint64 {
	if d.Kind == schema.Heading {
		return 0
	}
	said := fnv.New64a()
	said.Write([]byte(naming.Term(joins.First(schema.Team, d.Team))))
	for _, name := range []string{schema.Text, schema.Parents} {
		said.Write([]byte{0})
		after := 0
		for t := range analysis.Tokens(TextOf(d, name)) {
			if t.Position == after {
				continue
			}
			if t.Position == after+1 {
				said.Write([]byte(" "))
			} else {
				said.Write([]byte("\n"))
			}
			said.Write([]byte(t.Term))
			after = t.Position
		}
	}
	return said.Sum64()
}
