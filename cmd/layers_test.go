package cmd_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers are packages on the way of a query, as docs/architecture.md draws it. Each uses
// only those before it.
var layers = []string{
	"schema", "internal/query", "internal/datephrase", "internal/plan", "internal/engine", "internal/highlight", "internal/planner",
	"internal/embedded", "internal/opensearch", "internal/union", "searcher", "internal/present", "internal/digest",
	"internal/search", "internal/assistant", "internal/web",
}

// An engine reads no query, although packages that do so stand before it.
var engines = []string{"internal/engine", "internal/embedded", "internal/opensearch", "internal/union"}

// Packages use only those above them, and files of one package do not use each other in
// cycles.
func TestLayers(t *testing.T) {
	for i, layer := range layers {
		files, all := sourcesOf(t, layer)
		for name, file := range all {
			for _, spec := range file.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				path, ours := strings.CutPrefix(path, "minutes/")
				if ours && slices.Contains(layers[i+1:], path) {
					t.Errorf("%s imports %s, which is below it in docs/architecture.md", name, path)
				}
				if slices.Contains(engines, layer) && (path == "internal/query" || path == "internal/planner") {
					t.Errorf("%s imports %s, but an engine reads no query", name, path)
				}
			}
		}
		switch layer {
		case "internal/query", "internal/datephrase", "internal/planner", "internal/highlight", "searcher":
			if cycle := cycleOf(uses(files, all)); len(cycle) > 0 {
				t.Errorf("files of %s use each other in a cycle: %s", layer, strings.Join(cycle, " -> "))
			}
		}
	}
}

// sourcesOf parses the sources of a package, without tests.
func sourcesOf(t *testing.T, layer string) (*token.FileSet, map[string]*ast.File) {
	t.Helper()
	files, all := token.NewFileSet(), map[string]*ast.File{}
	paths, err := filepath.Glob(filepath.Join("..", layer, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sources of %s: %v", layer, err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = file
	}
	return files, all
}

// uses returns which files use which others, by the names that they declare.
func uses(files *token.FileSet, all map[string]*ast.File) map[string][]string {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: nothing{}, Error: func(error) {}} // names of other packages are unknown
	sources := slices.Collect(maps.Values(all))
	_, _ = config.Check("", files, sources, info)
	used := map[string][]string{}
	for name, object := range info.Uses {
		if object.Pkg() == nil || object.Pos() == token.NoPos {
			continue
		}
		from, to := files.Position(name.Pos()).Filename, files.Position(object.Pos()).Filename
		if from != to && !slices.Contains(used[from], to) {
			used[from] = append(used[from], to)
		}
	}
	return used
}

// Nothing imports each package as one without names.
type nothing struct{}

func (nothing) Import(path string) (*types.Package, error) {
	p := types.NewPackage(path, filepath.Base(path))
	p.MarkComplete()
	return p, nil
}

// cycleOf returns a cycle of used, or nil if it has none.
func cycleOf(used map[string][]string) []string {
	var way []string
	done := map[string]bool{}
	var visit func(file string) []string
	visit = func(file string) []string {
		if at := slices.Index(way, file); at >= 0 {
			return append(slices.Clone(way[at:]), file)
		}
		if done[file] {
			return nil
		}
		way = append(way, file)
		for _, next := range used[file] {
			if cycle := visit(next); cycle != nil {
				return cycle
			}
		}
		way = way[:len(way)-1]
		done[file] = true
		return nil
	}
	for _, file := range slices.Sorted(maps.Keys(used)) {
		if cycle := visit(file); cycle != nil {
			return cycle
		}
	}
	return nil
}
