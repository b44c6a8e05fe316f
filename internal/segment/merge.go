package segment

import (
	"context"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

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
