package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// writeFile makes a new file that lasts through a power cut, once its folder is
// synced too.
func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return cmp.Or(err, f.Sync(), f.Close())
}

// share gives the files of Bleve in the generation at dir, which it makes for their
// owner alone, the modes that other files and folders get there.
func share(dir string) error {
	folder, err := os.Stat(dir)
	if err != nil {
		return err
	}
	file, err := os.Stat(filepath.Join(dir, notesFile))
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			return os.Chmod(path, folder.Mode().Perm())
		}
		return os.Chmod(path, file.Mode().Perm())
	})
}

// syncFolder makes the names in a folder last, where the system can.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // syncing needs the right to write, which no folder gives there
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // some network file systems have no such thing
	}
	return err
}
