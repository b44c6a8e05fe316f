package segment

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// If the file system has no hard links, files are copied.
func TestLink(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	if err := os.WriteFile(from, []byte("tide"), 0o666); err != nil {
		t.Fatal(err)
	}
	defer func(was func(string, string) error) { hardLink = was }(hardLink)
	hardLink = func(string, string) error { return errors.ErrUnsupported }
	if err := Link(from, to); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(to); string(text) != "tide" || err != nil {
		t.Errorf("the copy holds %q, %v", text, err)
	}
}
