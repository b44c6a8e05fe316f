package cmd_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// TestPicture runs the commands in the README's picture, and compares their output.
func TestPicture(t *testing.T) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	work := newWork(t, "")
	run(t, work, "index testdata/notes")
	var screen strings.Builder
	for _, command := range []string{"search lantern --sort oldest -n 2", "search lantern -f team,year --top 5 -n 0"} {
		fmt.Fprintf(&screen, "\x1b[2m$\x1b[0m %s\n%s\n", command, run(t, work, command+" --color always"))
	}
	picture := svg(strings.TrimRight(screen.String(), "\n"))
	const path = "../docs/search.svg"
	if *update {
		if err := os.WriteFile(path, []byte(picture), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != picture {
		t.Errorf("docs/search.svg is not what search prints (%v); make it again with: go test ./cmd -run Picture -update", err)
	}
}

// The size of a character, and the space around the text, in pixels.
const (
	charWidth  = 8.4
	lineHeight = 19
	margin     = 18
)

// styles are the escapes that search prints, as CSS; colours are those of a dark
// terminal.
var styles = map[string]string{
	"1":    "font-weight:bold",
	"1;31": "font-weight:bold;fill:#ff7b72",
	"2":    "fill:#8b949e",
	"35":   "fill:#d2a8ff",
	"36":   "fill:#56d4dd",
}

var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// svg draws what a terminal of 80 columns shows of text. Each piece says how wide it is,
// so that columns are aligned in any font.
func svg(text string) string {
	lines := strings.Split(text, "\n")
	width, height := 80*charWidth+2*margin, float64(len(lines)*lineHeight+2*margin)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" `, width, height, width, height)
	fmt.Fprintln(&b, `font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">`)
	fmt.Fprintf(&b, "<rect width=\"%.0f\" height=\"%.0f\" rx=\"8\" fill=\"#0d1117\"/>\n", width, height)
	for i, line := range lines {
		column, style := 0, ""
		piece := func(text string) {
			columns := runewidth.StringWidth(text)
			left := column
			column += columns
			if strings.TrimSpace(text) == "" {
				return
			}
			fmt.Fprintf(&b, `<text x="%.1f" y="%d" textLength="%.1f" xml:space="preserve"`, margin+float64(left)*charWidth, margin+i*lineHeight+14, float64(columns)*charWidth)
			if style != "" {
				fmt.Fprintf(&b, ` style="%s"`, style)
			}
			b.WriteString(">")
			_ = xml.EscapeText(&b, []byte(text))
			b.WriteString("</text>\n")
		}
		at := 0
		for _, found := range escape.FindAllStringSubmatchIndex(line, -1) {
			piece(line[at:found[0]])
			style = styles[line[found[2]:found[3]]]
			at = found[1]
		}
		piece(line[at:])
	}
	b.WriteString("</svg>\n")
	return b.String()
}
