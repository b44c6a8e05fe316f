package build

import (
	"cmp"
	"slices"
)

// maxSegments is how many segments an index has at most. Each takes a search a
// twentieth of a millisecond or so.
const maxSegments = 6

// plan returns which segments are to be one. An index that is made anew has one. One
// that goes on from another merges when there are too many: the smallest ones, and
// as long as it takes less than twice the work, the next. So sizes differ, and each
// document is written again but a few times as an index grows.
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
