package searcher_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"minutes/indexer"
	"minutes/schema"
	"minutes/searcher"
)

// openExample opens an index of the sample notes.
func openExample() (idx *searcher.Index, remove func()) {
	dir, err := os.MkdirTemp("", "example-*")
	if err != nil {
		log.Fatal(err)
	}
	path := filepath.Join(dir, "index.bleve")
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: path, Notes: []string{"../testdata/notes"}}); err != nil {
		log.Fatal(err)
	}
	if idx, err = searcher.Open(path); err != nil {
		log.Fatal(err)
	}
	return idx, func() { idx.Close(); os.RemoveAll(dir) }
}

// Which teams mention lantern, and how often?
func Example() {
	idx, remove := openExample() // searcher.Open("index.bleve")
	defer remove()

	query, err := searcher.Parse("lantern date:2023..")
	if err != nil {
		log.Fatal(err) // a *searcher.SyntaxError
	}
	result, err := idx.Search(context.Background(), query, searcher.Options{
		Sort: searcher.Oldest, Limit: 2,
		Facets: []string{schema.Team}, Top: 2,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d documents, %s to %s\n", result.Total, result.First, result.Last)
	for _, hit := range result.Hits {
		fmt.Printf("%s %s (%s): %s\n", hit.Date, hit.Team, strings.Join(hit.Lead, ", "), hit.Text)
	}
	for _, value := range result.Facets[0].Values {
		fmt.Println(value.Count, value.Value)
	}

	// Output:
	// 17 documents, 2023-03-14 to 2024-10-08
	// 2023-03-14 Beacon (Łukasz Wrona): Lantern runs on all nine night ferries
	// 2023-03-14 Beacon (Łukasz Wrona): Can we drop the nightly resend once lantern is on every ship?
	// 5 Beacon
	// 3 Ferry CLI
}

// A filter takes any text of a user as the value of a field.
func ExampleQuery_Filter() {
	idx, remove := openExample()
	defer remove()

	query, err := searcher.Parse("lantern")
	if err == nil {
		err = query.Filter(schema.Team, "Ferry CLI", "Gull") // either
	}
	if err == nil {
		err = query.Filter(schema.Date, "2024")
	}
	if err != nil {
		log.Fatal(err)
	}
	result, err := idx.Search(context.Background(), query, searcher.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Total)

	// Output:
	// 3
}

// A Stream reads one hit at a time, so the number of hits does not matter.
func ExampleIndex_Stream() {
	idx, remove := openExample()
	defer remove()

	query, err := searcher.Parse("team:lamp kind:bullet")
	if err != nil {
		log.Fatal(err)
	}
	result, hits, err := idx.Stream(context.Background(), query, searcher.Options{Limit: 1_000_000})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Total, "documents")
	for hit, err := range hits {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(hit.ID)
	}

	// Output:
	// 4 documents
	// Pier/2024/2024-10-08-pier.md:19
	// Pier/2023/ 2023-12-21-pier.md:19
	// Pier/2023/2023-03-14-pier.md:20
	// Pier/2023/2023-03-14-pier.md:21
}

// Who led Beacon, and when?
func ExampleIndex_Leads() {
	idx, remove := openExample()
	defer remove()

	query, err := searcher.Parse("team:beacon")
	if err != nil {
		log.Fatal(err)
	}
	roster, err := idx.Leads(context.Background(), query, false)
	if err != nil {
		log.Fatal(err)
	}
	for _, run := range roster.Runs {
		fmt.Println(run.From, run.To, strings.Join(run.Lead, ", "))
	}

	// Output:
	// 2022-02-08 2022-09-20 Ngozi Adeyemi
	// 2023-03-14 2023-12-21 Łukasz Wrona
	// 2024-02-13 2024-02-13 Łukasz Wrona, Zoë Lindqvist
	// 2024-10-08 2024-10-08 Zoë Lindqvist
}
