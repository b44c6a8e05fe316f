package search

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// An answer is what a printer prints: a result, its hits, and the places of their notes.
type answer struct {
	*searcher.Result
	hits iter.Seq2[searcher.Hit, error]
	places
	news    string // how many documents are new, for people; "" if it does not matter what is new
	once    bool   // whether hits that are left out now come next time
	repeats int    // number of documents that were left out because they repeat earlier ones or list attendees
}

// documents returns how many documents there are, for people.
func (a answer) documents() string {
	switch {
	case a.news != "":
		return a.news
	case a.repeats > 0:
		return present.Documents(a.Result) + ", " + terminal.Grouped(a.repeats) + " left out (repeats, attendees)"
	}
	return present.Documents(a.Result)
}

type printer func(*bufio.Writer, answer) error

// maxAtOnce is the maximum number of hits in text and json, which are written as a whole.
const maxAtOnce = 10_000

// formats are the values of --format, apart from templates.
var formats = []string{"text", "lines", "json", "jsonl", "csv", "tsv"}

// template is the shape of a format that is a Go template.
const template = "a template"

// shape returns the name of the format, or template.
func (f *flagSet) shape(s screen) string {
	switch {
	case strings.Contains(f.format, "{{"):
		return template
	case f.format != "":
		return f.format
	case f.null:
		return "lines"
	case s.terminal || f.set("context"):
		return "text"
	}
	return "lines"
}

// end returns the end of a line for programs.
func (f *flagSet) end() string {
	if f.null {
		return "\x00"
	}
	return "\n"
}

// checkFormat returns an error if flags are not valid or cannot be combined.
func (f *flagSet) checkFormat(s screen) error {
	shape := f.shape(s)
	only := func(flag string, shapes ...string) error {
		if !f.set(flag) || slices.Contains(shapes, shape) {
			return nil
		}
		return fmt.Errorf("--%s works with %s; not with %s", flag, strings.Join(shapes, ", "), shape)
	}
	switch {
	case shape != template && !slices.Contains(formats, shape) || f.set("format") && f.format == "":
		return fmt.Errorf("unknown format %q; the formats are %s, or a template such as '{{.date}} {{.text}}'",
			f.format, strings.Join(formats, ", "))
	case !slices.Contains(contexts, f.context):
		return fmt.Errorf("unknown context %q; the contexts are %s", f.context, strings.Join(contexts, ", "))
	case !slices.Contains(when, f.color):
		return fmt.Errorf("unknown --color %q; write %s", f.color, strings.Join(when, ", "))
	case !slices.Contains(when, f.hyperlink):
		return fmt.Errorf("unknown --hyperlink %q; write %s", f.hyperlink, strings.Join(when, ", "))
	case f.count && (f.set("format") || f.set("facet") || f.explain):
		return errors.New("--count prints one number; leave out --format, --facet and --explain")
	case f.set("facet") && (shape == "jsonl" || shape == template):
		return fmt.Errorf("--facet does not work with %s; write --format json or csv", shape)
	case f.set("facet") && f.set("limit") && f.limit > 0 && (shape == "csv" || shape == "tsv"):
		return fmt.Errorf("%s prints only one table; write -n 0 for facets, or leave out --facet for documents", shape)
	case (shape == "text" || shape == "json") && f.limit > maxAtOnce && f.list() == "" && !f.count && !f.quiet:
		return fmt.Errorf("--limit %d is too large; %s prints at most %d hits; write --format lines or jsonl", f.limit, shape, maxAtOnce)
	}
	if list := f.list(); list != "" {
		if also := f.list(list); also != "" {
			return fmt.Errorf("--%s and --%s cannot be combined; write one of them", list, also)
		}
		for _, flag := range []string{"facet", "top", "sort", "explain", "context", "all"} {
			if f.set(flag) {
				return fmt.Errorf("--%s prints %s; leave out --%s", list, lists[list], flag)
			}
		}
		if shape == template {
			return fmt.Errorf("--%s does not take a template; the formats are %s", list, strings.Join(formats, ", "))
		}
	}
	return cmp.Or(
		f.checkSinceLast(), f.checkDigest(),
		only("context", "text"),
		only("long", "csv", "tsv"),
		only("null", "lines", "jsonl", template),
		only("explain", "text", "lines", "json", "jsonl"),
	)
}

// lists maps the flags that print a list instead of hits to what they print.
var lists = map[string]string{
	"digest": "a page of Markdown", "leads": "the roster", "people": "who was there", "actions": "open actions", "decisions": "decisions",
}

// list returns the flag that requests a list, apart from those in except, or "" if there
// is none.
func (f *flagSet) list(except ...string) string {
	for _, flag := range []string{"leads", "people", "actions", "decisions", "digest"} {
		if f.set(flag) && !slices.Contains(except, flag) {
			return flag
		}
	}
	return ""
}

// printer returns the printer that the flags request.
func (f *flagSet) printer(s screen) (printer, error) {
	if f.count {
		return printCount, nil
	}
	switch shape := f.shape(s); shape {
	case "text":
		return f.textPrinter(s), nil
	case "lines":
		return f.linesPrinter(s), nil
	case "json":
		return printJSON, nil
	case "jsonl":
		return f.printJSONL, nil
	case "csv":
		return f.tablePrinter(s, csvTable), nil
	case "tsv":
		return f.tablePrinter(s, tsvTable), nil
	default:
		return f.templatePrinter(s)
	}
}

// tellsAll reports whether the answer itself says how much of the total it shows.
func (f *flagSet) tellsAll(s screen) bool {
	shape := f.shape(s)
	return f.count || shape == "text" || shape == "json"
}

// cuts returns notices about hits and names of facets that the answer leaves out without
// saying so, so that nobody takes the answer for complete.
func (f *flagSet) cuts(s screen, a answer) []string {
	r := a.Result
	var notices []string
	if left := r.Entries - r.Shown(); a.once {
		if left > 0 && r.Limit > 0 && !f.tellsAll(s) {
			notices = append(notices, fmt.Sprintf("showing %d of %d; the others come next time", r.Shown(), r.Entries))
		}
		return notices
	}
	if f.limit > 0 && !f.count && r.Offset >= r.Entries {
		notices = append(notices, fmt.Sprintf("only %d found, all skipped by --offset %d", r.Entries, r.Offset))
	}
	if a.repeats > 0 && (f.count || f.shape(s) != "text") {
		notices = append(notices, fmt.Sprintf("left out %s (repeats of earlier meetings, attendees); to see them: -a", present.Counted(a.repeats, "document")))
	}
	if f.tellsAll(s) {
		return notices
	}
	tabled := len(r.Facets) > 0 && (f.shape(s) == "csv" || f.shape(s) == "tsv") // instead of hits
	if shown := r.Shown(); !tabled && !f.set("limit") && !f.set("offset") && shown < r.Total {
		notices = append(notices, fmt.Sprintf("showing %d of %d; to see all: -n %d", shown, r.Total, r.Total))
	}
	for _, facet := range r.Facets {
		if facet.Cross != nil && crossCut(facet) != "" && !f.set("top") {
			notices = append(notices, facet.Field+": "+crossCut(facet))
		}
		if facet.Cut > 0 && !f.set("top") {
			shown := len(facet.Values)
			notices = append(notices, fmt.Sprintf("showing %d of %s; to see all: --top 0", shown, present.Counted(shown+facet.Cut, facet.Field)))
		}
	}
	return notices
}

func printCount(out *bufio.Writer, a answer) error {
	_, err := fmt.Fprintln(out, a.Full)
	return err
}

// printsNothing reports whether to print an answer without hits: a number, an object, or
// the header of a table.
func (f *flagSet) printsNothing(s screen) bool {
	shape := f.shape(s)
	return f.count || shape == "json" || shape == "csv" || shape == "tsv"
}

// places converts files of documents to paths for people and editors.
type places struct {
	index *searcher.Index
	here  string
}

func placesOf(idx *searcher.Index) places {
	here, _ := os.Getwd() // "" keeps paths absolute
	return places{idx, here}
}

// path returns the path that opens file, the File of a document, from the working folder.
func (p places) path(file string) string {
	part, name := p.index.Part(file)
	path := filepath.Join(part.Root(), filepath.FromSlash(name))
	if rel, err := filepath.Rel(p.here, path); err == nil && p.here != "" {
		return rel
	}
	return path
}

// A layout defines how to write the elements of a list, in all formats except JSON.
type layout[T any] struct {
	text    func()           // writes the whole list for people
	columns []string         // header of a table: the JSON names
	cells   func(T) []string // cells of a row
	line    func(T) string   // line without its end
}

// writeList writes list in the format that the flags request.
func writeList[T any](f *flagSet, out *bufio.Writer, s screen, list []T, l layout[T]) error {
	tabled := func(write table) error {
		if err := write(l.columns...); err != nil {
			return err
		}
		for _, e := range list {
			if err := write(l.cells(e)...); err != nil {
				return err
			}
		}
		return nil
	}
	switch f.shape(s) {
	case "text":
		l.text()
		return nil
	case "json":
		return present.WriteJSON(out, list, "\n")
	case "jsonl":
		for _, e := range list {
			if err := present.WriteJSON(out, e, f.end()); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		return tabled(csvTable(out, s))
	case "tsv":
		return tabled(tsvTable(out, s))
	}
	for _, e := range list {
		if _, err := out.WriteString(l.line(e) + f.end()); err != nil {
			return err
		}
	}
	return nil
}
