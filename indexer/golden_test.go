package indexer

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"minutes/schema"
)

var update = flag.Bool("update", false, "rewrite testdata/golden")

// TestGolden compares the documents of the sample notes with testdata/golden, which has a
// file for each note.
func TestGolden(t *testing.T) {
	_, notes := readNotes(t, "../testdata/notes")
	golden := map[string]*bytes.Buffer{}
	for _, n := range notes {
		golden[n.Name] = &bytes.Buffer{}
	}
	for _, d := range Documents(notes, Names{}) {
		e := json.NewEncoder(golden[d.File])
		e.SetEscapeHTML(false)
		if err := e.Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	for name, got := range golden {
		path := filepath.Join("../testdata/golden", filepath.FromSlash(name)+".jsonl")
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, got.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("documents of %s differ from %s; see the difference after: go test ./indexer -update", name, path)
		}
	}
}

// TestDocumentsOfSamples checks what is true of the documents of any notes.
func TestDocumentsOfSamples(t *testing.T) {
	sources, notes := readNotes(t, "../testdata/notes")
	ids := map[string]bool{}
	for _, d := range Documents(notes, Names{}) {
		if ids[d.ID()] {
			t.Errorf("%s: two documents with this id", d.ID())
		}
		ids[d.ID()] = true
		if lines := bytes.Count(sources[d.File], []byte("\n")) + 1; d.Line < 1 || d.Line > lines {
			t.Errorf("%s: the note has %d lines", d.ID(), lines)
		}
		if d.Kind == schema.Heading && d.Team == "" {
			t.Errorf("%s: heading %q is stored and names no team", d.ID(), d.Text)
		}
		if d.Lead == nil || d.Parents == nil || d.Section == nil || d.Links == nil {
			t.Errorf("%s: a list is nil, and would be null in JSON", d.ID())
		}
	}
}
