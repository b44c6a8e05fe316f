package main

import (
	"errors"
	"os"
	"os/exec"
)

// become runs the program at path in place of this one, and ends with its exit status. It
// returns only if it cannot be started.
func become(path string, args []string) error {
	run := exec.Command(path, args[1:]...)
	run.Stdin, run.Stdout, run.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := run.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		return err
	}
	os.Exit(run.ProcessState.ExitCode())
	return nil
}
