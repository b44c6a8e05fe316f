package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	"minutes/schema"
)

const (
	batchSize = 2_500 // documents: enough for Bleve, and few enough to keep both callers at work
	callers   = 2     // of Bleve at once: a sixth faster than one on two processors
)

// namesKey is where the Bleve index keeps its schema.Names, as JSON.
var namesKey = []byte("names")

// Bleve writes in the background, and where that fails, say on a full disk, tries
// again for ever. So the error stops the build, which is found here by the folder
// that Bleve names it with.
var builds sync.Map

const stopBuild = "minutes"

func init() {
	scorch.RegistryAsyncErrorCallbacks[stopBuild] = func(err error, folder string) {
		if stop, ok := builds.Load(folder); ok {
			if e, ok := errors.AsType[*scorch.ScorchError](err); ok {
				if e.ErrType == scorch.ErrCleanup {
					return // settle removes what is left
				}
				err = errors.New(cause(e.ErrMsg))
			}
			stop.(context.CancelCauseFunc)(err)
		}
	}
}

// cause returns what an error of Bleve's comes from, without the names of its parts
// that stand before: "persist err: write x.zap: no space left on device".
func cause(message string) string {
	if i := strings.LastIndex(message, " err: "); i >= 0 {
		return message[i+len(" err: "):]
	}
	return message
}

// build makes a Bleve index of c's documents at dir, of one segment. It returns
// how many they are.
func build(ctx context.Context, dir string, c Contents) (count int, err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	idx, err := create(dir, stop)
	if err != nil {
		return 0, err
	}
	defer func() {
		err = withoutFolder(cmp.Or(err, idx.Close()), filepath.Join(dir, bleveFolder))
		builds.Delete(filepath.Join(dir, bleveFolder))
	}()
	count, names, err := add(ctx, stop, idx, c)
	if err != nil {
		return 0, err
	}
	if err := merge(ctx, idx); err != nil {
		return 0, err
	}
	text, err := json.Marshal(names)
	if err != nil {
		return 0, err
	}
	// The names come last, for this returns when everything before it is on the
	// disk too. A merge alone does not wait for that.
	return count, idx.SetInternal(namesKey, text)
}

// create makes an empty Bleve index at dir, which calls stop when it cannot go on.
func create(dir string, stop context.CancelCauseFunc) (bleve.Index, error) {
	builds.Store(filepath.Join(dir, bleveFolder), stop)
	return bleve.NewUsing(dir, schema.Mapping(), scorch.Name, scorch.Name,
		map[string]any{
			"asyncErrorCallbackName": stopBuild,
			// Each batch is written by itself, and merged once, at the end. Merging those
			// in memory first is no faster, and where that fails Bleve tries again with
			// batches it has done away with: a panic in a goroutine of its own.
			"scorchPersisterOptions": map[string]any{"MemoryPressurePauseThreshold": 0},
		})
}

// add indexes the documents. It returns their number and the names in them.
func add(ctx context.Context, stop context.CancelCauseFunc, idx bleve.Index, c Contents) (int, schema.Names, error) {
	batches := make(chan *bleve.Batch)
	var working sync.WaitGroup
	for range callers {
		working.Go(func() {
			for batch := range batches {
				if ctx.Err() != nil {
					continue // so that the sender is not kept waiting
				}
				if err := send(idx, batch); err != nil {
					stop(err)
				}
			}
		})
	}
	count, names, err := split(ctx, idx, c, batches)
	close(batches)
	working.Wait()
	return count, names, cmp.Or(err, context.Cause(ctx))
}

// send indexes a batch. On a disk that is full, Bleve panics on the batch that
// follows the one it could not write.
func send(idx bleve.Index, batch *bleve.Batch) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("index documents: %v", r)
		}
	}()
	return idx.Batch(batch)
}

// split sends the documents on in batches, until ctx is done.
func split(ctx context.Context, idx bleve.Index, c Contents, batches chan<- *bleve.Batch) (int, schema.Names, error) {
	type place struct {
		file string
		line int
	}
	seen := map[place]bool{}
	var census schema.Census
	batch := idx.NewBatch()
	for d := range c.Documents {
		at := place{d.File, d.Line}
		switch {
		case ctx.Err() != nil:
			return 0, schema.Names{}, context.Cause(ctx)
		case seen[at]:
			return 0, schema.Names{}, fmt.Errorf("two documents have the id %s", d.ID())
		}
		seen[at] = true
		census.Add(d)
		key, fields, err := schema.Fields(d, c.Joins)
		if err != nil {
			return 0, schema.Names{}, err
		}
		if err := batch.Index(key, fields); err != nil {
			return 0, schema.Names{}, fmt.Errorf("index document %s: %w", d.ID(), err)
		}
		if batch.Size() == batchSize {
			batches <- batch
			batch = idx.NewBatch()
		}
	}
	batches <- batch
	return len(seen), census.Names(c.Joins), nil
}

// merge makes one segment of all.
func merge(ctx context.Context, idx bleve.Index) error {
	advanced, err := idx.Advanced()
	if err != nil {
		return err
	}
	plan := mergeplan.SingleSegmentMergePlanOptions
	plan.SegmentsPerMergeTask = 1000 // all in one go, where ten at a time would write most documents twice
	done := make(chan error, 1)
	go func() { done <- advanced.(*scorch.Scorch).ForceMerge(ctx, &plan) }()
	select {
	case err := <-done:
		return cmp.Or(err, context.Cause(ctx))
	case <-ctx.Done():
		return context.Cause(ctx) // closing the index ends the merge
	}
}
