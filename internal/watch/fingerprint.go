package watch

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"time"
)

// A fingerprint is what the files of a folder, or a file, looked like.
type fingerprint struct {
	hash  uint64
	fresh bool // whether a file was written a moment ago
}

// settled is the age from which the size and time of a file are trusted: if it is written
// again within one tick of the file system's clock, it keeps its time.
const settled = 2 * time.Second

// fingerprint returns the fingerprint of the folder or file at path.
func (w *Watcher) fingerprint(path string) fingerprint {
	hash, fresh := fnv.New64a(), false
	add := func(info os.FileInfo) {
		if info.IsDir() {
			fmt.Fprintln(hash, info.Name(), info.Mode())
			return
		}
		fmt.Fprintln(hash, info.Name(), info.Mode(), info.Size(), info.ModTime().UnixNano())
		if age := time.Since(info.ModTime()); age > -settled && age < settled {
			fresh = true
		}
	}
	info, err := os.Lstat(path)
	if err != nil {
		return fingerprint{}
	}
	add(info)
	if !info.IsDir() {
		return fingerprint{hash.Sum64(), fresh}
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		fmt.Fprintln(hash, err)
	}
	for _, e := range entries {
		if !w.Matters(filepath.Join(path, e.Name()), e.IsDir()) {
			continue
		}
		if info, err := e.Info(); err == nil {
			add(info)
		}
	}
	return fingerprint{hash.Sum64(), fresh}
}
