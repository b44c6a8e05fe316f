package schema_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"strings"

	"minutes/schema"
)

// A line of "search -o jsonl" is a Document with a few more values.
func ExampleDocument() {
	output := strings.NewReader(`{"id":"a.md:7","score":3.5,"partial":false,"date":"2023-03-14","meeting":"Pier Council","team":"Beacon","lead":["Zoë Lindqvist"],"kind":"bullet","text":"confirmed!","parents":[{"line":6,"text":"Can we drop the nightly resend?"}],"section":["Updates"],"links":[],"file":"a.md","line":7,"spans":[[0,9]]}
`)
	lines := json.NewDecoder(output)
	for {
		var d schema.Document
		if err := lines.Decode(&d); err == io.EOF {
			break
		} else if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s (%s, %s): %s %s\n", d.ID(), d.Date, d.Team, d.Parents[0].Text, d.Text)
	}

	// Output:
	// a.md:7 (2023-03-14, Beacon): Can we drop the nightly resend? confirmed!
}
