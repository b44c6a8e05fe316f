package search

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutes/indexer"
	"minutes/internal/address"
	"minutes/searcher"
)

// A desk is a folder of notes that somebody edits.
type desk struct {
	*testing.T
	*rand.Rand
	dir   string
	notes map[string][]string // lines by file
}

// Over 200 random edits and saves, --since-last prints every new or changed document
// exactly once. An edit never brings back a text that was there before.
func TestSinceLastSaves(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and in one goroutine, so there are no races")
	}
	t.Run("all", func(t *testing.T) { saves(t, "") })
	t.Run("two queries", func(t *testing.T) { saves(t, "is:open", "is:done") })
}

// saves is TestSinceLastSaves where one reader asks queries, which find all documents together.
func saves(t *testing.T, queries ...string) {
	d := &desk{t, rand.New(rand.NewPCG(6, 0)), t.TempDir(), map[string][]string{}}
	t.Setenv("XDG_STATE_HOME", filepath.Join(d.dir, "state"))
	for i := range 6 {
		d.write(fmt.Sprintf("2031-%02d-07-locks.md", i+1), []string{"# Lock SIG", "## Gates - Ida Fjord"})
	}
	d.index(true)
	before := map[string]int{}
	labels := map[string]int{} // of documents, by kind of edit
	for step := range 200 {
		edits, kind := 1+d.IntN(3), ""
		for range edits {
			kind = d.edit()
		}
		d.index(d.IntN(10) == 0)
		if d.IntN(4) == 0 { // peeking loses nothing
			for _, peek := range []string{"-n=0", "-c", "-q"} {
				d.search("--since-last=mail", peek)
			}
		}
		after, shown := forms(t, d.search("-n", "100000", "-o", "jsonl"), nil), map[string]int{}
		for _, n := range []string{"1", "100000"} { // what the first leaves out comes second
			for _, query := range queries {
				forms(t, d.search("--since-last=mail", "-n", n, "-o", "jsonl", query), func(change, form string) {
					shown[form]++
					if edits == 1 {
						labels[kind+" "+change]++
					}
				})
			}
		}
		want := map[string]int{}
		for form, n := range after {
			if n > before[form] {
				want[form] = n - before[form]
			}
		}
		if !maps.Equal(shown, want) {
			t.Fatalf("step %d, %s: shown %v, want %v", step, kind, shown, want)
		}
		for _, query := range append(queries, "") {
			if again := d.search("--since-last=mail", "-o", "jsonl", query); again != "" {
				t.Fatalf("step %d: shown again: %s", step, again)
			}
		}
		before = after
	}
	t.Logf("%v", labels)
	if labels["add new"] < 4*labels["add changed"] || labels["edit changed"] < 4*labels["edit new"] || labels["tick new"] > 0 || labels["edit changed"] == 0 {
		t.Errorf("%v: most edits should be changes, and most additions new", labels)
	}
	if files, _ := filepath.Glob(filepath.Join(d.dir, "state", "minutes", "*")); len(files) != 2 {
		t.Errorf("the folder of what was shown has %q", files)
	}
}

// A value that is also the name of the next flag does not make two questions the same.
func TestSinceLastFlags(t *testing.T) {
	d := &desk{T: t, dir: t.TempDir(), notes: map[string][]string{}}
	t.Setenv("XDG_STATE_HOME", filepath.Join(d.dir, "state"))
	d.write("2031-05-07.md", []string{"# Lock SIG", "## Person on watch", "- Ida Fjord"})
	d.index(true)
	if got := d.search("--since-last", "--person", "person"); got != "" {
		t.Errorf("--person person prints %q", got)
	}
	if got := d.search("--since-last", "--topic", "person"); !strings.Contains(got, "Ida Fjord") {
		t.Errorf("--topic person prints %q after --person person; want what is under the topic", got)
	}
}

// forms counts the documents of the JSON lines by what is to be shown of them. It also calls
// visit with each, if that is not nil.
func forms(t *testing.T, lines string, visit func(change, form string)) map[string]int {
	t.Helper()
	all := map[string]int{}
	for line := range strings.Lines(lines) {
		var d struct {
			Key, Change, Text string
			Is, Links         []string
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		form := fmt.Sprint(d.Key, d.Is, d.Links, d.Text)
		all[form]++
		if visit != nil {
			visit(d.Change, form)
		}
	}
	return all
}

// index updates the index, or builds it anew.
func (d *desk) index(full bool) {
	d.Helper()
	o := indexer.Options{Index: filepath.Join(d.dir, "index.bleve"), Notes: []string{filepath.Join(d.dir, "notes")}, Replace: true, Full: full}
	if _, err := indexer.Build(context.Background(), o); err != nil {
		d.Fatal(err)
	}
}

// search returns what a search prints.
func (d *desk) search(args ...string) string {
	d.Helper()
	var stdout, stderr bytes.Buffer
	if status := Run(append(args, "--index", filepath.Join(d.dir, "index.bleve")), &stdout, &stderr, openFolders); status == failed {
		d.Fatalf("search %q: %s", args, stderr.String())
	}
	return stdout.String()
}

func (d *desk) write(file string, lines []string) {
	d.Helper()
	d.notes[file] = lines
	path := filepath.Join(d.dir, "notes", file)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
		d.Fatal(err)
	}
}

// text returns a task that no other text is like.
func (d *desk) text() string {
	text := "- [ ]"
	for range 6 {
		text += fmt.Sprintf(" %x", d.Uint32())
	}
	return text
}

// edit changes a line of one of the notes, or adds, copies, ticks, moves or removes one, or
// renames the note. It returns which.
func (d *desk) edit() (kind string) {
	d.Helper()
	file := slices.Sorted(maps.Keys(d.notes))[d.IntN(len(d.notes))]
	lines := d.notes[file]
	at := 2 + d.IntN(max(1, len(lines)-2))
	switch kind = []string{"add", "add", "edit", "edit", "tick", "copy", "swap", "remove", "rename"}[d.IntN(9)]; {
	case kind == "rename":
		delete(d.notes, file)
		if err := os.Remove(filepath.Join(d.dir, "notes", file)); err != nil {
			d.Fatal(err)
		}
		file = fmt.Sprintf("%s-%x.md", file[:10], d.Uint32())
	case kind == "add" || at >= len(lines):
		kind = "add"
		lines = slices.Insert(lines, min(at, len(lines)), d.text())
	case kind == "edit":
		lines[at] = lines[at][:strings.LastIndex(lines[at], " ")] + fmt.Sprintf(" %x", d.Uint32())
	case kind == "tick":
		lines[at] = strings.NewReplacer("[ ]", "[x]", "[x]", "[ ]").Replace(lines[at])
	case kind == "copy" && !strings.Contains(lines[at], "twice"): // a copy that goes may not come back
		lines[at] += fmt.Sprintf(" twice %x", d.Uint32())
		lines = slices.Insert(lines, at, lines[at])
	case kind == "swap":
		other := 2 + d.IntN(len(lines)-2)
		lines[at], lines[other] = lines[other], lines[at]
	case kind == "remove":
		lines = slices.Delete(lines, at, at+1)
	}
	d.write(file, lines)
	return kind
}

func openFolders(names []string, _ address.Options) (*searcher.Index, error) {
	return searcher.Open(names[0], names[1:]...)
}
