package indexer

import (
	"fmt"
	"slices"
	"strings"
)

// A Skip is a note that is not in the index, and why.
type Skip struct {
	File   string // relative to the notes' root
	Reason error
	// Unreadable is whether the file or folder could not be read. Build keeps the
	// documents that the index has from it.
	Unreadable bool
}

// String returns s as FILE: WHY.
func (s Skip) String() string { return fmt.Sprintf("%s: %v", s.File, s.Reason) }

func sortSkips(skipped []Skip) {
	slices.SortStableFunc(skipped, func(a, b Skip) int { return strings.Compare(a.File, b.File) })
}
