package indexer

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// ignoreFiles are the files that list, in the format of gitignore(5), what to leave out
// of their folder. If two disagree, the later one in this list decides.
var ignoreFiles = []string{".gitignore", ".ignore", ".minutesignore"}

// programFolders are folders of third-party programs, whose README files are not notes.
var programFolders = map[string]bool{
	"node_modules": true, "bower_components": true, "jspm_packages": true, "site-packages": true, "__pycache__": true,
}

// An ignore holds the patterns of ignore files.
type ignore struct {
	top      string // folder that patterns are relative to
	patterns []gitignore.Pattern
}

// newIgnore returns the ignore for top, a folder given by the user. It includes the
// patterns of the Git repository around top, unless they exclude top itself.
func newIgnore(top string) *ignore {
	repository := top
	for !exists(filepath.Join(repository, ".git")) {
		if repository == filepath.Dir(repository) {
			return &ignore{top: top}
		}
		repository = filepath.Dir(repository)
	}
	i := &ignore{top: repository}
	var above []string
	for dir := top; dir != repository; {
		dir = filepath.Dir(dir)
		above = append([]string{dir}, above...)
	}
	for _, dir := range above {
		i.read(dir)
	}
	if top != repository && i.names(top, true) {
		return &ignore{top: top}
	}
	return i
}

// above calls reads with each ignore file that i may have read in the folders above top.
func (i *ignore) above(top string, reads func(path string)) {
	for dir := top; dir != i.top; {
		dir = filepath.Dir(dir)
		for _, name := range ignoreFiles {
			reads(filepath.Join(dir, name))
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// read adds the patterns of the ignore files in dir. It passes over files that cannot be
// read.
func (i *ignore) read(dir string) {
	for _, name := range ignoreFiles {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimRight(line, "\r\n")
			if line != "" && !strings.HasPrefix(line, "#") {
				i.patterns = append(i.patterns, gitignore.ParsePattern(line, i.parts(dir)))
			}
		}
	}
}

// names reports whether the patterns exclude the file or folder at path.
func (i *ignore) names(path string, isFolder bool) bool {
	return len(i.patterns) > 0 && gitignore.NewMatcher(i.patterns).Match(i.parts(path), isFolder)
}

// parts returns the elements of path relative to top; nil if path is top.
func (i *ignore) parts(path string) []string {
	rel := relative(i.top, path)
	if rel == "." {
		return nil
	}
	return strings.Split(rel, "/")
}
