//go:build !windows

package store

import (
	"errors"
	"os"
	"syscall"
)

// noFollow keeps LOCK from being a symbolic link, so that nobody has another write
// into a file that is not in the index.
const noFollow = syscall.O_NOFOLLOW

// replace gives from the name to, which another file may have.
func replace(from, to string) error { return os.Rename(from, to) }

// patiently returns what f does. Nobody stands in the way of a rename here.
func patiently(f func() error) error { return f() }

// removeClosed does nothing, for a file that is open could be removed before.
func removeClosed(string) {}

// syncFolder makes the names in a folder last, where the file system can.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync() // on macOS Go has the disk empty its cache too
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // some network file systems have no such thing
	}
	return err
}
