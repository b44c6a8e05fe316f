package searcher

import "minutes/internal/store"

// NewIndex returns an Index of what a test has made.
func NewIndex(idx *store.Index) *Index { return &Index{index: idx} }

// Delete deletes the documents of the files that are gone, in memory alone.
func (x *Index) Delete(gone func(file string) bool) { x.index.Delete(gone) }
