// Package embedded is the engine for an index in a folder. It opens plans as scorers, which
// read the index's postings and columns, ranks the documents that they match, and counts
// them.
//
// There are scorers for words (words.go), which read postings and phrases (postings.go,
// phrase.go), for combinations (boolean.go, most.go), and for columns (filter.go). A ranker
// yields the matches with their scores (ranker.go). A collector counts them and keeps the first
// in the requested order (tally.go, collector.go, hitqueue.go).
package embedded

import (
	"context"
	"sync"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/store"
)

// An Index is the engine for an index in a folder.
type Index struct {
	*store.Index
	asked sync.Mutex // held while the index is read, which only one goroutine may do
	codes []string   // of its languages; nil until needed
}

// New returns the engine for x. It closes x when it is closed.
func New(x *store.Index) *Index { return &Index{Index: x} }

// Open opens the index at path; see store.Open for its errors.
func Open(path string) (engine.Engine, error) {
	x, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	return New(x), nil
}

// Begin implements engine.Engine.
func (x *Index) Begin(ctx context.Context) engine.Reader {
	return &reader{Index: x.Index.Index, index: x, ctx: ctx}
}

// Guard implements engine.Engine.
func (x *Index) Guard(f func() error) error {
	x.asked.Lock()
	defer x.asked.Unlock()
	return x.Index.Guard(f)
}

// Names implements engine.Engine.
func (x *Index) Names() naming.Names { return x.Index.Names }

// Part implements engine.Engine.
func (x *Index) Part(file string) (engine.Engine, string) { return x, file }

// Root implements engine.Engine.
func (x *Index) Root() string { return x.Manifest.Root }

// Record implements engine.Engine.
func (x *Index) Record() ([]byte, error) { return x.Notes() }

// languages returns the codes of the languages of x.
func (x *Index) languages() []string {
	if x.codes == nil {
		x.codes = x.Index.Languages()
	}
	return x.codes
}
