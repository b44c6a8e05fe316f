package search

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/term"

	"minutes/internal/terminal"
)

// A screen describes where an answer goes.
type screen struct {
	terminal bool
	width    int  // in columns
	height   int  // in rows; 0 if it is not a terminal, or unknown
	color    bool // whether to use colours
	links    bool // whether to use hyperlinks
	signs    bool // whether it can show signs such as ☐ and ✓
	host     string
	pager    *pager
}

// screenOf returns the screen for w.
func screenOf(w io.Writer) screen {
	s := screen{width: 80}
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && columns > 0 {
		s.width = columns
	}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.terminal = true
	if width, height, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
		s.width, s.height = width, height
	}
	return s
}

// room returns how many rows an answer may take, so that the command above it, the
// notices before it, and the next prompt below it are visible too.
func (s screen) room() int { return s.height - 2 - s.pager.rows() }

// when are the values of --color and --hyperlink.
var when = []string{"auto", "always", "never"}

// dress decides whether to use colours and hyperlinks, as the flags say. With auto,
// colours follow NO_COLOR and CLICOLOR_FORCE, and both need a terminal with more than
// plain text. The Linux console gets no hyperlinks, because it may show the escape
// sequence.
func (s *screen) dress(color, links string, env func(string) string) {
	kind := env("TERM")
	s.signs = kind != "linux" && kind != "dumb" // the Linux console has few letters
	able := s.terminal && terminalKind(kind) != "dumb" && enableEscapes()
	force := env("CLICOLOR_FORCE")
	switch {
	case color != "auto":
		s.color = color == "always"
	case env("NO_COLOR") != "":
		s.color = false
	default:
		s.color = able || force != "" && force != "0"
	}
	s.links = links == "always" || links == "auto" && able && kind != "linux"
	if s.links {
		s.host, _ = os.Hostname() // "" also means this machine
	}
}

// terminalKind returns TERM, or dumb if it is not set, except on Windows, which does not
// set it.
func terminalKind(term string) string {
	if term == "" && runtime.GOOS != "windows" {
		return "dumb"
	}
	return term
}

// A style is how text is painted: the parameters of ECMA-48's SGR. The colours are
// read on light and on dark grounds.
type style string

const (
	plain   style = ""
	strong  style = "1"
	faint   style = "2"
	matched style = "1;31" // red
	placed  style = "35"   // magenta
	graphed style = "36"   // cyan
)

// paint returns text, which must have no control characters, in a style.
func (s screen) paint(text string, as style) string {
	if !s.color || as == plain || text == "" {
		return text
	}
	return "\x1b[" + string(as) + "m" + text + "\x1b[0m"
}

// link returns text as a hyperlink to a line of the file at path, in the form of OSC 8.
// The line is the fragment, as kitty and others expect it.
func (s screen) link(text, path string, line int) string {
	if !s.links {
		return text
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return text
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/
	}
	u := url.URL{Scheme: "file", Host: s.host, Path: slashed, Fragment: strconv.Itoa(line)}
	return "\x1b]8;;" + u.String() + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// marked returns text, made visible, in the style base, with spans as matched words.
func (s screen) marked(text string, spans [][2]int, base style) string {
	var b strings.Builder
	for _, p := range pieces(text, 0, spans, base) {
		b.WriteString(s.paint(p.text, p.style))
	}
	return b.String()
}

// A piece is visible text in one style.
type piece struct {
	text string
	style
}

// pieces splits text, made visible, into pieces. text begins at offset in the text of
// spans.
func pieces(text string, offset int, spans [][2]int, base style) []piece {
	var all []piece
	add := func(part string, as style) {
		if part != "" {
			all = append(all, piece{terminal.Visible(part), as})
		}
	}
	done := 0
	for _, span := range spans {
		from, to := max(span[0]-offset, done), min(span[1]-offset, len(text))
		if from >= to {
			continue
		}
		add(text[done:from], base)
		add(text[from:to], matched)
		done = to
	}
	add(text[done:], base)
	return all
}
