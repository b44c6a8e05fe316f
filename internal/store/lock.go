package store

import (
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockFolder makes this process the one writer of the index at path until it
// unlocks what is returned, or dies. It does not wait for another.
func lockFolder(path string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(path, lockFile), flock.SetPermissions(0o666))
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("write index %s: %w", path, bare(err))
	}
	if !locked {
		return nil, fmt.Errorf("%s is being written by another index; try again when it is done", path)
	}
	return lock, nil
}
