package indexer

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// ignoreFiles are the files that say, as gitignore(5) has it, what beside them is to be
// left out; a later one decides where two disagree.
var ignoreFiles = []string{".gitignore", ".ignore", ".minutesignore"}

// programFolders are folders of other people's programs, whose read-me files are no
// notes.
var programFolders = map[string]bool{
	"node_modules": true, "bower_components": true, "jspm_packages": true, "site-packages": true, "__pycache__": true,
}

// An ignore knows what ignore files name.
type ignore struct {
	top      string // folder that paths are taken apart below
	patterns []gitignore.Pattern
}

// newIgnore returns the ignore for top, a folder that is asked for. What its Git
// repository ignores counts too, unless that is top itself.
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

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// read takes in the ignore files of dir. One that cannot be read names nothing.
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

// names says whether the file or folder at path is to be left out.
func (i *ignore) names(path string, isFolder bool) bool {
	return len(i.patterns) > 0 && gitignore.NewMatcher(i.patterns).Match(i.parts(path), isFolder)
}

// parts returns the names of the folders from top to path, and of path itself.
func (i *ignore) parts(path string) []string {
	rel := relative(i.top, path)
	if rel == "." {
		return nil
	}
	return strings.Split(rel, "/")
}
