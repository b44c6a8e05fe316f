package search

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"minutes/internal/digest"
	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// checkDigest returns an error if --digest cannot be combined with the other flags.
func (f *flagSet) checkDigest() error {
	if !f.digest {
		return nil
	}
	if f.set("format") && f.format != "text" && f.format != "json" {
		return fmt.Errorf("--digest prints a page of Markdown, or with --format json an object; leave out --format %s", f.format)
	}
	for _, flag := range []string{"null", "count", "offset", "new", "exact"} {
		if f.set(flag) {
			return fmt.Errorf("--digest prints a page of Markdown; leave out --%s", flag)
		}
	}
	return nil
}

// printDigest prints the digest of the documents that match q, which has no period yet.
func (f *flagSet) printDigest(ctx context.Context, idx *searcher.Index, q searcher.Query, out *bufio.Writer, stderr io.Writer, s screen) (status int, err error) {
	o := digest.Options{Since: f.since, Until: f.until, Notes: digest.Notes}
	if f.set("limit") {
		if o.Notes = f.limit; f.limit < 0 {
			return failed, errors.New("--limit cannot be negative; write 0 or more")
		}
	}
	d, err := digest.Make(ctx, idx, q, o)
	if err != nil {
		return failed, unlessSlow(ctx, err)
	}
	said := printNotices(stderr, d.Result, false)
	status = found
	if d.Result.Total == 0 {
		sayNothing(stderr, s, said)
		status = nothing
	}
	switch {
	case f.quiet:
	case f.format == "json":
		return status, present.WriteJSON(out, d, "\n")
	case status == found:
		markdown{out}.digest(d)
	}
	return status, nil
}

// A markdown writes Markdown. Errors of its writer are left for a flush to return.
type markdown struct{ *bufio.Writer }

func (m markdown) digest(d *digest.Digest) {
	r := d.Result
	fmt.Fprintf(m, "# Digest of %s\n\n%s", prose(present.Span(r)), present.DigestSummary(r, d.Old))
	if r.Query != "" {
		fmt.Fprintf(m, ", for %s", code(r.Query))
	}
	fmt.Fprintln(m)
	for _, g := range d.Groups {
		m.group(g)
	}
	m.names("New topics", d.Topics)
	m.names("Who is new", d.People)
}

func (m markdown) group(g digest.Group) {
	fmt.Fprintf(m, "\n## %s\n\n", prose(cmp.Or(g.Name, "Other")))
	if len(g.Lead) > 0 {
		fmt.Fprintf(m, "Lead: %s\n\n", prose(strings.Join(g.Lead, ", ")))
	}
	label := func(text string, n int) {
		if n > 0 && len(g.Decisions)+len(g.Actions) > 0 {
			fmt.Fprintf(m, "**%s**\n\n", text)
		}
	}
	label("Decided", len(g.Decisions))
	for i, o := range g.Decisions {
		m.item("", o.Document, i == len(g.Decisions)-1 && len(g.Actions)+len(g.Notes)+g.More > 0)
	}
	label("Open", len(g.Actions))
	for i, a := range g.Actions {
		also := append(slices.Clone(a.People), present.Age(a.Days, a.Meetings, a.Since))
		m.item("", a.Document, i == len(g.Actions)-1 && len(g.Notes)+g.More > 0, also...)
	}
	label("Also said", len(g.Notes)+g.More)
	for _, h := range g.Notes {
		mark := present.Mark(h.Is, true)
		if mark != "" {
			mark += " "
		}
		m.item(mark, h.Document, false)
	}
	if g.More > 0 {
		fmt.Fprintf(m, "- *%s more*\n", terminal.Grouped(g.More))
	}
}

// item writes d as an item of a list, after mark and its parents, with what is said of it
// and its place. If last is true, a line follows that ends the list.
func (m markdown) item(mark string, d schema.Document, last bool, also ...string) {
	var above strings.Builder
	for _, p := range d.Parents {
		above.WriteString(prose(shortened(p.Text)) + " › ")
	}
	said := ""
	for _, what := range also {
		if what != "" {
			said += prose(what) + ", "
		}
	}
	fmt.Fprintf(m, "- %s%s%s (%s%s, %s)\n", mark, above.String(), prose(d.Text), said, cmp.Or(d.Date, present.NoDate), code(d.ID()))
	if last {
		fmt.Fprintln(m)
	}
}

func (m markdown) names(title string, values []searcher.FacetValue) {
	if len(values) == 0 {
		return
	}
	fmt.Fprintf(m, "\n## %s\n\n", title)
	for _, v := range values {
		fmt.Fprintf(m, "- %s (%s)\n", prose(v.Value), present.Counted(v.Count, "document"))
	}
}

// maxAbove is the maximum number of characters of a parent in a digest.
const maxAbove = 80

// shortened returns text, or its beginning if it is long.
func shortened(text string) string {
	letters := []rune(text)
	if len(letters) <= maxAbove {
		return text
	}
	return strings.TrimRightFunc(string(letters[:maxAbove-1]), unicode.IsSpace) + "…"
}

// prose returns text as Markdown that shows it as it is, also where a block begins.
func prose(text string) string {
	letters := []rune(terminal.Visible(text))
	var b strings.Builder
	begins := true // whether all before is digits, after which a dot or parenthesis makes a list
	for i, r := range letters {
		switch {
		case strings.ContainsRune("\\`*[]<>|~#&", r),
			i == 0 && strings.ContainsRune("+-=", r),
			begins && i > 0 && (r == '.' || r == ')'),
			r == '_' && !(isWordAt(letters, i-1) && isWordAt(letters, i+1)): // inside a word it is only a letter
			b.WriteByte('\\')
		}
		begins = begins && r >= '0' && r <= '9'
		b.WriteRune(r)
	}
	return b.String()
}

func isWordAt(letters []rune, i int) bool {
	return i >= 0 && i < len(letters) && (unicode.IsLetter(letters[i]) || unicode.IsDigit(letters[i]))
}

// code returns text as code in Markdown, within more backticks than it has in a row.
func code(text string) string {
	text = terminal.Visible(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.Trim(text, "`") != text {
		text = " " + text + " "
	}
	return fence + text + fence
}
