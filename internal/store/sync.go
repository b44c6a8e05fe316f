package store

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile makes a new file and syncs it. It survives a power failure once its folder is
// synced too.
func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return cmp.Or(err, f.Sync(), f.Close())
}

// share gives the files of Bleve in the generation at dir the modes of other new files
// and folders there. Bleve makes them accessible only to their owner. The files of kept
// already have these modes.
func share(dir string, kept map[string]string) error {
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
		if name, err := filepath.Rel(dir, path); err != nil || kept[filepath.ToSlash(name)] != "" {
			return err
		}
		return os.Chmod(path, file.Mode().Perm())
	})
}
