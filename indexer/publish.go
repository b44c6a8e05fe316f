package indexer

import (
	"context"
	"iter"
	"runtime"
	"sync/atomic"

	"minutes/internal/build"
	"minutes/internal/segment"
	"minutes/internal/store"
	"minutes/schema"
)

// publish makes the index the live one.
func (b *builder) publish(ctx context.Context, w *store.Writer) error {
	c := build.Contents{
		Gone: func(file string) bool { return b.gone[file] }, Joins: b.names.joins,
		Batches: b.batches(), Progress: b.Progress,
	}
	if b.from != nil {
		c.From, c.FromDir = b.from.Index, b.from.Dir()
	}
	_, err := w.Publish(ctx, store.Contents{
		Root: b.root, From: b.from, Notes: b.record,
		Make: func(ctx context.Context, dir, generation string) (segment.Made, error) {
			c.Generation = generation
			made, err := build.Make(ctx, dir, c)
			b.totals = made.Totals
			if err == nil {
				err = b.refuseFewer(made.Documents)
			}
			return made, err
		},
	})
	return err
}

// maxBatch is the number of bytes of notes that each processor indexes at a time: about
// five thousand documents. Larger batches make more garbage.
const maxBatch = 1 << 19

// sizeOf returns the size of inputs in bytes.
func sizeOf(inputs []*input) (total int64) {
	for _, in := range inputs {
		total += in.Size
	}
	return total
}

// batches divides the notes to be indexed so that all processors have work.
func (b *builder) batches() iter.Seq[build.Batch] {
	most := min(maxBatch, sizeOf(b.anew)/int64(runtime.GOMAXPROCS(0))+1)
	return func(yield func(build.Batch) bool) {
		b.Progress("indexing", 0, len(b.anew))
		var done atomic.Int64
		for rest := b.anew; len(rest) > 0; {
			n, size := 0, int64(0)
			for n < len(rest) && (n == 0 || size+rest[n].Size/2 < most) {
				size += rest[n].Size
				n++
			}
			batch := rest[:n]
			rest = rest[n:]
			if !yield(func() ([]schema.Document, error) {
				docs := b.documents(batch)
				b.Progress("indexing", int(done.Add(int64(len(batch)))), len(b.anew))
				return docs, nil
			}) {
				return
			}
		}
	}
}

// documents returns the documents of inputs.
func (b *builder) documents(inputs []*input) []schema.Document {
	var notes []*Note
	var read []*input
	for _, in := range inputs {
		var n *Note
		if n, in.err = b.whole(in); in.err != nil {
			continue
		}
		in.note = nil // free its memory
		b.teams.arrangeAll(n)
		notes, read = append(notes, n), append(read, in)
	}
	docs := documents(notes, b.langs)
	for i, in := range read {
		in.Lang = notes[i].lang
	}
	return docs
}
