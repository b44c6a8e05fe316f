// Minutes times queries over an index of Minutes that stays open.
// Usage: minutes INDEX QUERIES. QUERIES has a kind, a tab and a query on each line.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
	"time"

	"minutes/schema"
	"minutes/searcher"
)

func main() {
	idx, err := searcher.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer idx.Close()
	queries, err := os.ReadFile(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(queries)) {
		kind, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		q, err := searcher.Parse(text)
		if err != nil {
			log.Fatal(err)
		}
		options := searcher.Options{Limit: 10}
		if kind == "counts" {
			options = searcher.Options{Facets: []string{schema.Team, "year"}, Top: 10}
		}
		var r *searcher.Result
		var times []time.Duration
		for begin := time.Now(); len(times) < 21; {
			start := time.Now()
			if r, err = idx.Search(context.Background(), q, options); err != nil {
				log.Fatal(err)
			}
			if start.Sub(begin) > time.Second { // by then, the caches are warm
				times = append(times, time.Since(start))
			}
		}
		slices.Sort(times)
		fmt.Printf("%.2f, %d\n", times[10].Seconds()*1000, r.Total)
	}
}
