package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Named returns $MINUTES_INDEX; "" if it is not set. If it is a folder of something other
// than an index, such as notes, Named returns DefaultPath in that folder.
func Named() string {
	path := os.Getenv("MINUTES_INDEX")
	if path == "" || Check(path) == nil {
		return path
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return path
	}
	return filepath.Join(path, DefaultPath)
}

// Nearest returns Named, if that is set. Otherwise it returns a relative path to the
// nearest DefaultPath in the working folder or a folder above it; DefaultPath if there is
// none.
func Nearest() string {
	if path := Named(); path != "" {
		return path
	}
	here, err := os.Getwd()
	if err != nil {
		return DefaultPath
	}
	for dir, path := here, DefaultPath; ; dir, path = filepath.Dir(dir), filepath.Join("..", path) {
		if info, err := os.Stat(filepath.Join(dir, DefaultPath)); err == nil && info.IsDir() {
			return path
		}
		if dir == filepath.Dir(dir) {
			return DefaultPath
		}
	}
}

// Flagged returns the index given with --index; "" if the flag was not given. It fails if
// the flag was given more than once, or with an empty path.
func Flagged(paths []string) (string, error) {
	switch {
	case len(paths) == 0:
		return "", nil
	case len(paths) > 1:
		return "", fmt.Errorf("--index was given %d times; name one index", len(paths))
	case paths[0] == "":
		return "", errors.New("--index needs the path of an index")
	}
	return paths[0], nil
}
