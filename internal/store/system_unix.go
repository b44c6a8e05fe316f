//go:build !windows

package store

import (
	"errors"
	"os"
	"syscall"
)

// noFollow refuses a LOCK that is a symbolic link. Such a link could trick another user
// into writing to a file outside the index.
const noFollow = syscall.O_NOFOLLOW

// replace renames from to to, and replaces a file of that name.
func replace(from, to string) error { return os.Rename(from, to) }

// patiently calls f once: on Unix, open files do not prevent renames.
func patiently(f func() error) error { return f() }

// removeClosed does nothing: on Unix, files can be removed while they are open.
func removeClosed(string) {}

// syncFolder syncs the names in a folder, if the file system supports it.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync() // on macOS, Go also flushes the cache of the disk
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // some network file systems do not support it
	}
	return err
}
