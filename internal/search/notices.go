package search

import (
	"io"
	"os"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// noticesOf returns the writer for notices. If stderr is the same terminal as stdout,
// notices go through the pager, in order with the answer; otherwise less would scroll
// them off the screen.
func noticesOf(stdout, stderr io.Writer, s screen) io.Writer {
	w := wrapping(stderr)
	if wrapped, ok := w.(*wrappingWriter); ok && s.terminal && isSameFile(stdout, stderr) {
		wrapped.Writer = s.pager
	}
	return w
}

// isSameFile reports whether v and w are the same file.
func isSameFile(v, w io.Writer) bool {
	f, _ := v.(*os.File)
	g, _ := w.(*os.File)
	if f == nil || g == nil {
		return false
	}
	one, err := f.Stat()
	if err != nil {
		return false
	}
	other, err := g.Stat()
	return err == nil && os.SameFile(one, other)
}

// wrapping returns a writer to w. If w is a terminal, the writer wraps long lines.
func wrapping(w io.Writer) io.Writer {
	f, ok := w.(*os.File)
	if !ok {
		return w
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
		return &wrappingWriter{f, width}
	}
	return w
}

// A wrappingWriter writes whole lines, and wraps those that are longer than width.
type wrappingWriter struct {
	io.Writer
	width int
}

func (w *wrappingWriter) Write(text []byte) (int, error) {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		b.WriteString(wrapLine(line, w.width))
	}
	if _, err := io.WriteString(w.Writer, b.String()); err != nil {
		return 0, err
	}
	return len(text), nil
}

// wrapLine wraps line at spaces to at most width columns, if its words are not longer. It
// indents all lines after the first. It does not change a line that begins with a space,
// such as a query above the mark at its error.
func wrapLine(line string, width int) string {
	const indent = "  "
	if strings.HasPrefix(line, " ") {
		return line
	}
	var b strings.Builder
	used := 0
	for i, word := range strings.Split(line, " ") {
		columns := runewidth.StringWidth(strings.TrimSuffix(word, "\n"))
		switch {
		case i == 0:
		case used+1+columns > width:
			b.WriteString("\n" + indent)
			used = len(indent)
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += columns
	}
	return b.String()
}
