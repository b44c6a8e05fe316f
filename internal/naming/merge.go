package naming

import (
	"maps"
	"slices"
)

// Merge returns the names of several indexes as those of one. If they show a name in
// different spellings, that of the first index counts. Names that are joined in one index
// are joined in all.
func Merge(all []Names) Names {
	merged := Names{Shown: map[string]*Spellings{}, Joins: Joins{Firsts: map[string]map[string]string{}}}
	for _, field := range Fields {
		shown := &Spellings{}
		for _, names := range all {
			if s := names.Shown[field]; s != nil {
				shown.parts = append(shown.parts, s)
			}
		}
		merged.Shown[field] = shown
	}
	for _, names := range all {
		for field, firsts := range names.Firsts {
			if merged.Firsts[field] == nil {
				merged.Firsts[field] = map[string]string{}
			}
			join(merged.Firsts[field], firsts)
		}
		for _, line := range names.Words {
			same := func(other [][]string) bool { return slices.EqualFunc(line, other, slices.Equal[[]string]) }
			if !slices.ContainsFunc(merged.Words, same) {
				merged.Words = append(merged.Words, line)
			}
		}
	}
	return merged
}

// join adds the names in added to all. Both map each folded name to the first name on its
// line. Lines that have a name in common become one, with the first name that all has.
func join(all, added map[string]string) {
	lines := map[string][]string{} // by first name
	for _, folded := range slices.Sorted(maps.Keys(added)) {
		lines[added[folded]] = append(lines[added[folded]], folded)
	}
	for _, first := range slices.Sorted(maps.Keys(lines)) {
		known := ""
		for _, folded := range lines[first] {
			switch other, ok := all[folded]; {
			case !ok:
			case known == "":
				known = other
			case known != other:
				for name, of := range all {
					if of == other {
						all[name] = known
					}
				}
			}
		}
		if known == "" {
			known = first
		}
		for _, folded := range lines[first] {
			all[folded] = known
		}
	}
}
