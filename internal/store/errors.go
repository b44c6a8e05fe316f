package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode"

	"minutes/internal/terminal"
)

var (
	errForeign    = errors.New("is not an index")
	errDamaged    = errors.New("is damaged")
	errUnfinished = errors.New("CURRENT is missing, so no index was completed there")
)

func damaged(file string) error { return fmt.Errorf("%s %w", file, errDamaged) }

// bare returns err with the path reduced to the name of the file.
func bare(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Base(p.Path), p.Err)
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Base(l.New), l.Err)
	}
	return err
}

// withRemedy returns err with advice on what to do, for errors that do not make it clear.
func withRemedy(err error) error {
	switch {
	case isTooManyFiles(err):
		return fmt.Errorf("%w; raise the limit, for example with: ulimit -n 1024", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; ask its owner for access, or choose another place with --index", err)
	}
	return err
}

// isTooManyFiles reports whether err says that this process has too many open files. It
// compares text, because some errors of Bleve wrap nothing.
func isTooManyFiles(err error) bool { return strings.Contains(err.Error(), syscall.EMFILE.Error()) }

// withoutFolder returns err with folder removed from the paths in its text.
func withoutFolder(err error, folder string) error {
	if err == nil || !strings.Contains(err.Error(), folder) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), ""))
}

// command returns the command that makes the index at path from the notes at root.
func command(path, root string) string {
	words := []string{"index"}
	if filepath.Clean(path) != DefaultPath {
		words = append(words, "--index", terminal.Quoted(path))
	}
	if root == "" || strings.ContainsFunc(root, unicode.IsControl) {
		return strings.Join(append(words, "NOTES"), " ")
	}
	return strings.Join(append(words, terminal.Quoted(root)), " ")
}
