package main

import (
	"os/exec"
	"runtime"
)

// openBrowser opens address in the browser that the system prefers. It does not wait for
// the browser to end.
func openBrowser(address string) error {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		c = exec.Command("open", address)
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		c = exec.Command("xdg-open", address)
	}
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }() // so that it does not stay as a zombie
	return nil
}
