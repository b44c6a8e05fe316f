package store

import (
	"context"
	"errors"

	"minutes/internal/fault"
)

// Guard calls f and returns its error. f must read x only in the goroutine that calls it.
// If f runs into damage, Guard returns an error that names the file. This includes panics
// of zapx, and memory faults in mapped files that were truncated.
func (x *Index) Guard(f func() error) error {
	err := fault.Catch(f)
	if _, ok := errors.AsType[*fault.Panic](err); ok {
		x.broken.Store(true)
	}
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if live, _ := current(x.path); live != x.Manifest.Generation {
		return err // its files may have been swept since f read them
	}
	if damage := x.Damaged(); damage != nil {
		return unusable(x.path, x.Manifest.Root, damage)
	}
	return err
}

// Close closes the files of x, which must not be used after that. After a panic, they
// stay open: zapx may hold a lock that Close would wait for.
func (x *Index) Close() error {
	if x.broken.Load() {
		return nil
	}
	return x.Index.Close()
}
