// Package fault turns panics into errors, so that users never see a panic.
package fault

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// Catch calls f and returns its error. If f panics, or reads a mapped file that was
// truncated, the error is a *Panic.
func Catch(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			err = &Panic{cause, origin()}
		}
	}()
	return f()
}

// A Panic is a panic that was caught. Its cause is a bug, or a damaged file.
type Panic struct {
	cause any
	at    string
}

func (p *Panic) Error() string {
	return fmt.Sprintf("internal error at %s: %v; please report it", p.at, p.cause)
}

// origin returns the file and line in this program where the panic happened. It must be
// called from a deferred function.
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
