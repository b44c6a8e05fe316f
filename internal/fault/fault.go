// Package fault turns panics into errors, so that none reaches a user.
package fault

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// Catch returns the error of f, which is a *Panic where f panics, or reads a mapped file
// that was cut short meanwhile.
func Catch(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			err = &Panic{cause, origin()}
		}
	}()
	return f()
}

// A Panic is an error that was none until it was caught: a mistake in a program, unless
// a file is damaged.
type Panic struct {
	cause any
	at    string
}

func (p *Panic) Error() string {
	return fmt.Sprintf("internal error at %s: %v; please report it", p.at, p.cause)
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
