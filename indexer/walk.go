package indexer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// A File is a note on disk.
type File struct {
	Path string // as it is opened
	Name string // relative to the notes' root, with forward slashes
}

// Endings are those of notes in folders. A file named to Find may end in
// anything.
var Endings = []string{".md", ".markdown", ".txt"}

// Find returns the notes among args, folders and files, in the order of their
// names, each once. Of a folder it takes what ends in one of Endings, at any
// depth, leaving out hidden files and folders, symbolic links, what is no
// regular file, and the folder leave (the index). A symbolic link among args is
// followed. Names are relative to root: the one folder given, else the deepest
// folder that holds all of args. It fails if one of args cannot be read; a
// folder further down that cannot be read, or a file whose name is no UTF-8, is
// among the skipped.
func Find(args []string, leave string) (root string, files []File, skipped []Skip, err error) {
	root, err = commonFolder(args)
	if err != nil {
		return "", nil, nil, err
	}
	leave, err = filepath.Abs(leave)
	if err != nil {
		return "", nil, nil, err
	}
	seen := map[string]bool{}
	add := func(path string) {
		name := relative(root, path)
		switch {
		case seen[name]:
		case !utf8.ValidString(name):
			skipped = append(skipped, Skip{name, errors.New("its name is no UTF-8; rename it")})
		default:
			files = append(files, File{path, name})
		}
		seen[name] = true
	}
	for _, arg := range args {
		top, err := resolve(arg)
		if err == nil && top == leave {
			err = fmt.Errorf("open notes: %s is the index", arg)
		}
		if err != nil {
			return "", nil, nil, err
		}
		err = filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil && path == top:
				return fmt.Errorf("open notes: %s: %w", arg, bare(err))
			case err != nil:
				skipped = append(skipped, Skip{relative(root, path), bare(err)})
				return nil
			case path != top && strings.HasPrefix(entry.Name(), "."), path == leave:
				if entry.IsDir() {
					return fs.SkipDir
				}
			case path == top && !entry.IsDir(), entry.Type().IsRegular() && slices.Contains(Endings, strings.ToLower(filepath.Ext(path))):
				add(path)
			}
			return nil
		})
		if err != nil {
			return "", nil, nil, err
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return root, files, skipped, nil
}

// commonFolder returns the deepest folder that holds all of args.
func commonFolder(args []string) (string, error) {
	common := ""
	for i, arg := range args {
		path, err := resolve(arg)
		if err != nil {
			return "", err
		}
		info, err := os.Stat(path)
		if err != nil {
			return "", fmt.Errorf("open notes: %s: %w", arg, bare(err))
		}
		if !info.IsDir() {
			if err := readable(path, info); err != nil {
				return "", fmt.Errorf("open notes: %s: %w", arg, err)
			}
			path = filepath.Dir(path)
		}
		if i == 0 {
			common = path
		}
		for !within(common, path) {
			common = filepath.Dir(common)
		}
	}
	return common, nil
}

// readable returns nil if the file at path is a regular one that may be read.
func readable(path string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return errIrregular
	}
	f, err := os.Open(path)
	if err != nil {
		return bare(err)
	}
	return f.Close()
}

// errIrregular is why a pipe or a device is no note: opening one may wait for
// ever, and reading it may never end.
var errIrregular = errors.New("not a regular file")

// resolve returns the absolute path of arg, with a symbolic link at its end
// followed.
func resolve(arg string) (string, error) {
	if arg == "" {
		return "", errors.New("open notes: the path is empty; for the current folder write .")
	}
	path, err := filepath.Abs(arg)
	if err != nil {
		return "", fmt.Errorf("open notes: %w", err)
	}
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		return "", fmt.Errorf("open notes: %s: %w", arg, bare(err))
	}
	return path, nil
}

func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func relative(root, path string) string {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// bare returns the cause of a file error without the operation and the path,
// which the message around it has.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
