package build

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/schema"
)

// note returns the documents of a note called file, made of words that many notes have.
func note(random *rand.Rand, file string, count int) []schema.Document {
	words := strings.Fields("tide tides crane craned ferry ferries jetty köln pier C++ tide-gauge v1.2")
	some := func(n int) string {
		var text []string
		for range n {
			text = append(text, words[random.IntN(len(words))])
		}
		return strings.Join(text, " ")
	}
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var docs []schema.Document
	for line := range count {
		d := schema.Document{
			Date: pick("2031-05-06", "2031-06-03", "2032-01-13"), Meeting: pick("Board", "board", ""), Team: pick("Harbour", "HARBOUR", "Locks", ""),
			Lead: []string{}, Topic: pick("", "Gates", "GATES"), People: []string{}, Is: []string{}, Kind: pick(schema.Kinds...), Text: some(random.IntN(4)), Parents: []schema.Parent{},
			Section: []string{"Reports", pick("Harbour", "Locks")}, Links: []string{}, File: file, Line: line + 1,
		}
		switch random.IntN(4) {
		case 0:
			d.Lead = []string{"Ida Fjord", pick("Bo", "IDA FJORD", "Åse Vik")}
			d.People, d.Is = []string{pick("Bo", "@ada"), "Ida Fjord"}, []string{schema.Action, pick(schema.Open, schema.Done)}
			d.Links = []string{"https://harbour.example/" + pick("a", "b")}
		case 1:
			d.Lead = []string{pick("Bo", "Åse Vik")}
			d.Parents = []schema.Parent{{Line: 1, Text: some(2)}, {Line: 2, Text: some(1)}}
		}
		docs = append(docs, d)
	}
	return docs
}

// A corpus maps the file of a note to its documents.
type corpus map[string][]schema.Document

func (c corpus) files() []string {
	var files []string
	for file := range c {
		files = append(files, file)
	}
	slices.Sort(files)
	return files
}

// documents returns all of c, in the order of the notes.
func (c corpus) documents() []schema.Document {
	var docs []schema.Document
	for _, file := range c.files() {
		docs = append(docs, c[file]...)
	}
	return docs
}

// batches returns a batch for each file, or for several files together.
func (c corpus) batches(random *rand.Rand, files []string) func(func(Batch) bool) {
	return func(yield func(Batch) bool) {
		for len(files) > 0 {
			n := min(1+random.IntN(3), len(files))
			batch := files[:n]
			files = files[n:]
			if !yield(func() ([]schema.Document, error) {
				var docs []schema.Document
				for _, file := range batch {
					docs = append(docs, c[file]...)
				}
				return docs, nil
			}) {
				return
			}
		}
	}
}

var joins = naming.Joins{Firsts: map[string]map[string]string{schema.Team: {"locks": "Harbour", "harbour": "Harbour"}, schema.Lead: {}}}

func mustOpen(t *testing.T, dir string, m segment.Made) *segment.Index {
	t.Helper()
	x, err := segment.Open(dir, m.Sizes)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestSaves makes an index and updates it with random edits, a few hundred times. After
// each edit, it must have the same documents, names, counts, postings and repeats as a
// rebuilt index, and Bleve must find the same in it.
func TestSaves(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 7))
		notes := corpus{}
		dir := t.TempDir()
		made, err := Make(t.Context(), dir, Contents{Generation: filepath.Base(dir), Batches: notes.batches(random, nil), Joins: joins})
		if err != nil {
			t.Fatal(err)
		}
		x := mustOpen(t, dir, made)
		merged, kept, steps := false, false, 30
		if testing.Short() {
			steps = 8
		}
		for step := range steps {
			var changed []string
			gone := map[string]bool{}
			for range 1 + random.IntN(4) {
				file := fmt.Sprintf("notes/%d.md", random.IntN(25))
				if _, there := notes[file]; there {
					gone[file] = true
				}
				if random.IntN(3) == 0 {
					delete(notes, file)
					changed = slices.DeleteFunc(changed, func(f string) bool { return f == file })
					continue
				}
				notes[file] = note(random, file, random.IntN(12))
				if !slices.Contains(changed, file) {
					changed = append(changed, file)
				}
			}
			slices.Sort(changed)
			next := t.TempDir()
			before := len(x.Segments)
			made, err := Make(t.Context(), next, Contents{
				Generation: filepath.Base(next), From: x, FromDir: dir, Gone: func(file string) bool { return gone[file] },
				Batches: notes.batches(random, changed), Joins: joins,
			})
			if err != nil {
				t.Fatal(err)
			}
			merged = merged || len(made.Sizes) < before
			kept = kept || len(made.Kept) > 0
			if len(made.Sizes) > maxSegments {
				t.Errorf("it has segments of %d, more than %d", made.Sizes, maxSegments)
			}
			x, dir = mustOpen(t, next, made), next
			anew := t.TempDir()
			full, err := Make(t.Context(), anew, Contents{Batches: notes.batches(random, notes.files()), Joins: joins})
			if err != nil {
				t.Fatal(err)
			}
			same(t, fmt.Sprintf("seed %d, step %d", seed, step), notes, made, x, full, mustOpen(t, anew, full))
			if step%10 == 9 {
				asBleve(t, dir, x)
			}
			if t.Failed() {
				return
			}
		}
		if !testing.Short() && (!merged || !kept) {
			t.Errorf("seed %d: segments were merged: %t, kept: %t; want both", seed, merged, kept)
		}
	}
}

// same compares x, which was updated, with an index of notes that was built anew.
func same(t *testing.T, when string, notes corpus, made segment.Made, x *segment.Index, full segment.Made, anew *segment.Index) {
	t.Helper()
	want := notes.documents()
	if made.Documents != len(want) || made.Documents != full.Documents || made.Totals != full.Totals || !reflect.DeepEqual(made.Names, full.Names) {
		t.Errorf("%s: made %+v; want %+v and %d documents", when, made, full, len(want))
	}
	if got := all(t, x); !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s: it has %v\nwant %v", when, got, want)
	}
	for _, field := range segment.Words {
		seen := map[string]bool{}
		terms := func(x *segment.Index) (there []string) {
			err := x.Terms(field, "", func(term string) error {
				if has, err := x.Has(field, term); err != nil || has {
					there = append(there, term)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return there
		}
		if got, want := terms(x), terms(anew); !slices.Equal(got, want) {
			t.Errorf("%s: the terms of %s are %q; want %q", when, field, got, want)
		}
		for _, term := range terms(anew) {
			if seen[term] = true; !reflect.DeepEqual(postings(t, x, field, term), postings(t, anew, field, term)) {
				t.Errorf("%s: postings of %s in %s are %v; want %v", when, term, field, postings(t, x, field, term), postings(t, anew, field, term))
			}
		}
	}
	if got, want := marked(x), marked(anew); !reflect.DeepEqual(got, want) {
		t.Errorf("%s: repeats are %v; want %v", when, got, want)
	}
	for _, file := range notes.files() {
		if got := len(x.Note(file)); got != len(notes[file]) {
			t.Errorf("%s: Note(%s) has %d documents; want %d", when, file, got, len(notes[file]))
		}
	}
}

// all returns the documents of x in the order of the notes.
func all(t *testing.T, x *segment.Index) []schema.Document {
	t.Helper()
	var docs []schema.Document
	for d, err := range x.All() {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b schema.Document) int { return strings.Compare(segment.Key(a), segment.Key(b)) })
	return docs
}

// postings returns the postings of a term, by the ids of documents.
func postings(t *testing.T, x *segment.Index, field, term string) map[string]string {
	t.Helper()
	found := map[string]string{}
	p, err := x.Postings(field, term, true)
	for ; err == nil && p.Number() != segment.NoMore; err = p.Seek(p.Number() + 1) {
		d, err := x.Document(p.Number())
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%d of %.3f:", p.Freq(), p.Length())
		for _, place := range p.Places() {
			text += fmt.Sprint(" ", place.Pos())
		}
		found[d.ID()] = text
	}
	if err != nil || p.Count() != len(found) {
		t.Errorf("%s in %s: %v, %d documents, and Count is %d", term, field, err, len(found), p.Count())
	}
	return found
}

// marked returns the documents that repeat others, and whether they were first.
func marked(x *segment.Index) map[string]bool {
	found := map[string]bool{}
	for _, s := range x.Segments {
		for doc := range s.Size() {
			if d, _ := x.Document(uint64(s.First() + doc)); s.Shared(doc) {
				found[d.ID()] = s.Repeats(doc)
			}
		}
	}
	return found
}

// asBleve compares what Bleve itself finds in the index at dir with x.
func asBleve(t *testing.T, dir string, x *segment.Index) {
	t.Helper()
	top := filepath.Dir(dir) // as store has it
	root, err := os.ReadFile(filepath.Join(dir, segment.RootFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(top, segment.Folder), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"index_meta.json": []byte(`{"storage":"scorch","index_type":"scorch"}`), segment.Folder + "/root.bolt": root} {
		if err := os.WriteFile(filepath.Join(top, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for n := range x.Segments {
		link := filepath.Join(top, segment.Folder, segment.BleveFile(filepath.Base(dir), n+1))
		os.Remove(link)
		if err := os.Link(filepath.Join(dir, segment.ZapFile(n+1)), link); err != nil {
			t.Fatal(err)
		}
	}
	idx, err := bleve.OpenUsing(top, map[string]any{"read_only": true, "bolt_timeout": "1s"})
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	if n, err := idx.DocCount(); err != nil || n != uint64(x.Documents()) {
		t.Errorf("Bleve counts %d documents, %v; want %d", n, err, x.Documents())
	}
	search := func(q query.Query) map[string]bool {
		request := bleve.NewSearchRequestOptions(q, 10_000, 0, false)
		r, err := idx.Search(request)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, hit := range r.Hits {
			ids[hit.ID] = true
		}
		return ids
	}
	for _, field := range segment.Words {
		err := x.Terms(field, "", func(term string) error {
			q := query.NewTermQuery(term)
			q.SetField(field)
			want := map[string]bool{}
			p, err := x.Postings(field, term, false)
			for ; err == nil && p.Number() != segment.NoMore; err = p.Seek(p.Number() + 1) {
				d, _ := x.Document(p.Number())
				want[segment.Key(d)] = true
			}
			if got := search(q); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("Bleve finds %s in %s in %v; want %v, %v", term, field, got, want, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	phrase := query.NewPhraseQuery([]string{"tide", "gauge"}, schema.Text)
	for id := range search(phrase) {
		if !slices.ContainsFunc(all(t, x), func(d schema.Document) bool {
			return segment.Key(d) == id && strings.Contains(analysis.Fold(d.Text), "tide gauge")
		}) {
			t.Errorf("Bleve finds tide-gauge in %s", id)
		}
	}
	for _, near := range []string{"tode", "fery", "cranes"} {
		for edits := 1; edits <= 2; edits++ {
			q := query.NewFuzzyQuery(near)
			q.SetField(schema.Text)
			q.SetFuzziness(edits)
			want := map[string]bool{}
			err := x.Near(schema.Text, near, edits, func(term string, _ int) error {
				p, err := x.Postings(schema.Text, term, false)
				for ; err == nil && p.Number() != segment.NoMore; err = p.Seek(p.Number() + 1) {
					d, _ := x.Document(p.Number())
					want[segment.Key(d)] = true
				}
				return err
			})
			if got := search(q); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("Bleve finds what is near %s, by %d, in %v; want %v, %v", near, edits, got, want, err)
			}
		}
	}
}

// The counts of columns equal those of Bleve's own facets, and those of a plain loop.
func TestColumnsAsBleve(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	notes := corpus{}
	for i := range 40 {
		file := fmt.Sprintf("notes/%d.md", i)
		notes[file] = note(random, file, 20)
	}
	dir := t.TempDir()
	made, err := Make(t.Context(), dir, Contents{Batches: notes.batches(random, notes.files()), Joins: joins})
	if err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, dir, made)
	gone := func(file string) bool { return file < "notes/2" }
	x.Delete(gone)

	doc := mapping.NewDocumentStaticMapping()
	fields := []string{schema.Date, schema.Meeting, schema.Team, schema.Lead, schema.Kind}
	for _, field := range fields {
		doc.AddFieldMappingsAt(field, &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Index: true, DocValues: true})
	}
	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	idx, err := bleve.NewMemOnly(m)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	loop := map[string]map[string]int{}
	batch := idx.NewBatch()
	for _, d := range notes.documents() {
		if gone(d.File) {
			continue
		}
		values := map[string]any{}
		for _, field := range fields {
			terms := joins.Terms(field, segment.Value(&d, field))
			if field == schema.Date || field == schema.Kind {
				terms = []string{segment.Value(&d, field)}
			}
			values[field] = terms
			for _, term := range terms {
				if loop[field] == nil {
					loop[field] = map[string]int{}
				}
				loop[field][term]++
			}
		}
		if err := batch.Index(segment.Key(d), values); err != nil {
			t.Fatal(err)
		}
	}
	if err := idx.Batch(batch); err != nil {
		t.Fatal(err)
	}
	request := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), 0, 0, false)
	for _, field := range fields {
		request.AddFacet(field, bleve.NewFacetRequest(field, 1000))
	}
	result, err := idx.Search(request)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range fields {
		got, bleves := map[string]int{}, map[string]int{}
		for _, s := range x.Segments {
			for ordinal, n := range s.Counts(field) {
				if n == 0 {
					continue
				}
				value := s.Columns.Column(field).Value(ordinal)
				terms := joins.Terms(field, value)
				if field == schema.Date || field == schema.Kind {
					terms = []string{value}
				}
				for _, term := range terms {
					got[term] += n
				}
			}
		}
		for _, f := range result.Facets[field].Terms.Terms() {
			bleves[f.Term] = f.Count
		}
		if !reflect.DeepEqual(got, bleves) || !reflect.DeepEqual(got, loop[field]) {
			t.Errorf("%s: counted %v, Bleve %v, a loop %v", field, got, bleves, loop[field])
		}
	}
}

func TestRoutine(t *testing.T) {
	var docs []schema.Document
	add := func(meeting, date, text string, present bool) {
		docs = append(docs, schema.Document{
			Meeting: meeting, Date: date, Text: text, Present: present, Kind: schema.Bullet,
			File: fmt.Sprintf("%03d.md", len(docs)), Line: 1,
		})
	}
	for i := range 6 {
		day := fmt.Sprintf("2023-0%d-01", i+1)
		add("Pier", day, fmt.Sprintf("what is new %d", i), false)
		if i < 4 {
			add("pier", day, "dial in: 555", false) // most meetings
		}
		if i < 3 {
			add("Pier", day, "half of them", false)
		}
		if i == 0 {
			add("Pier", day, "said in one meeting", false)
			add("Pier", day, "said in one meeting", false)
			add("Pier", day, "Ada Quist", true)
		}
	}
	for i := range 3 { // too few to tell
		add("Yard", fmt.Sprintf("2023-0%d-01", i+1), "bring a lamp", false)
	}
	add("Yard", "2023-01-01", "dial in: 555", false) // in one of three
	dir := t.TempDir()
	made, err := Make(t.Context(), dir, Contents{Batches: func(yield func(Batch) bool) {
		yield(func() ([]schema.Document, error) { return docs, nil })
	}})
	if err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, dir, made)
	for i, d := range docs {
		want := d.Text == "dial in: 555" && d.Meeting != "Yard" || d.Present
		if got := x.Segments[0].Routine(i); got != want {
			t.Errorf("%q of %s, %s: routine is %t; want %t", d.Text, d.Meeting, d.Date, got, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	under := func(parents ...string) []schema.Parent {
		var all []schema.Parent
		for _, text := range parents {
			all = append(all, schema.Parent{Text: text})
		}
		return all
	}
	docs := []schema.Document{
		{Date: "2023-02-01", Team: "Beacon", Text: "Roll out lantern", Kind: schema.Row},
		{Date: "2023-01-01", Team: "Beacon", Text: "roll out: Lantern", Kind: schema.Row}, // the first by date, although it is later in the notes
		{Date: "2023-03-01", Team: "BEACON", Text: "Roll-out lantern", Kind: schema.Bullet},
		{Date: "2023-03-01", Team: "Lamp", Text: "Roll out lantern"},
		{Date: "2023-04-01", Team: "Signals", Text: "Roll out lantern"}, // Lamp by another name
		{Date: "2023-03-01", Text: "confirmed!", Parents: under("Who leads Lamp?")},
		{Date: "2023-03-02", Text: "confirmed!", Parents: under("Who leads Beacon?")},
		{Date: "2023-03-03", Text: "Confirmed", Parents: under("who leads lamp")},
		{Date: "2023-03-04", Text: "confirmed who leads lamp"},
		{Date: "2023-05-01", Team: "Beacon", Text: "Beacon", Kind: schema.Heading},
		{Date: "2023-06-01", Team: "Beacon", Text: "Beacon", Kind: schema.Heading},
		{Date: "2023-07-01", Text: "same day"},
		{Date: "2023-07-01", Text: "same day"},
		{Date: "2023-08-01", Text: "C++ and C"},
		{Date: "2023-08-02", Text: "c and c"},
	}
	for i := range docs {
		docs[i].File, docs[i].Line = fmt.Sprintf("%02d.md", i), 1
	}
	docs[12].File = "00a.md" // before the one with the same day
	joins := naming.Joins{Firsts: map[string]map[string]string{schema.Team: {"lamp": "Lamp", "signals": "Lamp"}}}
	dir := t.TempDir()
	made, err := Make(t.Context(), dir, Contents{Joins: joins, Batches: func(yield func(Batch) bool) {
		yield(func() ([]schema.Document, error) { return docs, nil })
	}})
	if err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, dir, made)
	want := map[string]bool{
		"00.md:1": true, "01.md:1": false, "02.md:1": true, "03.md:1": false, "04.md:1": true,
		"05.md:1": false, "07.md:1": true, "11.md:1": true, "00a.md:1": false,
	}
	if got := marked(x); !reflect.DeepEqual(got, want) {
		t.Errorf("marked are %v; want %v", got, want)
	}
	sum := func(i int) uint64 { return x.Segments[0].Columns.Sum(i) }
	if sum(0) != sum(2) || sum(0) == sum(3) || sum(3) != sum(4) || sum(5) != sum(7) || sum(9) != 0 {
		t.Error("documents that say the same have different sums, or others the same one")
	}
}

// If a batch fails or panics, Make fails.
func TestMakeFails(t *testing.T) {
	own := errors.New("no such wind")
	ctx, cancel := context.WithCancel(t.Context())
	twice := schema.Document{File: "a.md", Line: 4}
	for name, test := range map[string]struct {
		batch Batch
		want  string
	}{
		"fails":     {func() ([]schema.Document, error) { return nil, own }, "no such wind"},
		"panics":    {func() ([]schema.Document, error) { panic("wind") }, "index documents: wind"},
		"cancelled": {func() ([]schema.Document, error) { cancel(); return []schema.Document{twice}, nil }, "context canceled"},
		"same id":   {func() ([]schema.Document, error) { return []schema.Document{twice, twice}, nil }, "two documents have the id a.md:4"},
		"apart": {func() ([]schema.Document, error) {
			return []schema.Document{twice, {File: "b.md"}, {File: "a.md"}}, nil
		}, "the documents of a.md are not consecutive"},
	} {
		in := t.Context()
		if name == "cancelled" {
			in = ctx
		}
		_, err := Make(in, t.TempDir(), Contents{Batches: func(yield func(Batch) bool) { yield(test.batch) }})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: Make: %v; want %s", name, err, test.want)
		}
	}
}

// If the file system has no hard links, files are copied.
func TestLink(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	if err := os.WriteFile(from, []byte("tide"), 0o666); err != nil {
		t.Fatal(err)
	}
	defer func(was func(string, string) error) { segment.HardLink = was }(segment.HardLink)
	segment.HardLink = func(string, string) error { return errors.ErrUnsupported }
	if err := segment.Link(from, to); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(to); string(text) != "tide" || err != nil {
		t.Errorf("the copy holds %q, %v", text, err)
	}
}
