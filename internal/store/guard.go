package store

import (
	"context"
	"errors"

	"minutes/internal/fault"
)

// Guard calls f, which reads x in the goroutine it is called in, and returns its error.
// Damage that f meets is an error that names the file: zapx panics on some, and a file
// that is cut short while it is mapped ends in a fault of memory, which is a panic here.
func (x *Index) Guard(f func() error) error {
	err := fault.Catch(f)
	if _, ok := errors.AsType[*fault.Panic](err); ok {
		x.broken.Store(true)
	}
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if live, _ := current(x.path); live != x.Manifest.Generation {
		return err // its files may have been swept since, and were still there for f
	}
	if damage := x.Damaged(); damage != nil {
		return unusable(x.path, x.Manifest.Root, damage)
	}
	return err
}

// Close closes the files. Nothing of x may be used any more. After a panic they stay
// open, for zapx may hold a lock that Close would wait for.
func (x *Index) Close() error {
	if x.broken.Load() {
		return nil
	}
	return x.Index.Close()
}
