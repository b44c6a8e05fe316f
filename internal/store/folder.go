// Package store keeps an index in a folder, so that readers never wait for a
// writer and never see half an index, and a run that is killed leaves the one
// before it whole.
//
//	index.bleve/
//	  CURRENT            the name of the live generation, on a line
//	  LOCK               held by the one writer
//	  gen-000026/        a complete Bleve index, never changed once it is there
//	    MANIFEST.json    what the generation is, with the checksums of its files
//	    MARKS            which documents are deleted, and which say the same
//	    NAMES.json       how names are shown, and what a names file says
//	    NOTES.json       the notes it was made of; read by the next run alone
//	    *.columns        the tags of documents, a file for each segment
//	    store/           the segments, and what Bleve has beside them
//	  gen-000023/        the one before, for readers that have it open
//	  tmp-2947163301/    a generation in the making, or what is left of one
//
// Publish builds a generation under a private name, renames it, and then
// replaces CURRENT by another rename: that is the moment the new index is there.
// Open checks the files against the manifest before Bleve sees them, for Bleve
// meets damage with a panic or with a shorter answer.
//
// What differs by system is in system_unix.go and system_windows.go: the sync of a
// folder, which Windows does not have, and renames, which there have to wait for
// those who have the file open. A generation that is open cannot be removed there,
// and goes with a later sweep.
package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// DefaultPath is where an index is unless another place is named.
const DefaultPath = "index.bleve"

const (
	currentFile  = "CURRENT"
	lockFile     = "LOCK"
	ignoreFile   = ".gitignore"
	manifestFile = "MANIFEST.json"
	namesFile    = "NAMES.json"
	notesFile    = "NOTES.json"
)

// isGeneration says whether name is one of a generation, such as gen-000026.
func isGeneration(name string) bool {
	digits, ok := strings.CutPrefix(name, "gen-")
	return ok && len(digits) >= 6 && len(digits) <= 18 && isNumber(digits)
}

// isPrivate says whether name is one of a folder that Publish builds in, such as
// tmp-2947163301.
func isPrivate(name string) bool {
	digits, ok := strings.CutPrefix(name, "tmp-")
	return ok && digits != "" && isNumber(digits)
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// Check returns nil where Publish may make an index at path: nothing is there,
// an empty folder, or an index, be it of another version, damaged, or never
// finished. Otherwise its error says what is there.
func Check(path string) error {
	info, err := os.Stat(path)
	var entries []fs.DirEntry
	if err == nil && info.IsDir() {
		entries, err = os.ReadDir(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", path, bare(err))
	}
	if !info.IsDir() || !published(path) && !unfinished(entries) {
		return fmt.Errorf("%s exists and %w; it was left as it was", path, errForeign)
	}
	return nil
}

// published says whether the folder has a live generation. Whatever else is in
// it came later and is no concern of ours.
func published(path string) bool {
	live, err := current(path)
	if err != nil {
		return false
	}
	_, err = os.Stat(filepath.Join(path, live, manifestFile))
	return err == nil
}

// unfinished says whether a folder is empty or holds nothing but what Publish
// makes. LOCK is the first of that, so where it is missing nothing is ours.
func unfinished(entries []fs.DirEntry) bool {
	locked, others := false, false
	for _, e := range entries {
		switch name := e.Name(); {
		case name == lockFile && e.Type().IsRegular():
			locked = true
		case name == currentFile && !e.IsDir(), // a rename replaces whatever else it is
			isGeneration(name) && e.IsDir(),
			isPrivate(name), isBleves(name):
			others = true
		case name != ignoreFile && !stray(name):
			return false
		}
	}
	return locked || !others
}

// stray says whether a file is one that desktops strew about, such as .DS_Store
// or ._CURRENT.
func stray(name string) bool { return name == ".DS_Store" || strings.HasPrefix(name, "._") }

// current returns the name of the live generation.
func current(path string) (string, error) {
	var text []byte
	err := patiently(func() (err error) {
		text, err = readSmall(filepath.Join(path, currentFile))
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return "", errUnfinished
	}
	if err != nil {
		return "", err
	}
	name, whole := strings.CutSuffix(string(text), "\n")
	if !whole || !isGeneration(name) {
		return "", damaged(currentFile)
	}
	return name, nil
}

// apart is how far the numbers of generations lie from each other. One bit of
// CURRENT that flips makes a 3 of a 2: it must not name the generation before, which
// is whole. Decimal numbers that differ by 3 differ in two bits and more.
const apart = 3

// nextGeneration returns a name above all those in path.
func nextGeneration(path string) (string, error) {
	next := uint64(1)
	if names := named(path, isGeneration); len(names) > 0 {
		last, err := strconv.ParseUint(strings.TrimPrefix(names[len(names)-1], "gen-"), 10, 64)
		if err != nil {
			return "", err
		}
		next = last + apart
	}
	return fmt.Sprintf("gen-%06d", next), nil
}

// sweep removes what has no use any more: private folders, and all generations but
// the live one and those before it that make keep with it. What cannot be removed
// now, such as files that are open on Windows, is left to the next sweep.
func sweep(path string, keep int) {
	for _, name := range named(path, isPrivate) {
		os.RemoveAll(filepath.Join(path, name))
	}
	live, err := current(path)
	if err != nil {
		return // nobody knows which one is live, and a hand may still mend that
	}
	names := named(path, isGeneration)
	at, there := slices.BinarySearchFunc(names, live, byNumber)
	if !there {
		return // CURRENT is damaged, so that the live one may be any of them
	}
	for i, name := range names {
		if i > at || i <= at-keep {
			os.RemoveAll(filepath.Join(path, name))
		}
	}
	cleanBleve(path)
}

// named returns the names in the folder for which matches is true, in the order of their
// numbers.
func named(path string, matches func(name string) bool) []string {
	var names []string
	entries, _ := os.ReadDir(path)
	for _, e := range entries {
		if matches(e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, byNumber)
	return names
}

func byNumber(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
