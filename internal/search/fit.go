package search

import (
	"bufio"
	"bytes"
	"math"

	"github.com/mattn/go-runewidth"
)

// anyway makes fit always write. It is for what must be printed even if the screen is too
// small: the top, and one hit.
const anyway = math.MinInt

// fit writes what show writes, if at least rows rows of the screen are left after it. It
// reports whether it wrote. If p need not fit a screen, it always writes.
func (p *textPrinter) fit(show func(), rows int) bool {
	if !p.fits {
		show()
		return true
	}
	var text bytes.Buffer
	out := p.out
	p.out = bufio.NewWriter(&text)
	show()
	_ = p.out.Flush() // to memory
	p.out = out
	left := p.left - rowsOf(text.Bytes(), p.width)
	if left < rows {
		return false
	}
	p.left = left
	p.out.Write(text.Bytes())
	return true
}

// rowsOf returns how many rows text takes on a screen with that many columns. Longer
// lines continue in the next row.
func rowsOf(text []byte, columns int) int {
	rows := 0
	for line := range bytes.Lines(text) {
		width := runewidth.StringWidth(withoutEscapes(bytes.TrimRight(line, "\n")))
		rows += max(1, (width+columns-1)/columns)
	}
	return rows
}

// withoutEscapes returns line without the escape sequences that paint and link write.
func withoutEscapes(line []byte) string {
	var seen []byte
	for {
		at := bytes.IndexByte(line, '\x1b')
		if at < 0 {
			return string(append(seen, line...))
		}
		seen = append(seen, line[:at]...)
		end := "m"
		if bytes.HasPrefix(line[at:], []byte("\x1b]")) {
			end = "\x1b\\"
		}
		_, line, _ = bytes.Cut(line[at+1:], []byte(end))
	}
}
