package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRoots(t *testing.T) {
	top := t.TempDir()
	at := func(path string) string { return filepath.Join(top, filepath.FromSlash(path)) }
	for _, test := range []struct{ index, root, written string }{
		{"notes/index.bleve", "notes", "."},
		{"index.bleve", "notes", "notes"},
		{"index.bleve", "notes/2031", "notes/2031"},
		{"notes/.cache/x", "notes", ".."},
		{"notes/.cache/deep/x", "notes", "../.."},
		{"cache/x", "notes", ""}, // apart: they do not move together
		{"notes/index.bleve", "notes2", ""},
	} {
		written := writtenRoot(at(test.index), at(test.root))
		if want := test.written; written != want && (want != "" || written != at(test.root)) {
			t.Errorf("writtenRoot(%s, %s) = %q; want %q", test.index, test.root, written, want)
		}
		if got := readRoot(at(test.index), written); got != at(test.root) {
			t.Errorf("readRoot(%s, %s) = %q; want %s", test.index, written, got, test.root)
		}
		t.Chdir(top)
		if got := readRoot(filepath.FromSlash(test.index), written); got != at(test.root) {
			t.Errorf("from here, readRoot(%s, %s) = %q; want %s", test.index, written, got, test.root)
		}
	}
}

// Git ignores a new index. A .gitignore that is there already does not change.
func TestGitIgnore(t *testing.T) {
	t.Chdir(t.TempDir())
	content := func() string {
		text, _ := os.ReadFile(filepath.Join("it", ".gitignore"))
		return string(text)
	}
	mustPublish(t, "it", "low tide")
	if content() != "*\n" {
		t.Errorf(".gitignore holds %q", content())
	}
	if err := os.Remove("it/.gitignore"); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, "it", "high tide")
	if content() != "" {
		t.Error(".gitignore came back, which somebody had removed")
	}
}
