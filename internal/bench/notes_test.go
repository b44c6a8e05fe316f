package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"minutes/indexer"
)

// The notes are the same each time, and have the given number of bullets.
func TestNotes(t *testing.T) {
	all := map[string]string{}
	for round := range 2 {
		t.Setenv("XDG_CACHE_HOME", t.TempDir())
		t.Setenv("HOME", t.TempDir())         // the cache is in it on macOS
		t.Setenv("LocalAppData", t.TempDir()) // and on Windows
		dir, err := Notes(300)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Notes(300); again != dir || err != nil {
			t.Errorf("Notes = %s, %v; want %s once more", again, err, dir)
		}
		found, err := indexer.Find([]string{dir}, "")
		if err != nil {
			t.Fatal(err)
		}
		bullets := 0
		for _, f := range found.Files {
			text, err := os.ReadFile(filepath.Join(found.Root, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(text)) {
				if strings.HasPrefix(strings.TrimSpace(line), "- ") {
					bullets++
				}
			}
			if round == 1 && all[f.Name] != string(text) {
				t.Errorf("%s is another than before", f.Name)
			}
			all[f.Name] = string(text)
		}
		if bullets != 300 || len(all) != len(found.Files) {
			t.Errorf("%d bullets in %d notes; want 300", bullets, len(found.Files))
		}
	}
}
