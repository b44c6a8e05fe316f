package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func mustLock(t *testing.T, path string) *Writer {
	t.Helper()
	w, err := Lock(t.Context(), path, Wait{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLockBusy(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	w := mustLock(t, path)
	if err := os.Mkdir(filepath.Join(path, "tmp-17"), 0o700); err != nil { // of the process that has the lock
		t.Fatal(err)
	}
	before := tree(t, path)
	_, err := publishOnce(t.Context(), path, contents("high tide"))
	if want := fmt.Sprintf("%s is being written by process %d", path, os.Getpid()); err == nil || err.Error() != want {
		t.Errorf("Publish: %v\nwant %s", err, want)
	}
	if !maps.Equal(before, tree(t, path)) {
		t.Error("the index has changed")
	}
	mustOpen(t, path)
	w.Close()
	mustPublish(t, path, "high tide")
}

// A waiting process gets the lock when it is free, and announces the wait once.
func TestLockWaits(t *testing.T) {
	path := t.TempDir()
	w := mustLock(t, path)
	announced := 0
	next, err := Lock(t.Context(), path, Wait{time.Minute, func(b Busy) {
		announced++
		if b.PID != os.Getpid() {
			t.Errorf("the other is process %d, want %d", b.PID, os.Getpid())
		}
		w.Close()
	}})
	if err != nil || announced != 1 {
		t.Fatalf("Lock: %v, announced %d times; want it once", err, announced)
	}
	next.Close()
}

func TestLockCancelled(t *testing.T) {
	path := t.TempDir()
	defer mustLock(t, path).Close()
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Lock(ctx, path, Wait{time.Minute, func(Busy) { cancel() }}); err != context.Canceled {
		t.Errorf("Lock: %v, want the context's own error", err)
	}
}

// If LOCK is a symbolic link, nothing is written to its target.
func TestLockLink(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	victim := filepath.Join(t.TempDir(), "letter")
	lock := filepath.Join(path, lockFile)
	if err := errors.Join(os.WriteFile(victim, []byte("dear reader"), 0o600), os.Remove(lock)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, lock); err != nil {
		t.Skip(err)
	}
	if _, err := Lock(t.Context(), path, Wait{}); err == nil || !strings.Contains(err.Error(), ": LOCK: ") {
		t.Errorf("Lock: %v, want that LOCK is a link", err)
	}
	if text, err := os.ReadFile(victim); string(text) != "dear reader" {
		t.Errorf("what it links to now holds %q, %v", text, err)
	}
}

// Processes that fail remove the lock of an index that was never published. A process
// that waits for it must not take a lock on a removed file.
func TestLockRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.bleve")
	var holders, most int
	var mu sync.Mutex
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for range 25 {
				w, err := Lock(t.Context(), path, Wait{Most: time.Minute})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				holders++
				most = max(most, holders)
				mu.Unlock()
				runtime.Gosched()
				mu.Lock()
				holders--
				mu.Unlock()
				w.Close()
			}
		})
	}
	writers.Wait()
	if most > 1 {
		t.Errorf("%d had the lock at once", most)
	}
	// The folder may stay, empty: the process that made it cannot remove it while another
	// has its lock there, and that one does not know who made it.
	if entries, err := os.ReadDir(path); err == nil && len(entries) > 0 {
		t.Errorf("the folder is left with %v", entries)
	}
}
