package store

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// noFollow is nothing: it takes an administrator to make a symbolic link.
const noFollow = 0

// replace gives from the name to, which another file may have: MoveFileEx, which
// waits for nobody that reads to.
func replace(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) })
}

// patiently calls f until it fails no more for another that has the file open, as
// readers, virus scanners and a rename at the same moment do, but not for longer
// than a second.
func patiently(f func() error) error {
	for until := time.Now().Add(time.Second); ; time.Sleep(time.Millisecond) {
		err := f()
		if !errors.Is(err, windows.ERROR_SHARING_VIOLATION) && !errors.Is(err, windows.ERROR_ACCESS_DENIED) ||
			time.Now().After(until) {
			return err
		}
	}
}

// removeClosed removes a file that could not be removed while it was open, unless
// somebody else has it open by now.
func removeClosed(path string) { os.Remove(path) }

// syncFolder does nothing: the file system keeps its names in a journal of its
// own, and a folder cannot be opened with the right to write that syncing needs.
func syncFolder(string) error { return nil }
