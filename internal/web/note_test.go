package web

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// manyForms is a note with all that notes may have.
const manyForms = `---
title: Pier
---
# Pier Council 2023-03-14

## Updates

- Lantern runs
  on *all* ferries
  - confirmed!
-- and so it is
- [ ] Ada draws a map
- [x] Bo writes

A paragraph of two lines,
the second with a [link](2023-02-14-pier.md#L3) and [one that leads nowhere](plan.pdf).

| ship | port |
|------|------|
| Gull | west |
| Tern | east |

> quoted[^1]

` + "```" + `go
fmt.Println("<b>")
second line
` + "```" + `

![a map](https://example.org/map.png) ![](quay.png) https://example.org/plain

<details><summary>More</summary>

hidden <b>text</b>

[^1]: A footnote.
`

func TestRender(t *testing.T) {
	link := func(target string) (string, error) {
		to, fragment, err := resolve("2023/2023-03-14-pier.md", target)
		if err != nil || to != "2023/2023-02-14-pier.md" {
			return "", errLink
		}
		return "/note/" + to + fragment, nil
	}
	got, err := render([]byte(manyForms), 17, link)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "note.html", string(got))
}

// Each line that a document begins on can be linked to, and is marked when asked for, in
// all sample notes.
func TestLinesOfNotes(t *testing.T) {
	s := serve(t, Options{})
	held, err := s.notes.take()
	if err != nil {
		t.Fatal(err)
	}
	defer s.notes.drop(held)
	meetings, err := held.first.Meetings(t.Context(), query(t, ""), false)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, m := range meetings {
		if !slices.Contains(files, m.File) {
			files = append(files, m.File)
		}
	}
	for _, file := range files {
		docs, err := held.first.Note(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			page := pageAt(t, s, s.lineAddress(file, d.Line))
			anchor := strings.Split(s.lineAddress(file, d.Line), "#")[1]
			there := elements(t, page, func(n *nethtml.Node) bool { return attribute(n, "id") == anchor })
			marked := elements(t, page, classed("asked"))
			if len(there) != 1 || len(marked) != 1 || there[0].Data != marked[0].Data || attribute(marked[0], "id") != anchor {
				t.Errorf("%s: %d elements with its id, %d marked", d.ID(), len(there), len(marked))
			}
		}
	}
}

// A note that is gone, or is not as it was indexed, is not shown; what the index has of it
// is.
func TestChangedNotes(t *testing.T) {
	s, dir := newSite(t, map[string]string{
		"2023-01-04-pier.md": "# Pier\n## Tides\n- low tide\n  - at noon\n",
		"2023-01-05-pier.md": "# Pier\n- high tide\n",
	})
	path := filepath.Join(dir, "2023-01-04-pier.md")
	const address = "/note/2023-01-04-pier.md?line=4"
	first := get(t, s, address)
	if !strings.Contains(first.Body.String(), `<li id="L4" class="asked">at noon`) {
		t.Fatalf("the note is not shown:\n%s", first.Body)
	}
	change := func(what string, do func() error, want string) {
		t.Helper()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		page := get(t, s, address, "If-None-Match", first.Header().Get("ETag"))
		for _, text := range []string{want, "These are the documents", `<li id="L4" class="deep1 asked">at noon</li>`, "<h2>Tides</h2>"} {
			if !strings.Contains(page.Body.String(), text) {
				t.Errorf("%s: the page has no %q\n%s", what, text, page.Body)
			}
		}
		if strings.Contains(page.Body.String(), "secret") {
			t.Errorf("%s: the page shows what was never indexed", what)
		}
		if w := get(t, s, "/source/2023-01-04-pier.md"); w.Code != http.StatusNotFound {
			t.Errorf("%s: the source has the status %d", what, w.Code)
		}
	}
	change("changed", func() error { return os.WriteFile(path, []byte("# Pier\n- secret\n"), 0o666) }, noteChanged)
	change("gone", func() error { return os.Remove(path) }, noteGone)
	outside := filepath.Join(t.TempDir(), "secret.md")
	change("a link to elsewhere", func() error {
		if err := os.WriteFile(outside, []byte("# Pier\n## Tides\n- low tide\n  - at noon\n"), 0o666); err != nil {
			return err
		}
		return os.Symlink(outside, path)
	}, noteGone)
	change("a folder", func() error {
		if err := os.Remove(path); err != nil {
			return err
		}
		return os.Mkdir(path, 0o777)
	}, noteGone)
	if page := pageAt(t, s, "/note/2023-01-05-pier.md"); !strings.Contains(page, "high tide") {
		t.Error("the other note is not shown")
	}
}

// --notes names another folder with the same notes.
func TestNotesElsewhere(t *testing.T) {
	notes := map[string]string{"2023-01-04-pier.md": "# Pier\n- low tide\n"}
	dir, moved, path := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "index.bleve")
	write(t, path, dir, notes)
	write(t, filepath.Join(t.TempDir(), "other.bleve"), moved, notes)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]int{"": http.StatusNotFound, moved: http.StatusOK} {
		s := serve(t, Options{Open: opener(path), Notes: folder})
		if w := get(t, s, "/source/2023-01-04-pier.md"); w.Code != want {
			t.Errorf("with the notes in %q, the source has the status %d, want %d", folder, w.Code, want)
		}
	}
}

// A note leads to the meetings of its name before and after, and to those within it.
func TestMeetingsAround(t *testing.T) {
	s := serve(t, Options{})
	rel := func(address, name string) string {
		for _, n := range elements(t, pageAt(t, s, address), func(n *nethtml.Node) bool { return attribute(n, "rel") == name }) {
			return textOf(n)
		}
		return ""
	}
	const address = "/note/Pier/2023/2023-03-14-pier.md"
	if before, after := rel(address, "prev"), rel(address, "next"); before != "← 2022-09-20" || after != "2023-12-21 →" {
		t.Errorf("around %s are %q and %q", address, before, after)
	}
	running := pageAt(t, s, "/note/Watch/2023-meeting-notes.md")
	var dates []string
	for _, n := range elements(t, running, func(n *nethtml.Node) bool { return n.Data == "li" && classed("contents")(n.Parent.Parent) }) {
		dates = append(dates, textOf(n))
	}
	if len(dates) < 4 || dates[0] != "2023-04-12" || !slices.IsSortedFunc(dates, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("the running note has the meetings %v", dates)
	}
}

func TestSource(t *testing.T) {
	s, _ := newSite(t, map[string]string{"2023-01-04-pier.md": "\ufeff# Pier\r\n- <b>low</b>\ttide \u202e \x1b[31m\r\n"})
	w := get(t, s, "/source/2023-01-04-pier.md")
	const want = "# Pier\n- <b>low</b>\ttide \\u202e \\x1b[31m\n"
	if w.Header().Get("Content-Type") != textKind || w.Body.String() != want {
		t.Errorf("the source is %s %q, want %q", w.Header().Get("Content-Type"), w.Body, want)
	}
}
