package build

import (
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
	"minutes/internal/segment"
	"minutes/schema"
)

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
