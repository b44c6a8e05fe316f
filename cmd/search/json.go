package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
)

// printJSON writes the answer as one object.
func printJSON(out *bufio.Writer, a answer) error {
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		a.Hits = append(a.Hits, h)
	}
	return writeJSON(out, a.Result, "\n")
}

// printJSONL writes one object per hit.
func (f *flagSet) printJSONL(out *bufio.Writer, a answer) error {
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		if err := writeJSON(out, h, f.end()); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes value as JSON on one line. It also escapes characters that JSON allows
// but that can control a terminal, such as those that change the direction of text.
func writeJSON(out *bufio.Writer, value any, end string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // <, > and & are text, and no browser reads this
	if err := e.Encode(value); err != nil {
		return err
	}
	text := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if bytes.ContainsFunc(text, steers) {
		var safe bytes.Buffer
		for _, r := range string(text) {
			if steers(r) && r <= 0xffff {
				fmt.Fprintf(&safe, `\u%04x`, r)
			} else {
				safe.WriteRune(r)
			}
		}
		text = safe.Bytes()
	}
	out.Write(text)
	_, err := out.WriteString(end)
	return err
}

// steers reports whether r is a control character or changes the direction of text.
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
