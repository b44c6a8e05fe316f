package build

import (
	"cmp"
	"slices"
)

// maxSegments is the largest number of segments of an index. Each one adds about a
// twentieth of a millisecond to a search.
const maxSegments = 6

// plan returns groups of segments; each group becomes one segment. A rebuilt index has a
// single segment. An index that is updated merges when it has more than maxSegments: it
// merges the smallest segments, and goes on with the next one as long as that is at most
// twice as large as those before it together. So sizes stay different, and each document
// is rewritten only a few times as an index grows.
func (m *maker) plan() [][]source {
	live := slices.DeleteFunc(slices.Clone(m.sources), func(s source) bool { return s.Live() == 0 })
	if len(live) == 0 {
		return nil
	}
	if m.From == nil {
		return [][]source{live}
	}
	smallest := slices.Clone(live)
	slices.SortStableFunc(smallest, func(a, b source) int { return cmp.Compare(a.Live(), b.Live()) })
	n, sum := 0, 0
	if len(live) > maxSegments {
		for n < len(smallest) && (n < 1+len(live)-maxSegments || smallest[n].Live() <= 2*sum) {
			sum += smallest[n].Live()
			n++
		}
	}
	merged := smallest[:n]
	var groups [][]source
	for _, s := range live {
		if !slices.Contains(merged, s) {
			groups = append(groups, []source{s})
		}
	}
	if n > 0 {
		groups = append(groups, slices.DeleteFunc(live, func(s source) bool { return !slices.Contains(merged, s) }))
	}
	return groups
}
