package segment

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"minutes/internal/naming"
	"minutes/schema"
)

// Write writes docs as segment number n of the index at dir. There must be at least one
// document. The documents of a note must be consecutive, in the order of their lines.
// Teams that joins joins count as one when documents are compared. Write fails if the
// documents of a note are not consecutive, or if two have the same ID.
func Write(dir string, n int, docs []schema.Document, joins naming.Joins) error {
	made := make([]index.Document, len(docs))
	var columns columnWriter
	analyzer := newAnalyzer(joins)
	files, lines := map[string]bool{}, map[int]bool{} // files seen, and lines of the current file
	for i := range docs {
		if file := docs[i].File; i == 0 || file != docs[i-1].File {
			if files[file] {
				return fmt.Errorf("the documents of %s are not consecutive", file)
			}
			files[file] = true
			clear(lines)
		}
		if lines[docs[i].Line] {
			return fmt.Errorf("two documents have the id %s", docs[i].ID())
		}
		lines[docs[i].Line] = true
		d := analyzer.document(&docs[i])
		made[i] = d
		columns.add(&docs[i], d.sum)
	}
	z, _, err := plugin.New(made)
	if err != nil {
		return err
	}
	defer z.Close()
	unpersisted, ok := z.(api.UnpersistedSegment)
	if !ok {
		return errors.New("a new segment cannot be written")
	}
	if err := unpersisted.Persist(filepath.Join(dir, ZapFile(n))); err != nil {
		return err
	}
	return columns.write(filepath.Join(dir, ColumnsFile(n)))
}

// Merge writes the documents of others, one segment after the other and without deleted
// documents, as segment number n of the index at dir. It stops if ctx is done. If progress
// is not nil, Merge calls it with the MiB written, and the MiB expected in total.
func Merge(ctx context.Context, dir string, n int, others []*Segment, progress func(work string, done, total int)) error {
	written := &counter{progress: progress}
	var zaps []api.Segment
	var deleted []*roaring.Bitmap
	var columns columnWriter
	for _, s := range others {
		zaps, deleted = append(zaps, s.zap), append(deleted, s.deleted)
		if info, err := os.Stat(s.path); err == nil {
			written.total += info.Size()
		}
		columns.addFrom(s.Columns, func(doc int) bool { return !s.Deleted(doc) })
	}
	stop := make(chan struct{})
	defer context.AfterFunc(ctx, func() { close(stop) })()
	path := filepath.Join(dir, ZapFile(n))
	if _, _, err := plugin.Merge(zaps, deleted, path, stop, written); err != nil {
		os.Remove(path)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	return columns.write(filepath.Join(dir, ColumnsFile(n)))
}

// A counter reports the progress of a merge. A merge writes about as many bytes as it
// reads.
type counter struct {
	progress    func(work string, done, total int)
	done, total int64
}

// ReportBytesWritten adds n to the bytes that were written. Bleve calls it.
func (c *counter) ReportBytesWritten(n uint64) {
	const step = 1 << 20
	before := c.done / step
	if c.done = min(c.done+int64(n), c.total); c.done/step != before && c.progress != nil {
		c.progress("merging", int(c.done/step), int(c.total/step))
	}
}
