package main

import (
	"bufio"
	"encoding/json"
	"io"
)

// printJSON writes the answer as one object.
func printJSON(out *bufio.Writer, a answer) error {
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		a.Hits = append(a.Hits, h)
	}
	return encoder(out).Encode(a.Result)
}

// printJSONL writes an object a hit.
func printJSONL(out *bufio.Writer, a answer) error {
	e := encoder(out)
	for h, err := range a.hits {
		if err != nil {
			return err
		}
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
