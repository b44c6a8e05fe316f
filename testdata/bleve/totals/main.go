// Totals answers queries over the index at the path that it is called with, by stock
// Bleve. Each line of standard input is a query string or, if it begins with {, a query as
// JSON. For each, it prints a line: the total, then facets as JSON, whose keys are fields
// and whose values map terms to counts. With a second argument, add, it adds a document.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

var fields = []string{"team", "lead", "kind", "meeting", "year"}

func main() {
	if len(os.Args) > 2 && os.Args[2] == "add" {
		add(os.Args[1])
		return
	}
	index, err := bleve.OpenUsing(os.Args[1], map[string]any{"read_only": true, "bolt_timeout": "1s"})
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var q query.Query = bleve.NewQueryStringQuery(lines.Text())
		if strings.HasPrefix(lines.Text(), "{") {
			if q, err = query.ParseQuery(lines.Bytes()); err != nil {
				log.Fatal(err)
			}
		}
		request := bleve.NewSearchRequestOptions(q, 0, 0, false)
		for _, field := range fields {
			request.AddFacet(field, bleve.NewFacetRequest(field, 10_000))
		}
		result, err := index.Search(request)
		if err != nil {
			log.Fatalf("%s: %v", lines.Text(), err)
		}
		counts := map[string]map[string]int{}
		for _, field := range fields {
			counts[field] = map[string]int{}
			for _, term := range result.Facets[field].Terms.Terms() {
				counts[field][term.Term] = term.Count
			}
		}
		text, err := json.Marshal(counts)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(result.Total, string(text))
	}
	if err := cmp.Or(lines.Err(), index.Close()); err != nil {
		log.Fatal(err)
	}
}

// add adds a document to the index at path.
func add(path string) {
	index, err := bleve.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	if err := index.Index("stowaway", map[string]any{"text": "a stowaway"}); err != nil {
		log.Fatal(err)
	}
	if err := index.Close(); err != nil {
		log.Fatal(err)
	}
}
