//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// enableEscapes says whether a terminal at standard output obeys escape sequences.
func enableEscapes() bool { return true }

// isClosedPipe says whether err is that nobody reads what is written.
func isClosedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
