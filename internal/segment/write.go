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

// Write writes segment number n of the index at dir: docs, of which there is at least
// one, those of a note side by side, in the order of their lines. Names that joins
// joins are one.
func Write(dir string, n int, docs []schema.Document, joins naming.Joins) error {
	made := make([]index.Document, len(docs))
	var columns columnWriter
	analyzer := newAnalyzer(joins)
	files, lines := map[string]bool{}, map[int]bool{} // that had a document, of the file at hand
	for i := range docs {
		if file := docs[i].File; i == 0 || file != docs[i-1].File {
			if files[file] {
				return fmt.Errorf("the documents of %s are apart", file)
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

// Merge writes segment number n of the index at dir: the documents of others, one
// after the other, without those that are deleted. It stops where ctx is done.
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

// A counter tells how far a merge has come. What it writes is about as much as it
// reads.
type counter struct {
	progress    func(work string, done, total int)
	done, total int64
}

// ReportBytesWritten is called by Bleve.
func (c *counter) ReportBytesWritten(n uint64) {
	const step = 1 << 20
	before := c.done / step
	if c.done = min(c.done+int64(n), c.total); c.done/step != before && c.progress != nil {
		c.progress("merging", int(c.done/step), int(c.total/step))
	}
}
