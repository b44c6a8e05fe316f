package indexer

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Build names all that decides what is in the index: each folder before it is read, and
// files outside of these.
func TestReads(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".git/HEAD", ".gitignore", "other/agenda.org", "notes/.ignore", "notes/a/2031-01-01.md",
		"notes/node_modules/2031-01-01.md", "notes/drafts/2031-01-01.md", "notes/.trash/2031-01-01.md"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		text := map[string]string{".gitignore": "drafts\n"}[name]
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	var got []string
	_, err := Build(context.Background(), Options{
		Index: at("index.bleve"), Notes: []string{at("notes"), at("other/agenda.org")}, Undated: true,
		Reads: func(path string) {
			name, _ := filepath.Rel(dir, path)
			got = append(got, filepath.ToSlash(name))
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	want := []string{".gitignore", ".ignore", ".minutesignore", "names.txt", "notes", "notes/a",
		"other/.gitignore", "other/.ignore", "other/.minutesignore", "other/agenda.org"}
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("reads %q, want %q", got, want)
	}
}

func TestConcerns(t *testing.T) {
	for name, want := range map[string][2]bool{ // as a file, and as a folder
		"2031-01-01.md": {true, true}, "NOTES.TXT": {true, true}, "a.markdown": {true, true},
		".gitignore": {true, false}, ".minutesignore": {true, false},
		".2031-01-01.md.swp": {false, false}, ".#2031-01-01.md": {false, false}, "2031-01-01.md~": {false, true},
		"4913": {false, true}, ".git": {false, false}, "node_modules": {false, false},
	} {
		if got := [2]bool{Concerns(name, false), Concerns(name, true)}; got != want {
			t.Errorf("Concerns(%q) as a file, and as a folder = %t, want %t", name, got, want)
		}
	}
}
