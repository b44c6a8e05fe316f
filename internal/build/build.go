// Package build makes a complete index in a folder, from documents, or from an existing
// index and its changes. No other package writes Bleve's files.
package build

import (
	"context"
	"iter"
	"os"
	"path/filepath"

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

	// Batches are the documents to add, as one segment. They must be in the order of their
	// files and lines. Several batches are called at the same time. A batch may be empty.
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

// remove removes the files of a segment in dir.
func (m *maker) remove(number int) error {
	for _, name := range files(number) {
		if err := os.Remove(filepath.Join(m.dir, name)); err != nil {
			return err
		}
	}
	return nil
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
	if err := x.WriteBitmaps(m.dir); err != nil {
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
