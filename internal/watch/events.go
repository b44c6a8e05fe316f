package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// receive takes events until they are closed.
func (w *Watcher) receive(events *fsnotify.Watcher) {
	for {
		select {
		case e, ok := <-events.Events:
			if !ok {
				return
			}
			if matters, folders := w.weigh(e); matters {
				w.tell(events, folders)
			}
		case _, ok := <-events.Errors:
			if !ok {
				return
			}
			w.tell(events, true) // such as too many events at once: some are lost
		}
	}
}

// tell notes a change that events have shown; folders is whether the folders to watch may
// be others now.
func (w *Watcher) tell(events *fsnotify.Watcher, folders bool) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.events == events {
		w.stale = w.stale || folders
		w.change()
	}
}

// weigh reports whether an event matters, and whether the folders to watch may be others
// after it.
func (w *Watcher) weigh(e fsnotify.Event) (matters, folders bool) {
	w.mutex.Lock()
	_, isFolder := w.folders[e.Name]
	_, isFile := w.files[e.Name]
	_, within := w.folders[filepath.Dir(e.Name)]
	w.mutex.Unlock()
	switch {
	case isFolder: // a write is a change in it, which has an event of its own
		gone := e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) || e.Has(fsnotify.Chmod)
		return gone, gone
	case isFile:
		return true, false
	case !within:
		return false, false
	case w.Matters(e.Name, false):
		return true, e.Has(fsnotify.Create) // a folder may have the name of a file
	case !e.Has(fsnotify.Create) || !w.Matters(e.Name, true):
		return false, false
	}
	info, err := os.Lstat(e.Name)
	isNew := err == nil && info.IsDir()
	return isNew, isNew
}

// inWords returns err, for which there are no events, so that a person can do something
// about it.
func inWords(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errors.New("the system allows too few watches; to raise the limit: sysctl fs.inotify.max_user_watches=524288")
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return errors.New("the system allows too few open files or watchers")
	}
	return fmt.Errorf("the system cannot watch the folders: %w", err)
}

// errRemote is why a folder of another computer has no events: the system does not hear of
// what others write there.
var errRemote = errors.New("the folder is on a network or shared file system")
