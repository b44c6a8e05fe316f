package indexer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"

	"minutes/internal/store"
)

// A Skip is a note that is not in the index, and why.
type Skip struct {
	File   string // relative to the notes' root
	Reason error
}

// A collected is all that was read to make an index of.
type collected struct {
	root    string
	names   Names
	notes   []*Note      // in the order of their files
	sources []store.Note // of notes, likewise
	skipped []Skip       // in the order of their files
	unread  []*Note      // of skipped, as far as they were read
}

// read reads the notes and the names that o says.
func read(ctx context.Context, o Options) (collected, error) {
	root, files, skipped, err := Find(o.Notes, o.Index)
	if err != nil {
		return collected{}, err
	}
	c := collected{root: root, skipped: skipped}
	path := o.Names
	if path == "" {
		path = filepath.Join(root, NamesFile)
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			path = ""
		}
	}
	if path != "" {
		if c.names, err = readNames(path); err != nil {
			return collected{}, err
		}
		files = slices.DeleteFunc(files, func(f File) bool { return sameFile(f.Path, path) })
	}

	results := readFiles(ctx, files, o.progress)
	if err := ctx.Err(); err != nil {
		return collected{}, err
	}
	for i, r := range results {
		if r.err != nil {
			c.skipped = append(c.skipped, Skip{files[i].Name, r.err})
			c.unread = append(c.unread, r.note)
			continue
		}
		c.notes, c.sources = append(c.notes, r.note), append(c.sources, r.source)
	}
	for _, s := range c.skipped {
		// The note is as good as the others, and would be missed.
		if errors.Is(s.Reason, syscall.EMFILE) || errors.Is(s.Reason, syscall.ENFILE) {
			return collected{}, fmt.Errorf("open notes: %s: %w; let index open more, as with: ulimit -n 1024", s.File, s.Reason)
		}
	}
	slices.SortStableFunc(c.skipped, func(a, b Skip) int { return strings.Compare(a.File, b.File) })
	return c, nil
}

func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// A result is what came of reading one file.
type result struct {
	note   *Note
	source store.Note
	err    error
}

// readFiles reads files, some at a time, until ctx is done.
func readFiles(ctx context.Context, files []File, progress func(string, int, int)) []result {
	results := make([]result, len(files))
	next := make(chan int)
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for i := range next {
				results[i] = readFile(files[i])
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		progress("reading", i, len(files))
		next <- i
	}
	close(next)
	readers.Wait()
	return results
}

// readFile reads one note from the disk.
func readFile(file File) (r result) {
	r.note = &Note{Name: file.Name}
	defer func() {
		// The Markdown parser is not ours; what it cannot take costs one note.
		if cause := recover(); cause != nil {
			r.err = fmt.Errorf("cannot be parsed: %v", cause)
		}
	}()
	info, err := os.Stat(file.Path)
	if err == nil && !info.Mode().IsRegular() {
		err = errIrregular
	}
	if err != nil {
		r.err = bare(err)
		return r
	}
	f, err := os.Open(file.Path)
	if err != nil {
		r.err = bare(err)
		return r
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxNote+1))
	if err != nil {
		r.err = bare(err)
		return r
	}
	sum := sha256.Sum256(src)
	r.source = store.Note{File: file.Name, Size: int64(len(src)), Modified: info.ModTime(), SHA256: hex.EncodeToString(sum[:])}
	r.note, r.err = Parse(file.Name, src)
	return r
}
