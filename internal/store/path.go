package store

import (
	"cmp"
	"os"
	"path/filepath"
)

// Default returns where an index is unless another place is named:
// $MINUTES_INDEX, else DefaultPath.
func Default() string { return cmp.Or(os.Getenv("MINUTES_INDEX"), DefaultPath) }

// Nearest returns $MINUTES_INDEX if it is set, else the nearest DefaultPath in
// the working folder and those above it, as a relative path; DefaultPath where
// there is none.
func Nearest() string {
	if path := os.Getenv("MINUTES_INDEX"); path != "" {
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
