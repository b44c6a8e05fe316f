package store

import (
	"path/filepath"
	"strings"
)

// writtenRoot returns root, an absolute folder, as the manifest of the index at path has
// it: relative to the folder that the index is in, with forward slashes, where the index
// lies in the notes' folder or beside it, so that both can be moved together; else as it
// is.
func writtenRoot(path, root string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return root
	}
	rel, err := filepath.Rel(filepath.Dir(path), root)
	if err != nil {
		return root
	}
	rel = filepath.ToSlash(rel)
	beside := rel != ".." && !strings.HasPrefix(rel, "../")
	within := strings.Trim(rel, "./") == "" // .. or ../..
	if !beside && !within {
		return root
	}
	return rel
}

// readRoot returns the absolute folder that a manifest of the index at path has as root.
func readRoot(path, root string) string {
	if root == "" || filepath.IsAbs(root) {
		return root
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return root
	}
	return filepath.Join(filepath.Dir(abs), filepath.FromSlash(root))
}
