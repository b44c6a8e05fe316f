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

// Found is what Find has found.
type Found struct {
	Root    string // that names are relative to
	Files   []File // the notes, in the order of their names, each once
	Skipped []Skip // folders that cannot be read, files whose names are not UTF-8
	Ignored int    // files that could be notes, and folders, that ignore files leave out
}

// Find returns the notes among args, folders and files. Of a folder it takes what ends
// in one of Endings, at any depth. It leaves out hidden files and folders, symbolic
// links, files that are not regular, folders of other people's programs such as
// node_modules, what a file called .gitignore, .ignore or .minutesignore names, and the
// folder leave (the index). What is among args is never left out, and a symbolic link
// there is followed. Names are relative to the one folder given, else to the deepest
// folder that holds all of args. It fails if one of args cannot be read.
func Find(args []string, leave string) (Found, error) {
	root, err := commonFolder(args)
	if err != nil {
		return Found{}, err
	}
	leave, err = filepath.Abs(leave)
	if err != nil {
		return Found{}, err
	}
	found := Found{Root: root}
	seen := map[string]bool{}
	add := func(path string) {
		name := relative(root, path)
		switch {
		case seen[name]:
		case !utf8.ValidString(name):
			found.Skipped = append(found.Skipped, Skip{File: name, Reason: errors.New("file name is not valid UTF-8; rename it")})
		default:
			found.Files = append(found.Files, File{path, name})
		}
		seen[name] = true
	}
	for _, arg := range args {
		top, err := resolve(arg)
		if err == nil && top == leave {
			err = fmt.Errorf("open notes: %s is the index", arg)
		}
		if err != nil {
			return Found{}, err
		}
		ignore := newIgnore(top)
		err = filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil && path == top:
				return fmt.Errorf("open notes: %s: %w", arg, bare(err))
			case err != nil:
				found.Skipped = append(found.Skipped, Skip{relative(root, path), bare(err), !errors.Is(err, fs.ErrNotExist)})
			case path != top && strings.HasPrefix(entry.Name(), "."), path == leave:
				if entry.IsDir() {
					return fs.SkipDir
				}
			case entry.IsDir():
				if path != top && (programFolders[entry.Name()] || ignore.names(path, true)) {
					found.Ignored++
					return fs.SkipDir
				}
				ignore.read(path)
			case path == top:
				add(path)
			case entry.Type().IsRegular() && slices.Contains(Endings, strings.ToLower(filepath.Ext(path))):
				if ignore.names(path, false) {
					found.Ignored++
				} else {
					add(path)
				}
			}
			return nil
		})
		if err != nil {
			return Found{}, err
		}
	}
	slices.SortFunc(found.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return found, nil
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
