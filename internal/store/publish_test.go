package store

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutes/internal/build"
	"minutes/internal/segment"
	"minutes/schema"
)

// contents returns the contents of an index of these texts, one document per text.
func contents(texts ...string) Contents {
	return contentsOf(func(yield func(schema.Document) bool) {
		for i, text := range texts {
			if !yield(document(i+1, text)) {
				return
			}
		}
	})
}

// testBatch is the number of documents in the segments that contentsOf merges.
const testBatch = 40

// contentsOf returns the contents of an index of documents. If there are more than
// testBatch, they are in two segments that are merged.
func contentsOf(documents iter.Seq[schema.Document]) Contents {
	return Contents{
		Root:  "/srv/minutes",
		Notes: func() ([]byte, error) { return []byte(testNotes), nil },
		Make: func(ctx context.Context, dir, generation string) (segment.Made, error) {
			all := slices.Collect(documents)
			return build.Make(ctx, dir, build.Contents{Generation: generation, Batches: func(yield func(build.Batch) bool) {
				for len(all) > 0 {
					batch := all[:min(len(all), testBatch)]
					all = all[len(batch):]
					if !yield(func() ([]schema.Document, error) { return batch, nil }) {
						return
					}
				}
			}})
		},
	}
}

const testNotes = `{"program":"0"}` + "\n"

func document(line int, text string) schema.Document {
	return schema.Document{
		Date: "2031-05-06", Meeting: "Board", Team: "Harbour", Lead: []string{"Ida Fjord"}, Kind: schema.Bullet,
		Text: text, Parents: []schema.Parent{}, Section: []string{"Reports"}, Links: []string{},
		File: "2031/board.md", Line: line,
	}
}

// publishOnce makes an index from c at path, as the index command does.
func publishOnce(ctx context.Context, path string, c Contents) (Manifest, error) {
	w, err := Lock(ctx, path, Wait{})
	if err != nil {
		return Manifest{}, err
	}
	defer w.Close()
	return w.Publish(ctx, c)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mustPublish makes an index of texts at path.
func mustPublish(t *testing.T, path string, texts ...string) Manifest {
	t.Helper()
	m, err := publishOnce(t.Context(), path, contents(texts...))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mustOpen(t *testing.T, path string) *Index {
	t.Helper()
	idx, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { idx.Close() })
	return idx
}

// found returns the texts of the documents that have word, in order.
func found(t *testing.T, idx *Index, word string) []string {
	t.Helper()
	p, err := idx.Postings(schema.Text, word, false)
	var texts []string
	for ; err == nil && p.Number() != segment.NoMore; err = p.Seek(p.Number() + 1) {
		d, err := idx.Document(p.Number())
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, d.Text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// tree returns the content of every file in path, at any depth, by name.
func tree(t *testing.T, path string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(path), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			files[name] = "folder"
			return err
		}
		text, err := os.ReadFile(filepath.Join(path, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPublish(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "index.bleve")
	published := mustPublish(t, path, "the crane stands again", "ferry times are out", "a second crane is ordered")
	idx := mustOpen(t, path)
	if got, want := found(t, idx, "crane"), []string{"the crane stands again", "a second crane is ordered"}; !slices.Equal(got, want) {
		t.Errorf("crane is in %q, want %q", got, want)
	}
	if got := idx.Names.Show(schema.Lead, "ida fjord"); got != "Ida Fjord" {
		t.Errorf("Names.Show(lead, ida fjord) = %q, want Ida Fjord", got)
	}
	m := idx.Manifest
	if m.Format != Format || m.Schema != schema.Version || m.Documents != 3 || m.Root != "/srv/minutes" || m.Size != published.Size {
		t.Errorf("manifest is %+v, published was %+v", m, published)
	}
	var names []string
	var size int64
	for _, f := range m.Files {
		names = append(names, f.Name)
		size += f.Size
	}
	want := []string{"*.columns", "BITMAPS", "NAMES.json", "NOTES.json", "root.bolt", "store/*.zap"}
	if !slices.EqualFunc(want, names, func(pattern, name string) bool {
		ok, _ := filepath.Match(pattern, name)
		return ok
	}) || size != m.Size {
		t.Errorf("manifest has %q of %d bytes, want %q of %d", names, size, want, m.Size)
	}
	if notes, err := idx.Notes(); err != nil || string(notes) != testNotes {
		t.Errorf("Notes = %q, %v; want %q", notes, err, testNotes)
	}
}

func TestPublishNothing(t *testing.T) {
	path := t.TempDir()
	if m, err := publishOnce(t.Context(), path, contents()); err != nil || m.Documents != 0 {
		t.Fatalf("Publish = %+v, %v", m, err)
	}
	if got := found(t, mustOpen(t, path), "crane"); len(got) > 0 {
		t.Errorf("found %q in an index of nothing", got)
	}
}

// Several batches must end up in one segment.
func TestPublishBatches(t *testing.T) {
	path := t.TempDir()
	const count = 2*testBatch + 1
	c := contentsOf(func(yield func(schema.Document) bool) {
		for line := 1; line <= count && yield(schema.Document{File: fmt.Sprintf("2031/log%d.md", (line-1)/testBatch), Line: line, Text: "tide"}); line++ {
		}
	})
	if m, err := publishOnce(t.Context(), path, c); err != nil || m.Documents != count || !slices.Equal(m.Segments, []int{count}) {
		t.Fatalf("Publish = %+v, %v", m, err)
	}
	if n := mustOpen(t, path).Documents(); n != count {
		t.Errorf("it has %d documents, want %d", n, count)
	}
}

func TestPublishAgain(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	before := mustOpen(t, path)
	for _, dead := range []string{"tmp-17/store", "tmp-18", "gen-000010/store"} {
		if err := os.MkdirAll(filepath.Join(path, dead), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	mustPublish(t, path, "high tide")
	if got := found(t, before, "tide"); !slices.Equal(got, []string{"low tide"}) {
		t.Errorf("the reader from before finds %q", got)
	}
	if got := found(t, mustOpen(t, path), "tide"); !slices.Equal(got, []string{"high tide"}) {
		t.Errorf("a new reader finds %q", got)
	}
	mustPublish(t, path, "spring tide")
	var names []string
	entries, _ := os.ReadDir(path)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{".gitignore", "CURRENT", "LOCK", "gen-000004", "gen-000007", "index_meta.json", "store"}; !slices.Equal(names, want) {
		t.Errorf("after three times %s has %q, want %q", filepath.Base(path), names, want)
	}
}

// If anything stops a run, no byte of the index changes.
func TestPublishFails(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	for _, test := range []struct {
		name      string
		documents iter.Seq[schema.Document]
		want      string
	}{
		{"repeated id", func(yield func(schema.Document) bool) {
			_ = yield(document(4, "one")) && yield(document(5, "two")) && yield(document(4, "three"))
		}, "two documents have the id 2031/board.md:4"},
		{"cancelled", func(yield func(schema.Document) bool) {
			cancel()
			yield(document(1, "one"))
		}, "context canceled"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := t.TempDir()
			mustPublish(t, path, "low tide")
			mustPublish(t, path, "high tide")
			before := tree(t, path)
			_, err := publishOnce(ctx, path, contentsOf(test.documents))
			if err == nil || !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("Publish: %v; want %s", err, test.want)
			}
			if after := tree(t, path); !maps.Equal(before, after) {
				t.Errorf("it had %q, now %q", slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
			}
		})
	}
}

// If CURRENT is damaged, a run that fails keeps all generations, so that a person can
// repair it.
func TestPublishFailsDamaged(t *testing.T) {
	for _, text := range []string{"", "gen-000000\n", "gen-040004\n", "tide"} {
		path := t.TempDir()
		mustPublish(t, path, "low tide")
		mustPublish(t, path, "high tide")
		if err := os.WriteFile(filepath.Join(path, currentFile), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		before := tree(t, path)
		ctx, cancel := context.WithCancel(t.Context())
		c := contentsOf(func(func(schema.Document) bool) { cancel() })
		if _, err := publishOnce(ctx, path, c); err != context.Canceled {
			t.Errorf("Publish: %v, want the context's own error", err)
		}
		if after := tree(t, path); !maps.Equal(before, after) {
			t.Errorf("with %q in CURRENT it had %q, now %q", text, slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
		}
		mustPublish(t, path, "spring tide")
		if got := found(t, mustOpen(t, path), "tide"); !slices.Equal(got, []string{"spring tide"}) {
			t.Errorf("with %q in CURRENT a publish made an index of %q", text, got)
		}
	}
}

// The folders that a run makes are removed unless it publishes.
func TestPublishCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "index.bleve")
	c := contentsOf(func(yield func(schema.Document) bool) {
		cancel()
		yield(document(1, "low tide"))
	})
	if _, err := publishOnce(ctx, path, c); err != context.Canceled {
		t.Errorf("Publish: %v, want the context's own error", err)
	}
	if left := tree(t, dir); len(left) != 1 {
		t.Errorf("left are %q, want nothing", slices.Sorted(maps.Keys(left)))
	}
}
