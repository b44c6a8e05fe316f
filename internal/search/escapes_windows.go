package search

import (
	"errors"
	"syscall"

	"golang.org/x/sys/windows"
)

// enableEscapes makes the console at standard output interpret escape sequences. It
// returns false if the console cannot, as before Windows 10.
func enableEscapes() bool {
	var mode uint32
	if windows.GetConsoleMode(windows.Stdout, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(windows.Stdout, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

// isClosedPipe reports whether err means that the reader of the output has closed it.
func isClosedPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
