package build

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"minutes/internal/segment"
	"minutes/schema"
)

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
