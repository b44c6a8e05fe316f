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

// A Writer is the only writer of an index, until it is closed or its process ends.
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
	Most     time.Duration // longest time to wait; 0 for none
	Announce func(Busy)    // called once, when the wait is more than a moment; may be nil
}

// Busy is the error for an index that another process is writing.
type Busy struct {
	Path string
	PID  int // of the other process; 0 if unknown
}

func (b Busy) Error() string {
	by := "another index"
	if b.PID > 0 {
		by = fmt.Sprintf("process %d", b.PID)
	}
	return fmt.Sprintf("%s is being written by %s", b.Path, by)
}

// pause is the time between attempts to take the lock. It is too short to notice, and
// long enough for the attempts to cost little.
const pause = 50 * time.Millisecond

// Lock makes this process the only writer of the index at path, and removes what killed
// writers left there. It makes the folder if it is missing; Close removes it again if
// nothing was published. Lock fails if Check fails, if the folder cannot be written, or
// if ctx is done. It fails with Busy if another writer does not finish in time.
func Lock(ctx context.Context, path string, wait Wait) (*Writer, error) {
	w := &Writer{path: path, lock: flock.New(filepath.Join(path, lockFile),
		flock.SetFlag(os.O_CREATE|os.O_RDWR|noFollow), // network file systems cannot lock a file that is open only for reading
		flock.SetPermissions(0o666))}
	var waited time.Duration
	for removed := 0; ; {
		if err := Check(path); err != nil {
			return nil, err
		}
		locked, err := w.tryLock()
		if errors.Is(err, fs.ErrNotExist) && removed < 1000 {
			removed++ // by another process, between two of our calls
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
		case waited == pause && wait.Announce != nil: // not for a short wait
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

// tryLock takes the lock if it is free. Its error is fs.ErrNotExist if another process
// removed the file or its folder in the meantime.
func (w *Writer) tryLock() (locked bool, err error) {
	if err := w.makeFolder(); err != nil {
		return false, err
	}
	locked, err = w.lock.TryLock()
	if !locked || err != nil {
		return false, err
	}
	// Another writer may have removed the file that is now locked.
	ours, err := w.lock.Stat()
	there, errThere := os.Stat(w.lock.Path())
	if err = cmp.Or(err, errThere); err == nil && !os.SameFile(ours, there) {
		err = fs.ErrNotExist
	}
	if err != nil {
		_ = w.lock.Unlock()
		return false, err
	}
	w.sign()
	return true, nil
}

// sign writes the number of this process to LOCK. It skips the first byte, which is the
// locked part on Windows: others cannot read it. If LOCK cannot be written, others do not
// learn the number.
func (w *Writer) sign() {
	f, err := os.OpenFile(w.lock.Path(), os.O_WRONLY|noFollow, 0)
	if err != nil {
		return
	}
	defer f.Close()
	_, _ = f.WriteAt(fmt.Appendf(nil, "%*d\n", signed-1, os.Getpid()), 1)
}

// signed is the number of bytes in LOCK after the first. It fits any process number, and
// is fixed so that a short number overwrites all of a longer one.
const signed = 20

// holder returns the number of the process that has the lock; 0 if unknown.
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

// makeFolder makes the folder of the index and its missing parents, and syncs them.
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

// keepSpare opens as many files as are needed to remove a generation.
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

// Close lets others write. If no index was ever published, it removes LOCK and the
// folders that Lock made.
func (w *Writer) Close() {
	w.closeSpare()
	_, err := current(w.path)
	never := errors.Is(err, errUnfinished) && len(named(w.path, isGeneration)) == 0 && len(named(w.path, isPrivate)) == 0
	if never {
		os.Remove(w.lock.Path()) // while it is held, so that no other process can take it
	}
	_ = w.lock.Unlock()
	if never {
		removeClosed(w.lock.Path())
		w.unmake()
	}
}

// unmake removes the folders that w made, if they are empty.
func (w *Writer) unmake() {
	for _, dir := range w.made {
		os.Remove(dir)
	}
}
