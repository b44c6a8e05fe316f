// Package indexer reads meeting notes and makes documents of them: one for each
// list item, paragraph, table row and heading of a team.
//
// A note goes through Find (which files), decode (bytes to text), prepare and
// pieces (Markdown to plain pieces), parseHeading (team and lead) and meetingDay
// (its date); Documents then tags the pieces of all notes together.
package indexer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"minutes/internal/store"
	"minutes/schema"
)

// A Skip is a note that is not in the index, and why.
type Skip struct {
	File   string `json:"file"` // relative to the notes' root
	Reason error  `json:"-"`
}

// ErrUndated is the reason why a note without a date is skipped.
var ErrUndated = errors.New("no date in its name, its folder or its title")

// A Summary counts what Build put into an index.
type Summary struct {
	Notes     int // read and indexed
	Meetings  int // different dates and names of a meeting
	Documents int // all kinds
	Teams     int // different folded names
	Leads     int
	Skipped   []Skip // in the order of their files
	Took      time.Duration
}

// Options say what Build makes.
type Options struct {
	Index string   // where the index is, or is to be
	Notes []string // folders and files
	// Progress, if set, is called as the work goes on: of total notes read, or
	// documents indexed, that many are done.
	Progress func(work string, done, total int)
}

// Build makes the index of o.Notes anew. A note that cannot be read or has no
// date is skipped, and among Summary.Skipped. It fails, and leaves the index as
// it was, if one of o.Notes cannot be read, if o.Index is something else than an
// index, if ctx is done, or if the index cannot be written.
func Build(ctx context.Context, o Options) (Summary, error) {
	start := time.Now()
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if err := store.Check(o.Index); err != nil {
		return Summary{}, err
	}
	root, files, skipped, err := Find(o.Notes, o.Index)
	if err != nil {
		return Summary{}, err
	}
	notes, sources, unread, err := readAll(ctx, files, o.Progress)
	if err != nil {
		return Summary{}, err
	}
	skipped = append(skipped, unread...)
	slices.SortStableFunc(skipped, func(a, b Skip) int { return strings.Compare(a.File, b.File) })

	docs := Documents(notes)
	_, err = store.Publish(ctx, o.Index, store.Contents{
		Root: root, Notes: sources,
		Documents: func(yield func(schema.Document) bool) {
			for i, d := range docs {
				o.Progress("indexing", i, len(docs))
				if !yield(d) {
					return
				}
			}
		},
	})
	if err != nil {
		return Summary{}, err
	}
	s := count(docs)
	s.Notes, s.Skipped, s.Took = len(notes), skipped, time.Since(start)
	return s, nil
}

// readAll reads files, some at a time. What it returns is in their order.
func readAll(ctx context.Context, files []File, progress func(string, int, int)) (notes []*Note, sources []store.Note, skipped []Skip, err error) {
	type result struct {
		note   *Note
		source store.Note
		err    error
	}
	results := make([]result, len(files))
	next := make(chan int)
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for i := range next {
				r := &results[i]
				r.note, r.source, r.err = read(files[i])
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
	if err := ctx.Err(); err != nil {
		return nil, nil, nil, err
	}
	for i, r := range results {
		if r.err != nil {
			skipped = append(skipped, Skip{files[i].Name, r.err})
			continue
		}
		notes, sources = append(notes, r.note), append(sources, r.source)
	}
	return notes, sources, skipped, nil
}

// read reads one note from the disk.
func read(file File) (note *Note, source store.Note, err error) {
	defer func() {
		// The Markdown parser is not ours; what it cannot take costs one note.
		if cause := recover(); cause != nil {
			err = fmt.Errorf("cannot be parsed: %v", cause)
		}
	}()
	info, err := os.Stat(file.Path)
	if err != nil {
		return nil, source, bare(err)
	}
	if !info.Mode().IsRegular() {
		return nil, source, errors.New("not a regular file")
	}
	src, err := os.ReadFile(file.Path)
	if err != nil {
		return nil, source, bare(err)
	}
	sum := sha256.Sum256(src)
	source = store.Note{File: file.Name, Size: int64(len(src)), Modified: info.ModTime(), SHA256: hex.EncodeToString(sum[:])}
	note = Parse(file.Name, src)
	if note.Date == "" {
		return nil, source, ErrUndated
	}
	return note, source, nil
}

// count counts what is in docs.
func count(docs []schema.Document) Summary {
	type meeting struct{ date, name string }
	meetings := map[meeting]bool{}
	teams, leads := map[string]bool{}, map[string]bool{}
	for _, d := range docs {
		meetings[meeting{d.Date, schema.Fold(d.Meeting)}] = true
		teams[schema.Term(d.Team)] = true
		for _, name := range d.Lead {
			leads[schema.Term(name)] = true
		}
	}
	delete(teams, schema.Missing)
	delete(leads, schema.Missing)
	return Summary{Meetings: len(meetings), Documents: len(docs), Teams: len(teams), Leads: len(leads)}
}
