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
	Path string // path to open it with
	Name string // relative to the notes' root, with forward slashes
}

// Endings are the extensions of notes in folders. A file given to Find by name may have
// any extension.
var Endings = []string{".md", ".markdown", ".txt"}

// Found is the result of Find.
type Found struct {
	Root    string // absolute path of the folder that names are relative to
	Files   []File // the notes, in the order of their names, each once
	Skipped []Skip // folders that cannot be read, and files whose names are not valid UTF-8
	Ignored int    // number of folders and possible notes that were ignored
}

// Find returns the notes in args, which are folders and files. In a folder it takes files
// with one of Endings, at any depth. It leaves out
//
//   - hidden files and folders;
//   - symbolic links, and files that are not regular;
//   - folders of third-party programs, such as node_modules;
//   - files and folders that a .gitignore, .ignore or .minutesignore file excludes;
//   - the folder leave (the index).
//
// It never leaves out an element of args, and follows symbolic links there. Names are
// relative to the one folder given, or else to the deepest folder that holds all of args.
// Find fails if an element of args cannot be read, or is the folder leave.
func Find(args []string, leave string) (Found, error) { return find(args, leave, func(string) {}) }

// find is Find. It calls reads as Options.Reads says.
func find(args []string, leave string, reads func(path string)) (Found, error) {
	for _, arg := range args {
		reads(arg)
	}
	root, err := commonFolder(args)
	if err != nil {
		return Found{}, err
	}
	leave, err = filepath.Abs(leave)
	if err != nil {
		return Found{}, err
	}
	w := &walker{found: Found{Root: root}, leave: leave, reads: reads, seen: map[string]bool{}}
	for _, arg := range args {
		if err := w.walk(arg); err != nil {
			return Found{}, err
		}
	}
	found := w.found
	slices.SortFunc(found.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return found, nil
}

// A walker finds notes.
type walker struct {
	found Found
	leave string            // path of the index
	reads func(path string) // as Options.Reads
	seen  map[string]bool   // names of files
}

// walk finds the notes of arg, a folder or a file.
func (w *walker) walk(arg string) error {
	top, err := resolve(arg)
	if err == nil && top == w.leave {
		err = fmt.Errorf("open notes: %s is the index", arg)
	}
	if err != nil {
		return err
	}
	w.reads(top)
	ignore := newIgnore(top)
	ignore.above(top, w.reads)
	return filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == top:
			return fmt.Errorf("open notes: %s: %w", arg, bare(err))
		case err != nil:
			w.found.Skipped = append(w.found.Skipped, Skip{relative(w.found.Root, path), bare(err), !errors.Is(err, fs.ErrNotExist)})
		case path != top && isHidden(entry.Name()), path == w.leave:
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			if path != top && (programFolders[entry.Name()] || ignore.names(path, true)) {
				w.found.Ignored++
				return fs.SkipDir
			}
			w.reads(path)
			ignore.read(path)
		case path == top:
			w.add(path)
		case entry.Type().IsRegular() && hasEnding(path):
			if ignore.names(path, false) {
				w.found.Ignored++
			} else {
				w.add(path)
			}
		}
		return nil
	})
}

// add adds the file at path, unless it was added before.
func (w *walker) add(path string) {
	name := relative(w.found.Root, path)
	switch {
	case w.seen[name]:
	case !utf8.ValidString(name):
		w.found.Skipped = append(w.found.Skipped, Skip{File: name, Reason: errors.New("file name is not valid UTF-8; rename it")})
	default:
		w.found.Files = append(w.found.Files, File{path, name})
	}
	w.seen[name] = true
}

// Concerns reports whether what Find finds may depend on the file called name in a folder
// of notes, or on the files in the folder called name there.
func Concerns(name string, folder bool) bool {
	if folder {
		return !isHidden(name) && !programFolders[name]
	}
	return hasEnding(name) && !isHidden(name) || slices.Contains(ignoreFiles, name)
}

func isHidden(name string) bool { return strings.HasPrefix(name, ".") }

func hasEnding(name string) bool {
	return slices.Contains(Endings, strings.ToLower(filepath.Ext(name)))
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

// readable returns nil if the file at path is a regular file that can be opened.
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

// errIrregular is the reason why a pipe or a device is not a note. Opening one may block
// forever, and reading it may never end.
var errIrregular = errors.New("not a regular file")

// resolve returns the absolute path of arg. If arg is a symbolic link, it returns the
// path of its target.
func resolve(arg string) (string, error) {
	if arg == "" {
		return "", errors.New("open notes: the path is empty; write . for the current folder")
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

// bare returns the cause of a file error, without the operation and the path. The message
// around it has them.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
