package search

import (
	"bufio"

	"minutes/internal/present"
)

// printJSON writes the answer as one object.
func printJSON(out *bufio.Writer, a answer) error {
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		a.Hits = append(a.Hits, h)
	}
	return present.WriteJSON(out, a.Result, "\n")
}

// printJSONL writes one object per hit.
func (f *flagSet) printJSONL(out *bufio.Writer, a answer) error {
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		if err := present.WriteJSON(out, h, f.end()); err != nil {
			return err
		}
	}
	return nil
}
