package segment

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"

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

func (f *zapxField) Name() string                                     { return f.name }
func (f *zapxField) Value() []byte                                    { return f.value }
func (f *zapxField) ArrayPositions() []uint64                         { return f.places }
func (f *zapxField) EncodedFieldType() byte                           { return 't' }
func (f *zapxField) Analyze()                                         {}
func (f *zapxField) Options() index.FieldIndexingOptions              { return f.options }
func (f *zapxField) AnalyzedLength() int                              { return f.length }
func (f *zapxField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *zapxField) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

func (d *zapxDocument) ID() string { return d.key }
func (d *zapxDocument) Size() int  { return 0 }
func (d *zapxDocument) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}
func (d *zapxDocument) VisitComposite(index.CompositeFieldVisitor) {}
func (d *zapxDocument) HasComposite() bool                         { return false }
func (d *zapxDocument) NumPlainTextBytes() uint64                  { return 0 }
func (d *zapxDocument) AddIDField()                                {}
func (d *zapxDocument) StoredFieldsBytes() uint64                  { return 0 }
func (d *zapxDocument) Indexed() bool                              { return true }

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

// corpus returns documents of several notes. Some words are in nearly all, so that their
// postings have several chunks, and some texts have more than a hundred words.
func corpus(random *rand.Rand, count int) []schema.Document {
	words := strings.Fields("tide tides crane craned ferry ferries jetty köln pier C++ tide-gauge v1.2 会议记录 ไทย 版本v2 C#")
	some := func(n int) string {
		var text []string
		for range n {
			text = append(text, words[random.IntN(len(words))])
		}
		return strings.Join(text, " ")
	}
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	files := []string{"notes/a-b.md", "notes/a.md", "notes/a.md2", "notes/b.md", "z.md"}
	var docs []schema.Document
	for i := range count {
		d := schema.Document{
			File: files[i*len(files)/count], Line: 2*i + 1, Date: pick("2031-05-06", "2031-06", ""), Meeting: pick("Board", "board", "!"), Team: pick("", "Harbour", "Locks", "!"),
			Lead: []string{}, Topic: pick("", "Gates"), People: []string{}, Is: []string{}, Kind: pick(schema.Kinds...), Lang: pick("en", "de"), Text: some(random.IntN(4)) + " the " + strconv.Itoa(i/7),
			Parents: []schema.Parent{}, Section: []string{"Reports", pick("Harbour", "Locks")}, Links: []string{}, Present: random.IntN(9) == 0,
		}
		switch random.IntN(6) {
		case 0:
			d.Lead = []string{"Ida Fjord", pick("Bo", "IDA FJORD", "Åse Vik")}
			d.People, d.Is = []string{pick("Bo", "@ada"), "Ida Fjord"}, []string{schema.Action, pick(schema.Open, schema.Action)}
			d.Links = []string{"https://harbour.example/" + pick("a", "b")}
		case 1:
			d.Parents = []schema.Parent{{Line: 1, Text: some(2)}, {Line: 2, Text: some(1)}}
			d.Links = []string{"https://harbour.example/a", "https://harbour.example/" + pick("a", "b")}
		case 2:
			d.Text, d.Parents = "!", []schema.Parent{{Line: 3, Text: some(200)}}
		case 3:
			if i > 0 {
				line := d.Line
				file := d.File
				d = docs[i-1]
				d.Line, d.File = line, file
			}
		}
		docs = append(docs, d)
	}
	return docs
}

var someJoins = naming.Joins{Firsts: map[string]map[string]string{schema.Team: {"locks": "Harbour"}, schema.Lead: {"bo": "Åse Vik"}}}

// A segment that a Builder writes from parts has the terms, postings, doc values and stored
// parts of the one that zapx makes, and is no larger. Zapx merges it, too.
func TestAsZapx(t *testing.T) {
	for _, count := range []int{1, 3, 700, 5000} {
		t.Run(strconv.Itoa(count), func(t *testing.T) {
			docs := corpus(rand.New(rand.NewPCG(uint64(count), 3)), count)
			dir := t.TempDir()
			if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
				t.Fatal(err)
			}
			writeParts(t, dir, 1, docs)
			ours, err := OpenSegment(dir, 1, count)
			if err != nil {
				t.Fatal(err)
			}
			defer ours.Close()
			made := make([]index.Document, count)
			for i := range docs {
				made[i] = newZapxDocument(&docs[i], someJoins)
				if got, want := ours.Columns.Sum(i), zapxSum(&docs[i], someJoins); got != want {
					t.Fatalf("the sum of document %d is %x; want %x", i, got, want)
				}
				if got, err := ours.document(i); err != nil || !reflect.DeepEqual(got, docs[i]) {
					t.Fatalf("document %d is %+v, %v\nwant %+v", i, got, err, docs[i])
				}
			}
			theirs, _, err := plugin.New(made)
			if err != nil {
				t.Fatal(err)
			}
			defer theirs.Close()
			sameZap(t, ours.zap, theirs)

			// A merged segment has terms of a single document in the dictionary, as ours has.
			alone := filepath.Join(dir, "alone.zap")
			if _, _, err := plugin.Merge([]api.Segment{theirs}, []*roaring.Bitmap{nil}, alone, nil, nil); err != nil {
				t.Fatal(err)
			}
			// Ours lists all fields, also those that no document has.
			if got, want := size(t, ours.path), size(t, alone); got > want+int64(50*len(zapFields)) {
				t.Errorf("it has %d bytes; the one of zapx has %d", got, want)
			}

			if err := Merge(t.Context(), dir, 2, []*Segment{ours, ours}, nil); err != nil {
				t.Fatal(err)
			}
			twice, err := OpenSegment(dir, 2, 2*count)
			if err != nil {
				t.Fatal(err)
			}
			defer twice.Close()
			theirsTwice, _, err := plugin.New(slices.Concat(made, made))
			if err != nil {
				t.Fatal(err)
			}
			defer theirsTwice.Close()
			sameZap(t, twice.zap, theirsTwice)
		})
	}
}

// writeParts writes docs as segment number n, in three parts, of which the last one comes
// first and one may be empty.
func writeParts(t *testing.T, dir string, n int, docs []schema.Document) {
	t.Helper()
	b, err := Create(dir, n, someJoins)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, from := range []int{2, 0, 1} {
		part := b.Part(from)
		some := docs[from*len(docs)/3 : (from+1)*len(docs)/3]
		part.Add(some[:len(some)/2])
		part.Add(some[len(some)/2:])
		if err := part.Close(); err != nil {
			t.Fatal(err)
		}
		if i < 2 && from == 2 && b.Documents() > 0 {
			t.Error("the last part was taken before the first")
		}
	}
	if b.Documents() != len(docs) {
		t.Errorf("it has %d documents; want %d", b.Documents(), len(docs))
	}
	if err := b.Finish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// sameZap compares two segments in all that zapx reads of them.
func sameZap(t *testing.T, got, want api.Segment) {
	t.Helper()
	if got.Count() != want.Count() {
		t.Fatalf("it has %d documents; want %d", got.Count(), want.Count())
	}
	for _, f := range zapFields {
		sameLines(t, f.name, postingLines(t, got, f.name), postingLines(t, want, f.name))
	}
	for doc := range got.Count() {
		sameLines(t, fmt.Sprint("document ", doc), documentLines(t, got, doc), documentLines(t, want, doc))
	}
	for _, field := range want.Fields() {
		if !slices.ContainsFunc(zapFields, func(f zapField) bool { return f.name == field }) {
			t.Errorf("there is no field %s", field)
		}
	}
}

func sameLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%s differs after %d lines: %q\nwant %q", what, i, got[min(i, len(got)):], want[min(i, len(want)):])
		}
	}
}

// postingLines returns all terms and postings of a field.
func postingLines(t *testing.T, s api.Segment, field string) (lines []string) {
	t.Helper()
	dict, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	terms := dict.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			t.Fatal(err)
		}
		if entry == nil {
			return lines
		}
		list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%q %d %d", entry.Term, entry.Count, list.Count()))
		postings := list.Iterator(true, true, true, nil)
		for {
			p, err := postings.Next()
			if err != nil {
				t.Fatal(err)
			}
			if p == nil {
				break
			}
			line := fmt.Sprint(p.Number(), p.Frequency(), p.Norm())
			for _, l := range p.Locations() {
				line += fmt.Sprint(" ", l.Field(), l.Pos(), l.Start(), l.End(), l.ArrayPositions())
			}
			lines = append(lines, line)
		}
	}
}

// documentLines returns what is stored of a document, and its doc values.
func documentLines(t *testing.T, s api.Segment, doc uint64) (lines []string) {
	t.Helper()
	add := func(field string, kind byte, value []byte, places []uint64) bool {
		lines = append(lines, fmt.Sprintf("%s %c %q %v", field, kind, value, places))
		return true
	}
	if err := s.VisitStoredFields(doc, add); err != nil {
		t.Fatal(err)
	}
	id, err := s.DocID(doc)
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, string(id))
	visitable := s.(api.DocValueVisitable)
	if _, err := visitable.VisitDocValues(doc, schema.Tags, func(field string, term []byte) {
		lines = append(lines, fmt.Sprintf("%s %q", field, term))
	}, nil); err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestWrongDocuments(t *testing.T) {
	doc := func(file string, line int) schema.Document { return schema.Document{File: file, Line: line} }
	for _, c := range []struct {
		docs []schema.Document
		want string
	}{
		{[]schema.Document{doc("a.md", 1), doc("b.md", 1), doc("a.md", 2)}, "the documents of a.md are not consecutive"},
		{[]schema.Document{doc("a.md", 1), doc("a.md", 2), doc("a.md", 1)}, "two documents have the id a.md:1"},
	} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := Write(dir, 1, c.docs, naming.Joins{}); err == nil || err.Error() != c.want {
			t.Errorf("Write(%v) = %v; want %s", c.docs, err, c.want)
		}
	}
}

func TestFinishStops(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
		t.Fatal(err)
	}
	b, err := Create(dir, 1, naming.Joins{})
	if err != nil {
		t.Fatal(err)
	}
	part := b.Part(0)
	part.Add([]schema.Document{nobody})
	if err := part.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Finish(ctx, nil); err != context.Canceled {
		t.Errorf("Finish = %v; want %v", err, context.Canceled)
	}
	b.Close()
	if left, err := filepath.Glob(filepath.Join(dir, "*.words")); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}
