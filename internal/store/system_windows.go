package store

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// noFollow is 0: only administrators can make symbolic links.
const noFollow = 0

// replace renames from to to, and replaces a file of that name. MoveFileEx does not wait
// for readers of to, so replace tries again.
func replace(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) })
}

// patiently calls f until it no longer fails because another process has the file open,
// but for no longer than a second. Readers, virus scanners and simultaneous renames cause
// such failures.
func patiently(f func() error) error {
	for until := time.Now().Add(time.Second); ; time.Sleep(time.Millisecond) {
		err := f()
		if !errors.Is(err, windows.ERROR_SHARING_VIOLATION) && !errors.Is(err, windows.ERROR_ACCESS_DENIED) ||
			time.Now().After(until) {
			return err
		}
	}
}

// removeClosed removes a file that could not be removed while it was open. It does
// nothing if another process has it open now.
func removeClosed(path string) { os.Remove(path) }

// syncFolder does nothing. Syncing needs a folder open for writing, which Windows does
// not allow, and the file system keeps names in a journal.
func syncFolder(string) error { return nil }
