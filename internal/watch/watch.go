// Package watch calls a function again whenever files change. It knows nothing of what is
// in them, or of what the function does.
//
// The function names the folders and files that it reads, each before it reads it, to
// Watcher.Watch. A change before that call is seen by the function itself, and a change
// after it calls the function again. So no change is lost, and there is no second walk of
// the folders.
//
// Changes are events of the operating system. Where it has none, as for folders on another
// computer, or allows too few of them, the Watcher compares the folders every few seconds.
package watch

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what to watch.
type Options struct {
	// Tops are the paths where it all begins. They may be missing for a while, and other
	// folders may take their place, as when a disk is mounted.
	Tops []string
	// Matters reports whether a change of the file at path matters. For a folder, it
	// reports whether files in it may matter. It is asked only about what is in watched
	// folders.
	Matters func(path string, folder bool) bool
	// Polling is called once, when folders are compared because there are no events.
	Polling func(why error)
	// Poll makes the Watcher compare folders from the start.
	Poll bool
}

// A Watcher watches folders and files.
type Watcher struct {
	Options
	changes chan struct{} // holds one if anything has changed

	// mutex guards the fields below from receive. It must be free in calls of events, which
	// may wait until receive has taken an event or an error.
	mutex   sync.Mutex
	events  *fsnotify.Watcher // nil if there are none
	polls   bool
	stale   bool // whether the watched folders are others now
	tops    []os.FileInfo
	folders map[string]fingerprint
	files   map[string]fingerprint
}

func newWatcher(o Options) *Watcher {
	return &Watcher{Options: o, changes: make(chan struct{}, 1), stale: true, polls: o.Poll}
}

// begin prepares for a call of the function.
func (w *Watcher) begin() {
	w.tops = identities(w.Tops)
	w.mutex.Lock()
	anew := w.stale || w.polls
	if anew {
		w.folders, w.files = map[string]fingerprint{}, map[string]fingerprint{}
		w.stale = false
	}
	w.mutex.Unlock()
	if !anew {
		return
	}
	// Watches follow a folder that is renamed, and keep its old name. To replace them all
	// is simple, and takes a few microseconds for each folder.
	w.use(nil)
	if w.polls {
		return
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.poll(err)
		return
	}
	w.use(events)
	go w.receive(events)
}

// Watch watches the folder or file at path, which may be missing. In a folder, it watches
// the files and the names of folders. These are to be watched on their own.
func (w *Watcher) Watch(path string) {
	all, folder := w.files, filepath.Dir(path)
	info, err := os.Lstat(path)
	if err == nil && info.IsDir() {
		all, folder = w.folders, path
	}
	var seen fingerprint
	if w.polls {
		seen = w.fingerprint(path)
	}
	w.mutex.Lock()
	_, there := all[path]
	if !there {
		all[path] = seen
	}
	w.mutex.Unlock()
	if there || w.polls {
		return
	}
	err = withoutEvents(folder)
	if err == nil {
		err = w.events.Add(folder)
	}
	// A folder that is missing, or that may not be read, shows up in the one that it is in.
	if err != nil && !os.IsNotExist(err) && !os.IsPermission(err) {
		w.poll(err)
	}
}

// poll compares folders from the next call on, which it demands: some have not been looked
// at before they were read.
func (w *Watcher) poll(why error) {
	w.polls = true
	w.use(nil)
	w.change()
	if w.Polling != nil {
		w.Polling(inWords(why))
	}
}

func (w *Watcher) change() {
	select {
	case w.changes <- struct{}{}:
	default: // there is one already
	}
}

// use takes events from now on, which are nil for none.
func (w *Watcher) use(events *fsnotify.Watcher) {
	w.mutex.Lock()
	before := w.events
	w.events = events
	w.mutex.Unlock()
	if before != nil {
		before.Close()
	}
}

func (w *Watcher) close() { w.use(nil) }

// every is the time between two looks at what has no events.
const every = 2 * time.Second

// look reports whether something has changed that no event tells. With events, these are
// only the tops: none tells that a disk is mounted there, or that a folder above is renamed.
func (w *Watcher) look() bool {
	for i, now := range identities(w.Tops) {
		if before := w.tops[i]; (now == nil) != (before == nil) || now != nil && !os.SameFile(now, before) {
			w.mutex.Lock()
			w.stale = true
			w.mutex.Unlock()
			return true
		}
	}
	if !w.polls {
		return false
	}
	for _, all := range []map[string]fingerprint{w.folders, w.files} {
		for path, before := range all {
			if before.fresh || w.fingerprint(path) != before {
				return true
			}
		}
	}
	return false
}

// identities returns what is at each of paths now; nil for nothing.
func identities(paths []string) []os.FileInfo {
	infos := make([]os.FileInfo, len(paths))
	for i, path := range paths {
		if info, err := os.Stat(path); err == nil {
			infos[i] = info
		}
	}
	return infos
}
