//go:build !windows

package cmd_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"minutes/internal/store"
)

// A watcher is a running index --watch.
type watcher struct {
	*testing.T
	command *exec.Cmd
	lines   chan string // what it prints
}

// watch starts index --watch with args.
func (l lab) watch(args ...string) *watcher {
	l.Helper()
	return l.watching(l.command("index", append([]string{"--watch"}, args...)...))
}

// watching starts c, which is an index --watch.
func (l lab) watching(c *exec.Cmd) *watcher {
	l.Helper()
	w := &watcher{l.T, c, make(chan string, 1000)}
	out, in := io.Pipe()
	w.command.Stdout, w.command.Stderr = in, in
	if err := w.command.Start(); err != nil {
		l.Fatal(err)
	}
	go func() {
		defer close(w.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			w.lines <- s.Text()
		}
	}()
	l.Cleanup(func() { _ = w.command.Process.Kill(); in.Close() })
	return w
}

// expect waits for a line that matches pattern. It must be the next one.
func (w *watcher) expect(pattern string) string {
	w.Helper()
	line, ok := w.next()
	if !ok || !regexp.MustCompile(pattern).MatchString(line) {
		w.Fatalf("printed %q, want %s", line, pattern)
	}
	return line
}

func (w *watcher) next() (line string, ok bool) {
	w.Helper()
	select {
	case line, ok = <-w.lines:
	case <-time.After(time.Minute):
		w.Fatal("printed nothing for a minute")
	}
	return line, ok
}

// ready waits until it watches.
func (w *watcher) ready() *watcher {
	w.Helper()
	for line := ""; line != "watching the notes; to stop: Ctrl-C"; {
		var ok bool
		if line, ok = w.next(); !ok {
			w.Fatal("it ended")
		}
	}
	return w
}

// interrupt ends it as Ctrl-C does. It must have nothing more to print.
func (w *watcher) interrupt() {
	w.Helper()
	if err := w.command.Process.Signal(os.Interrupt); err != nil {
		w.Fatal(err)
	}
	_ = w.command.Wait()
	w.command.Stdout.(*io.PipeWriter).Close()
	for line := range w.lines {
		w.Errorf("printed %q", line)
	}
	if status := w.command.ProcessState.ExitCode(); status != 0 {
		w.Errorf("status %d, want 0", status)
	}
}

// A names file outside the notes, named by a relative path, counts too.
func TestWatchNames(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.write("notes/2031-01-01.md", "## Tide - Ida Fjord\n- crane\n")
	l.write("names.list", "team: Tide = Tides\n")
	w := l.watch("--names", "names.list", "notes").ready()
	l.write("names.list", "team: Tide = Ebb\n")
	w.expect(`^all notes read again: 1 document of 1 note, 1 meeting, in \d+\.\d s$`)
	l.write("names.list", "tide\n")
	w.expect(`^index: names.list:1: "tide" is not understood; .*; trying again until that is solved$`)
	w.interrupt()
}

// index --watch prints a line for each update, and nothing for what changes no document.
func TestWatch(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.write("notes/2031-01-01.md", "- tide\n- crane\n- ferry\n")
	l.write("notes/b/2031-01-02.md", "- ferry\n")
	w := l.watch("notes").ready()
	l.write("notes/b/2031-01-02.md", "- ferry\n- jetty\n")
	w.expect(`^1 note changed, 0 new, 0 gone: 5 documents of 2 notes, 2 meetings, in \d+\.\d s$`)
	before := l.files()
	l.write("notes/.2031-01-02.md.swp", "- temporary\n")
	l.write("notes/b/2031-01-02.md", "- ferry\n- jetty\n") // as before
	l.write("notes/b/2031-01-03.org", "- not a note\n")
	for _, names := range [][2]string{{"notes/b", "notes/c"}, {"notes/c", "notes/b"}} { // as before
		if err := os.Rename(l.path(names[0]), l.path(names[1])); err != nil {
			t.Fatal(err)
		}
	}
	if o := l.run("index", "notes"); !strings.HasPrefix(o.stderr, "nothing changed") {
		t.Errorf("index beside --watch: %s", o.stderr)
	}
	if after := l.files(); !maps.Equal(before, after) {
		t.Errorf("without a change, the index has %q, and had %q", names(after), names(before))
	}
	l.write("notes/c/undated.md", "- lost\n")
	l.write("notes/c/2031-01-04.md", "- crane\n")
	w.expect(`^0 notes changed, 1 new, 0 gone: 6 documents of 3 notes, .* s; skipped c/undated.md: no date in`)
	if err := os.Rename(l.path("notes/b"), l.path("notes/d")); err != nil {
		t.Fatal(err)
	}
	w.expect(`^0 notes changed, 1 new, 1 gone: 6 documents`)
	l.write("notes/d/.ignore", "*-02.md\n")
	w.expect(`^0 notes changed, 0 new, 1 gone: 4 documents`)
	w.interrupt()
	if left := l.leavings(); len(left) > 0 {
		t.Errorf("it has left %q", left)
	}
}

// What makes index fail makes index --watch say so, once, and go on.
func TestWatchGoesOn(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.write("notes/2031-01-01.md", "- tide\n- crane\n- ferry\n")
	l.write("notes/2031-01-02.md", "- ferry\n")
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(l.path(from), l.path(to)); err != nil {
			t.Fatal(err)
		}
	}
	w := l.watch("-q", "--wait", "0", "notes") // -q: only what goes wrong
	for l.run("search", "-c").stdout != "4\n" {
	}
	rename("notes", "aside")
	w.expect(`^index: open notes: notes: no such file or directory; trying again until that is solved$`)
	rename("aside", "notes")
	rename("notes/2031-01-01.md", "kept.md")
	w.expect(`^index: index.bleve holds 4 documents and headings of .*notes, but these notes make only 1; it was left as it was; to replace it anyway, stop this program and start it with --replace$`)
	l.write("notes/2031-01-01.md", "- tide\n- crane\n- ferry\n- jetty\n")
	for l.run("search", "-c").stdout != "5\n" {
	}
	other, err := store.Lock(context.Background(), l.path("index.bleve"), store.Wait{Most: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	l.write("notes/2031-01-02.md", "- ferry\n- crane\n")
	w.expect(`^index: index.bleve is being written by process \d+; trying again$`)
	other.Close()
	for l.run("search", "-c").stdout != "6\n" {
	}
	l.write("notes/names.txt", "team\n")
	w.expect(`^index: .*names.txt:1: "team" is not understood; .*; trying again until that is solved$`)
	os.Remove(l.path("notes/names.txt"))
	l.write("notes/2031-01-03.md", "- boat\n")
	for l.run("search", "-c").stdout != "7\n" {
	}
	w.interrupt()
}

// It may begin before there are notes. As JSON, each update is an object.
func TestWatchJSON(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	w := l.watch("--format", "json", "notes")
	w.expect(`^index: open notes: notes: no such file or directory; trying`)
	l.write("notes/2031-01-01.md", "- tide\n")
	documents := func(want, added int) {
		t.Helper()
		var s struct{ Documents, Added int }
		if err := json.Unmarshal([]byte(w.expect(`^\{`)), &s); err != nil || s.Documents != want || s.Added != added {
			t.Errorf("%+v, %v; want %d documents, %d notes added", s, err, want, added)
		}
	}
	documents(1, 1)
	l.write("notes/2031-01-02.md", "- crane\n- tide\n")
	documents(3, 1)
	w.interrupt()
}

// While another process edits notes and renames whole folders, and index --watch is killed
// and started again, the index ends equal to one that is built from scratch.
func TestTortureWatch(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	if err := os.CopyFS(l.path("notes/base"), os.DirFS("../testdata/notes")); err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	edits, kills := sized(60, 2000), sized(2, 20)
	updates := 0
	w := l.watch("notes")
	kill := func() {
		_ = w.command.Process.Kill()
		_ = w.command.Wait()
		w.command.Stdout.(*io.PipeWriter).Close()
		for line := range w.lines {
			if strings.Contains(line, " changed, ") || strings.HasPrefix(line, "all notes read again") {
				updates++
			}
			if crashed.MatchString(line) {
				t.Error(line)
			}
		}
	}
	for step := range edits {
		l.edit(notes)
		if l.IntN(15) == 0 {
			l.renameFolder(notes, fmt.Sprintf("notes/moved%d", step))
		}
		time.Sleep(time.Duration(l.IntN(50)) * time.Millisecond)
		if step%(edits/(kills+1)) == edits/(kills+1)-1 && kills > 0 {
			kill()
			w = l.watch("notes")
		}
	}
	w.ready()
	l.write("notes/last/2031-12-31.md", "- tide out\n") // so that there is an update
	l.must("index", "--full", "--index", "anew.bleve", "notes")
	diff := ""
	for limit := time.Now().Add(time.Minute); ; {
		if diff = l.differs("index.bleve", "anew.bleve"); diff == "" || time.Now().After(limit) {
			break
		}
	}
	if diff != "" {
		t.Fatalf("notes %q: %s", slices.Sorted(maps.Keys(notes)), diff)
	}
	kill()
	t.Logf("after %d edits of %d notes, %d updates", edits, len(notes)+1, updates)
	if updates == 0 {
		t.Error("there was no update, only first runs")
	}
	if o := l.run("index", "--verify", "-q"); o.status != 0 {
		t.Errorf("--verify: %s%s", o.stdout, o.stderr)
	}
	l.must("index", "notes")
	if left := l.leavings(); len(left) > 0 {
		t.Errorf("it has left %q", left)
	}
}

// renameFolder renames the folder of one of the notes.
func (l lab) renameFolder(notes map[string]string, to string) {
	l.Helper()
	if len(notes) == 0 {
		return
	}
	from := filepath.Dir(slices.Sorted(maps.Keys(notes))[l.IntN(len(notes))])
	if err := os.Rename(l.path(from), l.path(to)); err != nil {
		l.Fatal(err)
	}
	for file, text := range maps.Clone(notes) {
		if name, ok := strings.CutPrefix(file, from+"/"); ok {
			delete(notes, file)
			notes[to+"/"+name] = text
		}
	}
}
