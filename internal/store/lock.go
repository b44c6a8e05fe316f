package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// A Writer is the one writer of an index, until it is closed or its process dies.
type Writer struct {
	path string
	lock *flock.Flock
	// Restored is whether another program had written to what Bleve reads of the index.
	// It is as it was published again.
	Restored bool
	made     []string // folders that were not there before, the deepest first
	// spare are open files, to be closed when others are needed to clear up: whoever
	// has no more to open could remove nothing.
	spare []*os.File
}

// A Wait says how to wait for another writer of the same index.
type Wait struct {
	Most     time.Duration // how long at most; 0 is not at all
	Announce func(Busy)    // called once, before waiting; may be nil
}

// Busy is the error for an index that another process writes.
type Busy struct {
	Path string
	PID  int // of the other process, 0 where it is not known
}

func (b Busy) Error() string {
	by := "another index"
	if b.PID > 0 {
		by = fmt.Sprintf("process %d", b.PID)
	}
	return fmt.Sprintf("%s is being written by %s", b.Path, by)
}

// pause is how long to wait before looking again whether the lock is free: not
// so long that anyone would notice, not so short that the looking costs.
const pause = 50 * time.Millisecond

// Lock makes this process the one writer of the index at path, and removes what
// others left there that died. A folder that is not there is made, and goes again
// when the Writer is closed without having published. It fails where Check does,
// where the folder cannot be written, where ctx is done, and with Busy where
// another writer does not end in time.
func Lock(ctx context.Context, path string, wait Wait) (*Writer, error) {
	w := &Writer{path: path, lock: flock.New(filepath.Join(path, lockFile),
		flock.SetFlag(os.O_CREATE|os.O_RDWR|noFollow), // network file systems lock nothing that is open for reading
		flock.SetPermissions(0o666))}
	var waited time.Duration
	for removed := 0; ; {
		if err := Check(path); err != nil {
			return nil, err
		}
		locked, err := w.tryLock()
		if errors.Is(err, fs.ErrNotExist) && removed < 1000 {
			removed++ // by another, between two calls of ours
			continue
		}
		if err != nil {
			w.unmake()
			return nil, fmt.Errorf("write index %s: %w", path, withRemedy(bare(err)))
		}
		if locked {
			step("sweep leavings")
			sweep(path, 2)
			w.Restored = restoreBleve(path)
			if err := w.keepSpare(); err != nil {
				w.Close()
				return nil, fmt.Errorf("write index %s: %w", path, withRemedy(bare(err)))
			}
			return w, nil
		}
		busy := Busy{path, w.holder()}
		switch {
		case waited >= wait.Most:
			return nil, busy
		case waited == pause && wait.Announce != nil: // a moment is not worth a word
			wait.Announce(busy)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
			waited += pause
		}
	}
}

// tryLock takes the lock if it is free. Its error is fs.ErrNotExist where another
// removed the file or its folder meanwhile.
func (w *Writer) tryLock() (locked bool, err error) {
	if err := w.makeFolder(); err != nil {
		return false, err
	}
	locked, err = w.lock.TryLock()
	if !locked || err != nil {
		return false, err
	}
	// What is locked may be a file that another writer has removed since.
	ours, err := w.lock.Stat()
	there, errThere := os.Stat(w.lock.Path())
	if err = cmp.Or(err, errThere); err == nil && !os.SameFile(ours, there) {
		err = fs.ErrNotExist
	}
	if err != nil {
		w.lock.Unlock()
		return false, err
	}
	w.sign()
	return true, nil
}

// sign writes into LOCK which process has locked it. The first byte is left out, for
// on Windows that is what is locked, and nobody else can read it. Where LOCK cannot
// be written, others are told less.
func (w *Writer) sign() {
	f, err := os.OpenFile(w.lock.Path(), os.O_WRONLY|noFollow, 0)
	if err != nil {
		return
	}
	defer f.Close()
	f.WriteAt(fmt.Appendf(nil, "%*d\n", signed-1, os.Getpid()), 1)
}

// signed is how many bytes LOCK has after the first: all that a process number may
// need, so that a shorter one leaves nothing of a longer.
const signed = 20

// holder returns the process that has the lock, 0 where that is not known.
func (w *Writer) holder() int {
	f, err := os.Open(w.lock.Path())
	if err != nil {
		return 0
	}
	defer f.Close()
	text := make([]byte, signed)
	n, _ := f.ReadAt(text, 1)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text[:n])))
	return pid
}

// makeFolder makes the folder of the index, and those it is in, where they are
// missing, and makes them last.
func (w *Writer) makeFolder() error {
	var missing []string
	for dir := filepath.Clean(w.path); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		missing = append(missing, dir)
	}
	if len(missing) > 0 {
		w.made = missing
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := os.Mkdir(missing[i], 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := syncFolder(filepath.Dir(missing[i])); err != nil {
			return err
		}
	}
	return nil
}

// keepSpare opens as many files as removing a generation takes.
func (w *Writer) keepSpare() error {
	for range 8 {
		f, err := os.Open(w.lock.Path())
		if err != nil {
			return err
		}
		w.spare = append(w.spare, f)
	}
	return nil
}

func (w *Writer) closeSpare() {
	for _, f := range w.spare {
		f.Close()
	}
	w.spare = nil
}

// Close lets others write. Where no index was ever published, nothing is left.
func (w *Writer) Close() {
	w.closeSpare()
	_, err := current(w.path)
	never := errors.Is(err, errUnfinished) && len(named(w.path, isGeneration)) == 0 && len(named(w.path, isPrivate)) == 0
	if never {
		os.Remove(w.lock.Path()) // while it is held, so that nobody can hold it too
	}
	w.lock.Unlock()
	if never {
		removeClosed(w.lock.Path())
		w.unmake()
	}
}

// unmake removes the folders that w made, as far as they are empty.
func (w *Writer) unmake() {
	for _, dir := range w.made {
		os.Remove(dir)
	}
}
