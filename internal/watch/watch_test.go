package watch

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// matters takes files that end in .md, and folders that are not hidden.
func matters(path string, folder bool) bool {
	name := filepath.Base(path)
	return !strings.HasPrefix(name, ".") && (folder || filepath.Ext(name) == ".md")
}

// A tree is a folder to watch, and what the last call of Run's function has found there.
type tree struct {
	*testing.T
	dir  string // has the folder notes, and names.md beside it
	seen chan map[string]string
}

// newTree watches a folder. Where polls is set it must be called in a bubble of synctest,
// in which nobody waits for the next look.
func newTree(t *testing.T, polls bool, dir string) *tree {
	w := &tree{t, dir, make(chan map[string]string)}
	w.write("notes/a/one.md", "1")
	w.write("notes/b/c/two.md", "2")
	w.write("names.md", "n")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan bool)
	o := Options{Tops: []string{w.path("notes")}, Matters: matters, Poll: polls}
	go func() {
		defer close(ended)
		Run(ctx, o, func(watcher *Watcher, _ bool) bool {
			select {
			case w.seen <- w.read(watcher):
			case <-ctx.Done():
			}
			return false
		})
	}()
	t.Cleanup(func() { stop(); <-ended })
	return w
}

func (w *tree) path(name string) string { return filepath.Join(w.dir, name) }

// read reads all notes, and gives what it reads to watcher.
func (w *tree) read(watcher *Watcher) map[string]string {
	found := map[string]string{}
	take := func(path string) {
		if text, err := os.ReadFile(path); err == nil {
			name, _ := filepath.Rel(w.dir, path)
			found[filepath.ToSlash(name)] = string(text)
		}
	}
	watcher.Watch(w.path("names.md"))
	take(w.path("names.md"))
	watcher.Watch(w.path("notes"))
	_ = filepath.WalkDir(w.path("notes"), func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
		case e.IsDir():
			watcher.Watch(path)
		case matters(path, false):
			take(path)
		}
		return nil
	})
	return found
}

func (w *tree) write(name, text string) {
	w.Helper()
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o777))
	w.must(os.WriteFile(w.path(name), []byte(text), 0o666))
}

func (w *tree) rename(from, to string) { w.Helper(); w.must(os.Rename(w.path(from), w.path(to))) }

func (w *tree) remove(name string) { w.Helper(); w.must(os.RemoveAll(w.path(name))) }

func (w *tree) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// await waits until the function has found want: names and texts.
func (w *tree) await(want ...string) {
	w.Helper()
	all := map[string]string{}
	for i := 0; i < len(want); i += 2 {
		all[want[i]] = want[i+1]
	}
	limit := time.After(time.Minute)
	for last := (map[string]string)(nil); ; {
		select {
		case last = <-w.seen:
			if maps.Equal(last, all) {
				return
			}
		case <-limit:
			w.Fatalf("found %q at last, want %q", last, all)
		}
	}
}

// changes are what may happen to a tree. Each must be seen, and so must what happens then.
var changes = map[string]func(w *tree){
	"edits": func(w *tree) {
		w.write("notes/a/one.md", "1, edited")
		w.await("names.md", "n", "notes/a/one.md", "1, edited", "notes/b/c/two.md", "2")
		w.write("names.md", "n, edited")
		w.await("names.md", "n, edited", "notes/a/one.md", "1, edited", "notes/b/c/two.md", "2")
	},
	"an editor": func(w *tree) {
		w.write("notes/a/.one.md.swp", "temporary")
		w.write("notes/a/4913", "temporary")
		w.write("notes/a/one.md~", "1, saved")
		w.remove("notes/a/4913")
		w.rename("notes/a/one.md~", "notes/a/one.md")
		w.await("names.md", "n", "notes/a/one.md", "1, saved", "notes/b/c/two.md", "2")
	},
	"renames of trees": func(w *tree) {
		w.rename("notes/b", "notes/d")
		w.await("names.md", "n", "notes/a/one.md", "1", "notes/d/c/two.md", "2")
		w.write("notes/d/c/two.md", "2, edited")
		w.await("names.md", "n", "notes/a/one.md", "1", "notes/d/c/two.md", "2, edited")
		w.rename("notes/a", "aside")
		w.rename("notes/d", "notes/a")
		w.rename("aside", "notes/d")
		w.await("names.md", "n", "notes/a/c/two.md", "2, edited", "notes/d/one.md", "1")
		w.write("notes/a/c/two.md", "2, again")
		w.await("names.md", "n", "notes/a/c/two.md", "2, again", "notes/d/one.md", "1")
	},
	"new trees": func(w *tree) {
		w.remove("notes/b")
		w.write("notes/x/y/z/three.md", "3")
		w.await("names.md", "n", "notes/a/one.md", "1", "notes/x/y/z/three.md", "3")
		w.write("notes/x/y/z/three.md", "3, edited")
		w.write("notes/b/c/two.md", "2, anew")
		w.await("names.md", "n", "notes/a/one.md", "1", "notes/b/c/two.md", "2, anew", "notes/x/y/z/three.md", "3, edited")
	},
	"no folder for a while": func(w *tree) {
		w.rename("notes", "aside")
		w.await("names.md", "n")
		w.write("aside/a/one.md", "1, edited")
		w.rename("aside", "notes")
		w.await("names.md", "n", "notes/a/one.md", "1, edited", "notes/b/c/two.md", "2")
		w.write("notes/a/one.md", "1, again")
		w.await("names.md", "n", "notes/a/one.md", "1, again", "notes/b/c/two.md", "2")
	},
	"another folder in its place": func(w *tree) {
		w.write("other/three.md", "3")
		w.rename("notes", "aside")
		w.rename("other", "notes")
		w.await("names.md", "n", "notes/three.md", "3")
		w.write("notes/three.md", "3, edited")
		w.await("names.md", "n", "notes/three.md", "3, edited")
	},
}

func TestEvents(t *testing.T) {
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTree(t, false, t.TempDir())
			w.await("names.md", "n", "notes/a/one.md", "1", "notes/b/c/two.md", "2")
			change(w)
		})
	}
}

func TestPolls(t *testing.T) {
	for name, change := range changes {
		dir := t.TempDir()
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTree(t, true, dir)
				w.await("names.md", "n", "notes/a/one.md", "1", "notes/b/c/two.md", "2")
				change(w)
			})
		})
	}
}

// A file that was written a moment ago may be written again without another time. So it
// is looked at again until it is older.
func TestPollsFresh(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := newWatcher(Options{Tops: []string{dir}, Matters: matters, Poll: true})
		path := filepath.Join(dir, "one.md")
		look := func(text string) bool {
			w.begin()
			now := time.Now()
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(path, now, now); err != nil {
				t.Fatal(err)
			}
			w.Watch(dir)
			return w.look()
		}
		if !look("1") {
			t.Error("a fresh file is trusted")
		}
		time.Sleep(settled)
		w.begin()
		w.Watch(dir)
		if w.look() {
			t.Error("an old file is not trusted")
		}
	})
}
