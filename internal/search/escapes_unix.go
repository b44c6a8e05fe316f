//go:build !windows

package search

import (
	"errors"
	"syscall"
)

// enableEscapes reports whether a terminal at standard output understands escape
// sequences.
func enableEscapes() bool { return true }

// isClosedPipe reports whether err means that the reader of the output has closed it.
func isClosedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
