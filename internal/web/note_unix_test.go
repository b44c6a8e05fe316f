//go:build unix

package web

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A note that has become a pipe is not opened, because that would wait for a writer.
func TestPipe(t *testing.T) {
	s, dir := newSite(t, map[string]string{"2023-03-14-pier.md": "# Pier\n\n- lantern\n"})
	name := filepath.Join(dir, "2023-03-14-pier.md")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(name, 0o666); err != nil {
		t.Skipf("pipes cannot be made here: %v", err)
	}
	if page := pageAt(t, s, "/note/2023-03-14-pier.md"); !strings.Contains(page, noteGone) {
		t.Errorf("the page does not say %q", noteGone)
	}
}
