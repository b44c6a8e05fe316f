package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"minutes/searcher"
)

// An answer is what a printer prints: a result in which something was found, its
// hits, and where their notes are.
type answer struct {
	*searcher.Result
	hits iter.Seq2[searcher.Hit, error]
	places
}

type printer func(*bufio.Writer, answer) error

// A screen is what is known of the terminal that an answer goes to.
type screen struct {
	terminal bool
	width    int // in columns
}

// screenOf returns what w is.
func screenOf(w io.Writer) screen {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return screen{width: 80}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return screen{true, width}
}

// maxAtOnce is how many hits the formats have that are one piece.
const maxAtOnce = 10_000

// printer returns the printer that the flags ask for.
func (f *flagSet) printer(s screen) (printer, error) {
	if f.count {
		if f.set("format") || f.set("facet") || f.explain {
			return nil, errors.New("--count prints one number; leave out --format, --facet and --explain")
		}
		return printCount, nil
	}
	format := f.format
	if format == "" {
		format = "lines"
		if s.terminal {
			format = "text"
		}
	}
	if (format == "text" || format == "json") && f.limit > maxAtOnce {
		return nil, fmt.Errorf("--limit %d is more than the %d that %s takes; write --format lines or jsonl",
			f.limit, maxAtOnce, format)
	}
	switch format {
	case "text":
		return textPrinter(s), nil
	case "lines":
		return printLines, nil
	case "json":
		return printJSON, nil
	case "jsonl":
		if f.set("facet") {
			return nil, errors.New("--facet has no place in jsonl; write --format json")
		}
		return printJSONL, nil
	}
	return nil, fmt.Errorf("unknown format %q; the formats are text, lines, json, jsonl", f.format)
}

// cutsUnasked says whether a script may take the hits for all there are: where the
// limit is the default, and the format does not tell how many more there are.
func (f *flagSet) cutsUnasked(s screen) bool {
	tells := f.count || f.format == "text" || f.format == "json" || f.format == "" && s.terminal
	return !tells && !f.set("limit") && !f.set("offset")
}

func printCount(out *bufio.Writer, a answer) error {
	_, err := fmt.Fprintln(out, a.Total)
	return err
}

// places tells where files of the notes are, for people and editors.
type places struct{ root, here string }

func placesOf(root string) places {
	here, _ := os.Getwd() // "" keeps paths absolute
	return places{root, here}
}

// path returns the path that opens file, one of a document, from the working
// folder.
func (p places) path(file string) string {
	path := filepath.Join(p.root, filepath.FromSlash(file))
	if rel, err := filepath.Rel(p.here, path); err == nil && p.here != "" {
		return rel
	}
	return path
}
