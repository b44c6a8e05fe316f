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
	errUnfinished = errors.New("CURRENT is missing, so no index was finished there")
)

func damaged(file string) error { return fmt.Errorf("%s %w", file, errDamaged) }

// bare returns err with no more of a path than the name of the file.
func bare(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Base(p.Path), p.Err)
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok {
		return fmt.Errorf("%s: %w", filepath.Base(l.New), l.Err)
	}
	return err
}

// withRemedy returns err with what to do about it, where that is not to be seen
// from it.
func withRemedy(err error) error {
	switch {
	case isTooManyFiles(err):
		return fmt.Errorf("%w; let it open more, as with: ulimit -n 1024", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; ask its owner to let you, or name another place with --index", err)
	}
	return err
}

// isTooManyFiles says whether err is that this process may open no more files. Some
// errors of Bleve's are text alone.
func isTooManyFiles(err error) bool { return strings.Contains(err.Error(), syscall.EMFILE.Error()) }

// withoutFolder returns err without the folder before the names of files in it,
// where that is part of its text only.
func withoutFolder(err error, folder string) error {
	if err == nil || !strings.Contains(err.Error(), folder) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), ""))
}

// command returns what to type to make the index at path of the notes at root.
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
