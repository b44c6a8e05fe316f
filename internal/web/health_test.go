package web

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// The index is not well when it was moved away, is damaged, or is not there yet again.
func TestHealth(t *testing.T) {
	dir, notes := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "index.bleve")
	write(t, path, notes, map[string]string{"2031-05-14.md": "# Pier\n- the lantern is lit\n"})
	s := serve(t, Options{Open: opener(path)})
	is := func(what string, want int) {
		t.Helper()
		if w := get(t, s, "/healthz"); w.Code != want {
			t.Errorf("%s has the status %d: %s", what, w.Code, w.Body)
		}
	}
	is("a good index", http.StatusOK)
	away := filepath.Join(dir, "away")
	if err := os.Rename(path, away); err != nil {
		t.Skipf("an open index cannot be moved here: %v", err)
	}
	is("an index that was moved away", http.StatusServiceUnavailable)
	pageAt(t, s, "/search?q=lantern") // it is still open
	if err := os.Rename(away, path); err != nil {
		t.Fatal(err)
	}
	is("an index that is back", http.StatusOK)
	if err := os.WriteFile(filepath.Join(path, "CURRENT"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	is("an index that names no generation", http.StatusServiceUnavailable)
}
