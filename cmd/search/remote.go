package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"minutes/internal/address"
	"minutes/searcher"
)

// open opens the indexes called names as one. If one is in a cluster, open does not return:
// search becomes search-remote, which can read it. A network client would make each start of
// search take a millisecond longer.
func open(names []string, _ address.Options) (*searcher.Index, error) {
	if !slices.ContainsFunc(names, address.Is) {
		return searcher.Open(names[0], names[1:]...)
	}
	here, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find search-remote, which reads an index at an address: %w", err)
	}
	if resolved, err := filepath.EvalSymlinks(here); err == nil {
		here = resolved
	}
	remote := filepath.Join(filepath.Dir(here), "search-remote")
	if runtime.GOOS == "windows" {
		remote += ".exe"
	}
	if err := become(remote, os.Args); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is missing, which reads an index at an address; install it beside search", remote)
	} else if err != nil {
		return nil, fmt.Errorf("start %s: %w", remote, err)
	}
	return nil, nil // not reached
}
