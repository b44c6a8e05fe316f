package main

import (
	"io"
	"os"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// noticesOf returns where notices go that are for stderr. Where that is the terminal of
// the answer, they stand in its order and go through the same pager: less would drive
// them off the screen.
func noticesOf(stdout, stderr io.Writer, s screen) io.Writer {
	w := wrapping(stderr)
	if wrapped, ok := w.(*wrappingWriter); ok && s.terminal && isSameFile(stdout, stderr) {
		wrapped.Writer = s.pager
	}
	return w
}

// isSameFile says whether v and w are one file.
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

// wrapping returns w, for a terminal so that lines are wrapped.
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

// A wrappingWriter writes whole lines, those that are longer than width in several.
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

// wrapLine returns line in lines of at most width columns, those from the second on
// indented. It breaks at blanks. A line that begins with one is meant as it stands, such
// as a query above the mark at its fault.
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
