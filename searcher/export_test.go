package searcher

import (
	"minutes/internal/embedded"
	"minutes/internal/store"
)

// NewIndex returns an Index for an index that a test has made.
func NewIndex(idx *store.Index) *Index { return New(embedded.New(idx)) }

// Delete deletes the documents of files for which gone returns true, only in memory.
func (x *Index) Delete(gone func(file string) bool) { x.engine.(*embedded.Index).Delete(gone) }
