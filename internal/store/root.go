package store

import (
	"path/filepath"
	"strings"
)

// writtenRoot returns root, an absolute folder, in the form that the manifest of the
// index at path has. If the index is in the notes' folder or next to it, this is a path
// relative to the folder of the index, with forward slashes, so that both can be moved
// together. Otherwise it is root itself.
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

// readRoot returns the absolute folder for root, as written in the manifest of the index
// at path.
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
