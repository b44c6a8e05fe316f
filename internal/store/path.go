package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"minutes/internal/address"
)

// Named returns the indexes in $MINUTES_INDEX, which are separated as in $PATH; none if it
// is not set. For a folder of something other than an index, such as notes, it returns
// DefaultPath in that folder.
func Named() []string {
	list := os.Getenv("MINUTES_INDEX")
	if list == "" {
		return nil
	}
	if _, err := os.Stat(list); err == nil { // one path with separators in it
		return []string{within(list)}
	}
	var paths []string
	for _, path := range split(list) {
		if path != "" {
			paths = append(paths, within(path))
		}
	}
	return paths
}

// split returns the elements of list. The address of an index in a cluster has colons of
// its own, before the path.
func split(list string) []string {
	if filepath.ListSeparator != ':' {
		return filepath.SplitList(list)
	}
	var paths []string
	for more := true; more; {
		host := ""
		if address.Is(list) {
			scheme, rest, _ := strings.Cut(list, "://")
			name, _, _ := strings.Cut(rest, "/")
			host = scheme + "://" + name
		}
		var path string
		path, list, more = strings.Cut(list[len(host):], ":")
		paths = append(paths, host+path)
	}
	return paths
}

// within returns path, or DefaultPath in it if it is a folder of something else.
func within(path string) string {
	if address.Is(path) || Check(path) == nil {
		return path
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return path
	}
	return filepath.Join(path, DefaultPath)
}

// Nearest returns a relative path to the nearest DefaultPath in the working folder or a
// folder above it; DefaultPath if there is none.
func Nearest() string {
	here, err := os.Getwd()
	if err != nil {
		return DefaultPath
	}
	for dir, path := here, DefaultPath; ; dir, path = filepath.Dir(dir), filepath.Join("..", path) {
		if info, err := os.Stat(filepath.Join(dir, DefaultPath)); err == nil && info.IsDir() {
			return path
		}
		if dir == filepath.Dir(dir) {
			return DefaultPath
		}
	}
}

// Indexes returns the indexes to read: flagged, those given with --index, or else Named, or
// else Nearest. It fails if a path is empty.
func Indexes(flagged []string) ([]string, error) {
	if slices.Contains(flagged, "") {
		return nil, errors.New("--index needs the path of an index")
	}
	if len(flagged) > 0 {
		return flagged, nil
	}
	if named := Named(); len(named) > 0 {
		return named, nil
	}
	return []string{Nearest()}, nil
}

// Single returns the only one of Indexes, for what cannot be done to several, and whether
// it was named and not searched for. It fails if several are named.
func Single(flagged []string) (path string, named bool, err error) {
	paths, err := Indexes(flagged)
	switch {
	case err != nil:
		return "", false, err
	case len(flagged) > 1:
		return "", false, fmt.Errorf("--index was given %d times; name one index", len(flagged))
	case len(paths) > 1:
		return "", false, fmt.Errorf("$MINUTES_INDEX has %d indexes; name one of them with --index", len(paths))
	}
	return paths[0], len(flagged) > 0 || len(Named()) > 0, nil
}
