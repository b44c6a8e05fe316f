// Package store keeps an index in a folder. Readers never wait for a writer and never see
// half an index. A run that is killed leaves the previous index complete.
//
//	index.bleve/
//	  CURRENT            the name of the live generation, on one line
//	  LOCK               held by the writer
//	  gen-000026/        a complete index, which never changes
//	    BITMAPS          which documents are deleted, and which have the same text
//	    MANIFEST.json    a description of the generation, with checksums of its files
//	    NAMES.json       how names are shown, and the content of the names file
//	    NOTES.json       the notes it was made from; only the next run reads it
//	    *.columns        the tags of documents, one file per segment
//	    root.bolt        the database by which Bleve finds the segments
//	    store/           the segments
//	  gen-000023/        the previous generation, for readers that have it open
//	  tmp-2947163301/    an unfinished generation; tmp-… may also be a file, see Scratch
//	  index_meta.json    for programs with Bleve, as is the next one: see bleve.go
//	  store/             a copy of root.bolt, and links to the live segments
//
// Publish builds a generation under a private name and renames it. Then it replaces
// CURRENT, again by a rename; from that moment on, the new index is live. Open checks the
// files against the manifest before Bleve reads them, because Bleve answers damage with a
// panic or with missing results.
//
// The files system_unix.go and system_windows.go hold what differs between systems.
// Windows cannot sync a folder. Its renames must wait until no process has the file open,
// and a generation that is open cannot be removed until a later sweep.
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

// DefaultPath is the default path of an index.
const DefaultPath = "index.bleve"

const (
	currentFile  = "CURRENT"
	lockFile     = "LOCK"
	ignoreFile   = ".gitignore"
	manifestFile = "MANIFEST.json"
	namesFile    = "NAMES.json"
	notesFile    = "NOTES.json"
)

// isGeneration reports whether name is that of a generation, such as gen-000026.
func isGeneration(name string) bool {
	digits, ok := strings.CutPrefix(name, "gen-")
	return ok && len(digits) >= 6 && len(digits) <= 18 && isNumber(digits)
}

// isPrivate reports whether name is that of a folder that Publish builds in, or of a file of
// Scratch, such as tmp-2947163301.
func isPrivate(name string) bool {
	digits, ok := strings.CutPrefix(name, "tmp-")
	return ok && digits != "" && isNumber(digits)
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// Check returns nil if Publish may make an index at path. It may if nothing is there, or
// an empty folder, or an index, even one of another version, a damaged one or an
// unfinished one. Otherwise, the error says what is there.
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

// published reports whether the folder has a live generation. Other files in it do not
// matter: they were added later.
func published(path string) bool {
	live, err := current(path)
	if err != nil {
		return false
	}
	_, err = os.Stat(filepath.Join(path, live, manifestFile))
	return err == nil
}

// unfinished reports whether a folder is empty or holds only files that Publish makes.
// LOCK is made first, so without it nothing in the folder is ours.
func unfinished(entries []fs.DirEntry) bool {
	locked, others := false, false
	for _, e := range entries {
		switch name := e.Name(); {
		case name == lockFile && e.Type().IsRegular():
			locked = true
		case name == currentFile && !e.IsDir(), // a rename replaces anything but a folder
			isGeneration(name) && e.IsDir(),
			isPrivate(name), isBleves(name):
			others = true
		case name != ignoreFile && !stray(name):
			return false
		}
	}
	return locked || !others
}

// stray reports whether a file is one that desktops leave in folders, such as .DS_Store
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

// apart is the distance between the numbers of generations. A flipped bit in CURRENT can
// turn a 2 into a 3. It must not turn the name into that of the previous generation,
// which is complete. Decimal numbers that differ by 3 differ in at least two bits.
const apart = 3

// nextGeneration returns a name with a higher number than all generations in path.
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

// sweep removes private folders and files, and old generations. It keeps the live generation and
// those before it, keep in total. Files that it cannot remove now, such as open files on
// Windows, are left to the next sweep.
func sweep(path string, keep int) {
	for _, name := range named(path, isPrivate) {
		os.RemoveAll(filepath.Join(path, name))
	}
	live, err := current(path)
	if err != nil {
		return // the live one is unknown, and a person may still repair CURRENT
	}
	names := named(path, isGeneration)
	at, there := slices.BinarySearchFunc(names, live, byNumber)
	if !there {
		return // CURRENT is damaged, so any of them may be the live one
	}
	for i, name := range names {
		if i > at || i <= at-keep {
			os.RemoveAll(filepath.Join(path, name))
		}
	}
	cleanBleve(path)
}

// named returns the names in the folder for which matches returns true, ordered by number.
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
