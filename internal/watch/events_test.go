package watch

import (
	"cmp"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/fsnotify/fsnotify"
)

func TestWeigh(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, folder := range []string{"notes/old", "notes/new", "notes/.hidden"} {
		if err := os.MkdirAll(at(folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	w := newWatcher(Options{Matters: matters})
	w.begin()
	defer w.close()
	w.Watch(at("notes"))
	w.Watch(at("notes/old"))
	w.Watch(at("names.md"))
	for _, test := range []struct {
		name             string
		op               fsnotify.Op
		matters, folders bool
	}{
		{"notes/one.md", fsnotify.Write, true, false},
		{"notes/one.md", fsnotify.Create, true, true},
		{"notes/one.md", fsnotify.Chmod, true, false},
		{"notes/old/one.md", fsnotify.Remove, true, false},
		{"notes/.one.md.swp", fsnotify.Write, false, false},
		{"notes/one.md~", fsnotify.Create, false, false},
		{"notes/4913", fsnotify.Create, false, false}, // gone already
		{"notes/new", fsnotify.Create, true, true},
		{"notes/.hidden", fsnotify.Create, false, false},
		{"notes/old", fsnotify.Rename, true, true},
		{"notes/old", fsnotify.Remove, true, true},
		{"notes/old", fsnotify.Chmod, true, true},
		{"notes/old", fsnotify.Write, false, false},
		{"names.md", fsnotify.Create, true, false},
		{"other.md", fsnotify.Create, false, false}, // beside names.md
		{"", 0, false, false},                       // a watch is gone
	} {
		name := test.name
		if name != "" {
			name = at(name)
		}
		if got, folders := w.weigh(fsnotify.Event{Name: name, Op: test.op}); got != test.matters || folders != test.folders {
			t.Errorf("weigh(%s %s) = %t, %t; want %t, %t", test.op, test.name, got, folders, test.matters, test.folders)
		}
	}
}

// If too many events are lost, all folders are watched anew.
func TestOverflow(t *testing.T) {
	w := newWatcher(Options{Matters: matters})
	w.begin()
	defer w.close()
	w.events.Errors <- fsnotify.ErrEventOverflow
	<-w.changes
	if before := w.events; !w.stale {
		t.Error("the watches are kept")
	} else if w.begin(); w.events == before {
		t.Error("the watches are kept by the next call")
	}
}

// Folders that are renamed and removed at once, while others are watched, block nothing.
func TestMovedAndGone(t *testing.T) {
	dir := t.TempDir()
	w := newWatcher(Options{Matters: matters})
	w.begin()
	defer w.close()
	ended := make(chan error)
	go func() {
		var err error
		for range 2000 {
			from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
			err = cmp.Or(err, os.Mkdir(from, 0o777), os.Rename(from, to), os.Remove(to))
		}
		ended <- err
	}()
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
			w.begin()
			w.Watch(dir)
			w.Watch(filepath.Join(dir, "from"))
		}
	}
}

// Without events, the next call is demanded, and the folders are compared from then on.
func TestTooFewWatches(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC: "the system allows too few watches; to raise the limit: sysctl fs.inotify.max_user_watches=524288",
		syscall.EMFILE: "the system allows too few open files or watchers",
		errRemote:      "the system cannot watch the folders: the folder is on a network or shared file system",
	} {
		dir, said := t.TempDir(), ""
		w := newWatcher(Options{Tops: []string{dir}, Matters: matters, Polling: func(why error) { said += why.Error() }})
		w.begin()
		w.poll(err)
		<-w.changes
		w.begin()
		w.Watch(dir)
		if said != want || w.events != nil || w.look() {
			t.Errorf("%v: said %q, want %q", err, said, want)
		}
		if err := os.WriteFile(filepath.Join(dir, "one.md"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if !w.look() {
			t.Errorf("%v: a new file is not found", err)
		}
	}
}
