package present

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
)

// WriteJSON writes value as JSON on one line, and then end. It also escapes characters
// that JSON allows but that can control a terminal, such as those that change the
// direction of text.
func WriteJSON(w io.Writer, value any, end string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // <, > and & are text, and no browser reads this as HTML
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
	if _, err := w.Write(text); err != nil {
		return err
	}
	_, err := io.WriteString(w, end)
	return err
}

// steers reports whether r is a control character or changes the direction of text.
func steers(r rune) bool {
	return unicode.IsControl(r) || r > unicode.MaxASCII && unicode.Is(unicode.Bidi_Control, r)
}
