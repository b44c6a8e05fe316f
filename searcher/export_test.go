package searcher

import (
	"minutes/internal/embedded"
	"minutes/internal/engine"
	"minutes/internal/store"
)

// NewIndex returns an Index for an index that a test has made.
func NewIndex(idx *store.Index) *Index { return New(embedded.New(idx)) }

// Joined returns an Index of all, as Join does.
func Joined(all ...*Index) (*Index, error) {
	var engines []engine.Engine
	for _, x := range all {
		engines = append(engines, x.engine)
	}
	return Join(engines)
}

// Delete deletes the documents of files for which gone returns true, only in memory.
func (x *Index) Delete(gone func(file string) bool) { x.engine.(*embedded.Index).Delete(gone) }

// SetMaxCells sets the maximum number of cells of a crossed facet, and returns the one before.
func SetMaxCells(n int) (before int) {
	before, maxCells = maxCells, n
	return before
}
