package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// Read opens the index at path, calls f with it, and closes it. Damage is an error
// that names the file, whether Open finds it or f meets it: Bleve panics on some,
// and a file that is cut short while it is mapped ends in a fault of memory, which
// is a panic here. For that, f must read the index in the goroutine it is called
// in.
func Read(path string, f func(*Index) error) error {
	idx, err := Open(path)
	if err != nil {
		return err
	}
	err = guard(func() error { return f(idx) })
	if _, ok := errors.AsType[*failure](err); !ok {
		defer idx.Close() // after a panic, Bleve may hold a lock that this would wait for
	}
	if err == nil || isWrite(err) {
		return err
	}
	if live, _ := current(path); live != idx.Manifest.Generation {
		return err // its files may have been swept since, and were still there for f
	}
	if damage := idx.Damaged(); damage != nil {
		return unusable(path, idx.Manifest.Root, damage)
	}
	return err
}

// isWrite says whether err is that of an answer which cannot be written, and thus
// tells nothing about the index.
func isWrite(err error) bool {
	p, ok := errors.AsType[*fs.PathError](err)
	return ok && p.Op == "write"
}

// guard returns the error of f, a *failure where f panics.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			err = &failure{cause, origin()}
		}
	}()
	return f()
}

// A failure is a panic. Where no file is damaged, it is a mistake in a program.
type failure struct {
	cause any
	at    string
}

func (f *failure) Error() string {
	return fmt.Sprintf("internal error at %s: %v; please report it", f.at, f.cause)
}

// origin returns where in this program, called from a deferred function, the panic
// has come from.
func origin() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "minutes/") || strings.HasPrefix(frame.Function, "main.") {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
