package build

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"minutes/internal/segment"
)

// ahead is the number of the segment made from the batches, until it gets its own. The
// segments of the new index are numbered from 1.
const ahead = 1 << 20

// add makes a segment from all batches, several of which are worked on at a time.
func (m *maker) add(ctx context.Context) error {
	b, err := segment.Create(m.dir, ahead, m.Joins)
	if err != nil {
		return err
	}
	defer b.Close()
	if err := m.fill(ctx, b); err != nil {
		return err
	}
	if b.Documents() == 0 {
		return b.Discard()
	}
	if err := b.Finish(ctx, m.Progress); err != nil {
		return err
	}
	s, err := segment.OpenSegment(m.dir, ahead, b.Documents())
	if err != nil {
		return err
	}
	m.added = append(m.added, s)
	m.sources = append(m.sources, source{s, m.dir, ahead})
	return nil
}

// mostInPart is the largest number of batches in a part of a segment.
const mostInPart = 8

// fill adds the documents of all batches to b.
func (m *maker) fill(ctx context.Context, b *segment.Builder) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	type task struct {
		batches []Batch
		part    *segment.Part
	}
	tasks := make(chan task)
	var working sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for t := range tasks {
				if ctx.Err() != nil {
					continue // drain the channel: the sender must not block
				}
				if err := addPart(ctx, t.part, t.batches); err != nil {
					stop(err)
				}
			}
		})
	}
	batches := slices.Collect(m.Batches)
	size := min(mostInPart, len(batches)/(4*runtime.GOMAXPROCS(0))+1)
	number := 0
	for some := range slices.Chunk(batches, size) {
		if ctx.Err() != nil {
			break
		}
		tasks <- task{some, b.Part(number)}
		number++
	}
	close(tasks)
	working.Wait()
	return context.Cause(ctx)
}

// addPart adds batches to a part of a segment.
func addPart(ctx context.Context, part *segment.Part, batches []Batch) (err error) {
	defer func() {
		if r := recover(); r != nil { // no caller can recover a panic in this goroutine
			err = fmt.Errorf("index documents: %v", r)
		}
	}()
	for _, batch := range batches {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		docs, err := batch()
		if err != nil {
			return err
		}
		part.Add(docs)
	}
	return part.Close()
}
