//go:build unix

package main

import (
	"os"
	"syscall"
)

// become replaces this program by the one at path. It returns only if that fails.
func become(path string, args []string) error {
	return &os.PathError{Op: "exec", Path: path, Err: syscall.Exec(path, args, os.Environ())}
}
