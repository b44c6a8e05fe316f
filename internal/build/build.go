// Package build makes a complete index in a folder, from documents, or from an existing
// index and its changes. No other package writes Bleve's files.
package build

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/schema"
)

// Contents are what an index is made from.
type Contents struct {
	// From is an open index to update, in the folder FromDir; nil for none. Make changes
	// it, so it must not be used after that.
	From    *segment.Index
	FromDir string
	Gone    func(file string) bool // whether to delete the documents of file in From

	// Batches are the documents to add. Each batch becomes a segment; its documents must be
	// in the order of their files and lines. Several batches are called at the same time.
	// A batch may be empty.
	Batches iter.Seq[Batch]

	// Generation is the name that the folder is to have when it is done.
	Generation string
	Joins      naming.Joins // names that are to be taken for others

	// Progress is called while segments are merged: done of total MiB are finished.
	Progress func(work string, done, total int)
}

// A Batch returns documents.
type Batch func() ([]schema.Document, error)

// Make makes an index from c in the empty folder dir. It stops if ctx is done. Its errors
// are those of batches, and of reading and writing files.
func Make(ctx context.Context, dir string, c Contents) (segment.Made, error) {
	if err := os.Mkdir(filepath.Join(dir, segment.Folder), 0o777); err != nil {
		return segment.Made{}, err
	}
	m := &maker{dir: dir, Contents: c, renamed: map[string]string{}, made: segment.Made{Kept: map[string]string{}}}
	defer m.close()
	if c.From != nil {
		c.From.Delete(c.Gone)
		for i, s := range c.From.Segments {
			m.sources = append(m.sources, source{s, c.FromDir, i + 1})
		}
	}
	if err := m.add(ctx); err != nil {
		return segment.Made{}, err
	}
	if err := m.arrange(ctx); err != nil {
		return segment.Made{}, err
	}
	if err := m.finish(); err != nil {
		return segment.Made{}, err
	}
	return m.made, nil
}

type maker struct {
	Contents
	dir     string
	sources []source // existing segments
	added   []*segment.Segment
	results []*segment.Segment // segments of the new index; nil for merged ones, which have no deleted documents
	renamed map[string]string  // names of files in dir to their final names
	made    segment.Made
}

// A source is a segment, with the location of its files.
type source struct {
	*segment.Segment
	dir    string
	number int
}

// ahead is the number of the first segment made from a batch. The segments of the new
// index are numbered from 1.
const ahead = 1 << 20

// add makes a segment from each batch, several at a time.
func (m *maker) add(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	type task struct {
		batch  Batch
		number int
	}
	tasks := make(chan task)
	var sizes sync.Map // number of a segment to its number of documents
	var working sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for t := range tasks {
				if ctx.Err() != nil {
					continue // drain the channel: the sender must not block
				}
				size, err := m.write(t.batch, t.number)
				if err != nil {
					stop(err)
				}
				if size > 0 {
					sizes.Store(t.number, size)
				}
			}
		})
	}
	number := ahead
	for batch := range m.Batches {
		if ctx.Err() != nil {
			break
		}
		tasks <- task{batch, number}
		number++
	}
	close(tasks)
	working.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	var pieces []piece
	for n := ahead; n < number; n++ {
		if size, ok := sizes.Load(n); ok {
			pieces = append(pieces, piece{n, size.(int)})
		}
	}
	for len(pieces) > mostMerged {
		var fewer []piece
		for some := range slices.Chunk(pieces, mostMerged) {
			one, err := m.join(ctx, some, number)
			if err != nil {
				return err
			}
			fewer = append(fewer, one)
			number++
		}
		pieces = fewer
	}
	return m.open(pieces)
}

// A piece is a segment made from batches: its number, and its number of documents.
type piece struct{ number, size int }

// mostMerged is the largest number of segments that are merged at once. All of them are
// open then, and most systems let a program open a thousand files. Tests lower it.
var mostMerged = 400

// join merges pieces into segment n, and removes them.
func (m *maker) join(ctx context.Context, pieces []piece, n int) (piece, error) {
	before := len(m.sources)
	if err := m.open(pieces); err != nil {
		return piece{}, err
	}
	size := 0
	for _, p := range pieces {
		size += p.size
	}
	if err := segment.Merge(ctx, m.dir, n, m.added, m.Progress); err != nil {
		return piece{}, err
	}
	m.close()
	m.sources = m.sources[:before]
	for _, p := range pieces {
		if err := m.remove(p.number); err != nil {
			return piece{}, err
		}
	}
	return piece{n, size}, nil
}

// remove removes the files of a segment in dir.
func (m *maker) remove(number int) error {
	for _, name := range files(number) {
		if err := os.Remove(filepath.Join(m.dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// open opens pieces, and adds them to the existing segments.
func (m *maker) open(pieces []piece) error {
	for _, p := range pieces {
		s, err := segment.OpenSegment(m.dir, p.number, p.size)
		if err != nil {
			return err
		}
		m.added = append(m.added, s)
		m.sources = append(m.sources, source{s, m.dir, p.number})
	}
	return nil
}

// write makes segment n from a batch, unless that is empty, and returns the number of its
// documents.
func (m *maker) write(batch Batch, n int) (size int, err error) {
	defer func() {
		if r := recover(); r != nil { // no caller can recover a panic in this goroutine
			err = fmt.Errorf("index documents: %v", r)
		}
	}()
	docs, err := batch()
	if err != nil || len(docs) == 0 {
		return 0, err
	}
	return len(docs), segment.Write(m.dir, n, docs, m.Joins)
}

// arrange makes the segments of the new index from the existing ones.
func (m *maker) arrange(ctx context.Context) error {
	for _, group := range m.plan() {
		n := len(m.made.Sizes) + 1
		size := 0
		if len(group) == 1 && group[0].Live() > group[0].Size()/2 {
			if err := m.keep(group[0], n); err != nil {
				return err
			}
			size = group[0].Size()
			m.results = append(m.results, group[0].Segment)
		} else {
			var merged []*segment.Segment
			for _, s := range group {
				merged = append(merged, s.Segment)
				size += s.Live()
			}
			if err := segment.Merge(ctx, m.dir, n, merged, m.Progress); err != nil {
				return err
			}
			m.results = append(m.results, nil)
		}
		m.made.Sizes = append(m.made.Sizes, size)
	}
	m.close() // Windows cannot rename or remove open files
	for from, to := range m.renamed {
		if err := os.Rename(filepath.Join(m.dir, from), filepath.Join(m.dir, to)); err != nil {
			return err
		}
	}
	for _, s := range m.sources {
		if s.dir != m.dir || m.renamed[segment.ZapFile(s.number)] != "" {
			continue
		}
		if err := m.remove(s.number); err != nil {
			return err
		}
	}
	return nil
}

func files(number int) []string {
	return []string{segment.ZapFile(number), segment.ColumnsFile(number)}
}

// keep makes s segment number n of the new index, unchanged.
func (m *maker) keep(s source, n int) error {
	from, to := files(s.number), files(n)
	for i := range from {
		if s.dir == m.dir {
			m.renamed[from[i]] = to[i]
			continue
		}
		if err := segment.Link(filepath.Join(s.dir, from[i]), filepath.Join(m.dir, to[i])); err != nil {
			return err
		}
		m.made.Kept[to[i]] = from[i]
	}
	return nil
}

// finish writes what there is of an index beside its segments.
func (m *maker) finish() error {
	if err := segment.WriteDeleted(m.dir, m.results); err != nil {
		return err
	}
	x, err := segment.Open(m.dir, m.made.Sizes)
	if err != nil {
		return err
	}
	defer x.Close()
	m.made.Documents = x.Documents()
	m.made.Totals = x.Totals(m.Joins)
	census := x.Census()
	m.made.Names = census.Names(m.Joins)
	if err := x.WriteMarks(m.dir); err != nil {
		return err
	}
	return writeBleve(m.dir, m.Generation, x)
}

// close closes the segments that were added. The caller of Make closes From.
func (m *maker) close() {
	for _, s := range m.added {
		s.Close()
	}
	m.added = nil
}
