package bleveuser_test

import (
	"fmt"
	"log"
	"os"

	"github.com/blevesearch/bleve/v2"
)

// Who reported on lantern in 2023, and in which teams? INDEX is the path of the index of
// the sample notes.
func Example() {
	index, err := bleve.OpenUsing(os.Getenv("INDEX"), map[string]any{"read_only": true, "bolt_timeout": "1s"})
	if err != nil {
		log.Fatal(err)
	}
	defer index.Close()

	query := bleve.NewQueryStringQuery("+text:lantern +year:2023 -kind:heading")
	request := bleve.NewSearchRequestOptions(query, 2, 0, false)
	request.Fields = []string{"team", "text"}
	request.SortBy([]string{"-date", "_id"})
	request.AddFacet("teams", bleve.NewFacetRequest("team", 3))
	result, err := index.Search(request)
	if err != nil {
		log.Fatal(err)
	}

	fmt.Println(result.Total, "documents")
	for _, hit := range result.Hits {
		fmt.Printf("%s %s: %.40s\n", hit.Sort[0], hit.Fields["team"], hit.Fields["text"])
	}
	for _, team := range result.Facets["teams"].Terms.Terms() {
		fmt.Println(team.Term, team.Count)
	}
	// Output:
	// 9 documents
	// 2023-12-21 Beacon: Lantern is the default for new ships, JS
	// 2023-12-21 Breakwater: Understands lantern, so that old clients
	// beacon 3
	// breakwater 1
	// ferry cli 1
}
