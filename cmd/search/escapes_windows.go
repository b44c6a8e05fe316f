package main

import (
	"errors"
	"syscall"

	"golang.org/x/sys/windows"
)

// enableEscapes has the console at standard output obey escape sequences, which
// those before Windows 10 cannot.
func enableEscapes() bool {
	var mode uint32
	if windows.GetConsoleMode(windows.Stdout, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(windows.Stdout, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

// isClosedPipe says whether err is that nobody reads what is written.
func isClosedPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
