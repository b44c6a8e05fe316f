package indexer

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkBuild makes an index of the sample notes, or of the folder that
// MINUTES_BENCH_NOTES names.
func BenchmarkBuild(b *testing.B) {
	notes := benchNotes()
	for b.Loop() {
		if _, err := Build(b.Context(), Options{Index: filepath.Join(b.TempDir(), "index"), Notes: []string{notes}}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDocuments reads the same notes into documents, without an index.
func BenchmarkDocuments(b *testing.B) {
	found, err := Find([]string{benchNotes()}, "")
	if err != nil {
		b.Fatal(err)
	}
	sources := make([][]byte, len(found.Files))
	size := 0
	for i, f := range found.Files {
		if sources[i], err = os.ReadFile(f.Path); err != nil {
			b.Fatal(err)
		}
		size += len(sources[i])
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		var notes []*Note
		for i, f := range found.Files {
			n, err := Parse(f.Name, sources[i])
			if err == nil {
				notes = append(notes, n)
			}
		}
		Documents(notes, Names{})
	}
}

func benchNotes() string {
	if dir := os.Getenv("MINUTES_BENCH_NOTES"); dir != "" {
		return dir
	}
	return "../testdata/notes"
}
