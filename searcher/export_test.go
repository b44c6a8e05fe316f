package searcher

import "minutes/internal/store"

// NewIndex returns an Index for an index that a test has made.
func NewIndex(idx *store.Index) *Index { return &Index{index: idx} }

// Delete deletes the documents of files for which gone returns true, only in memory.
func (x *Index) Delete(gone func(file string) bool) { x.index.Delete(gone) }
