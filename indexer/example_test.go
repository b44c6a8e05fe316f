package indexer_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"minutes/indexer"
)

// Build makes an index of a folder of notes, and updates it.
func ExampleBuild() {
	dir, err := os.MkdirTemp("", "example-*")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	options := indexer.Options{
		Index: filepath.Join(dir, "index.bleve"),
		Notes: []string{"../testdata/notes"},
		Wait:  10 * time.Second, // for another process that writes it
	}
	summary, err := indexer.Build(context.Background(), options)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(summary.Documents, "documents of", summary.Notes, "notes")
	for _, skip := range summary.Skipped {
		fmt.Printf("skipped %s: %v\n", skip.File, skip.Reason)
	}

	summary, err = indexer.Build(context.Background(), options)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("nothing changed:", summary.Nothing)

	// Output:
	// 197 documents of 13 notes
	// skipped Pier/YYYY-MM-DD-pier.md: no date in its name, folder, title, head or front matter
	// skipped README.md: no date in its name, folder, title, head or front matter
	// nothing changed: true
}

// Parse and Documents make documents without an index.
func ExampleDocuments() {
	note, err := indexer.Parse("2023-06-07-harbour.md", []byte(`
# Harbour Council

## Updates
### Beacon - Zoë Lindqvist
- Lantern runs on **all** [night ferries](https://example.org/ferries)
  - but not in fog
`))
	if err != nil {
		log.Fatal(err) // ErrUndated, or a *LimitError
	}
	for _, d := range indexer.Documents([]*indexer.Note{note}, indexer.Names{}) {
		fmt.Printf("%s %s %s %q: %s\n", d.ID(), d.Kind, d.Team, d.Lead, d.Text)
	}

	// Output:
	// 2023-06-07-harbour.md:5 heading Beacon ["Zoë Lindqvist"]: Beacon - Zoë Lindqvist
	// 2023-06-07-harbour.md:6 bullet Beacon ["Zoë Lindqvist"]: Lantern runs on all night ferries
	// 2023-06-07-harbour.md:7 bullet Beacon ["Zoë Lindqvist"]: but not in fog
}
