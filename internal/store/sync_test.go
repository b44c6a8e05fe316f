package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestModes checks that anyone who may read the folder may read the index in it: no file
// or folder is more private than the user's umask requires.
func TestModes(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	mode := func(path string) fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	file, folder := mode(filepath.Join(dir, "file")), mode(filepath.Join(dir, "folder"))

	path := filepath.Join(dir, "index")
	if _, err := publishOnce(t.Context(), path, contents("one")); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(path, func(path string, e fs.DirEntry, err error) error {
		want := file
		if e.IsDir() {
			want = folder
		}
		if got := mode(path); got != want {
			t.Errorf("%s has mode %v; want %v", path, got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
