package main

import (
	"bufio"
	"encoding/json"
	"io"

	"minutes/searcher"
)

// printJSON writes the answer as one object.
func printJSON(out *bufio.Writer, r *searcher.Result, _ places) error {
	return encoder(out).Encode(r)
}

// printJSONL writes an object a hit.
func printJSONL(out *bufio.Writer, r *searcher.Result, _ places) error {
	e := encoder(out)
	for _, h := range r.Hits {
		if err := e.Encode(h); err != nil {
			return err
		}
	}
	return nil
}

func encoder(out io.Writer) *json.Encoder {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false) // <, > and & are text, and no browser reads this
	return e
}
