package union

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// Files are the names of the notes of several indexes. A note that only one of them has
// keeps its name. One that several have is shown below the name of its folder, such as
// harbour/2024-02-13.md, and so is one that begins like such a name.
type files struct {
	folders []string       // name of the folder of each index; nil if no two have a note of the same name
	owners  map[string]int // by the name in an index: its number, or several
}

// several is the owner of a name that several indexes have.
const several = -1

// readFiles returns the files of all indexes.
func readFiles(all []engine.Engine) (*files, error) {
	f := &files{owners: map[string]int{}}
	var roots []string
	shared := false
	for i, e := range all {
		roots = append(roots, e.Root())
		// Every document, counted by its file.
		counted, err := e.Begin(context.Background()).Collect(plan.Filter{}, engine.Request{Fields: []string{schema.File}})
		if err != nil {
			return nil, err
		}
		for _, file := range counted.Counts[schema.File] {
			if _, other := f.owners[file.Value]; other {
				f.owners[file.Value], shared = several, true
			} else {
				f.owners[file.Value] = i
			}
		}
	}
	if shared {
		f.folders = folders(roots)
	}
	return f, nil
}

// folders returns a name for each of roots: as many of its last parts as it takes to tell
// it from the others. Roots that are equal get a number.
func folders(roots []string) []string {
	split := make([][]string, len(roots))
	longest := 1
	for i, root := range roots {
		split[i] = strings.FieldsFunc(root, func(r rune) bool { return r == '/' || r == '\\' })
		longest = max(longest, len(split[i]))
	}
	names := make([]string, len(roots))
	for length := 1; length <= longest; length++ {
		for i, parts := range split {
			names[i] = strings.Join(parts[max(0, len(parts)-length):], "/")
		}
		if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) == len(roots) {
			return names
		}
	}
	for i := range names {
		names[i] += "-" + strconv.Itoa(i+1)
	}
	return names
}

// shown returns the name under which the note called name in index i is shown.
func (f *files) shown(i int, name string) string {
	if f.owners[name] != several && !slices.ContainsFunc(f.folders, func(folder string) bool { return within(name, folder) }) {
		return name
	}
	return f.folders[i] + "/" + name
}

func within(name, folder string) bool {
	return len(name) > len(folder) && name[len(folder)] == '/' && strings.HasPrefix(name, folder)
}

// find returns the number of the index that has the note shown as file, and its name there.
// A note may also be given with its folder if only one index has it, because links between
// notes lead to such names.
func (f *files) find(file string) (i int, name string) {
	for i, folder := range f.folders {
		if within(file, folder) {
			name := file[len(folder)+1:]
			if owner, ok := f.owners[name]; ok && (owner == i || owner == several) {
				return i, name
			}
		}
	}
	return max(f.owners[file], 0), file
}
