// Package cmd_test runs index and search as users do.
package cmd_test

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"minutes/internal/store"
)

// programs is the folder of the programs, built once.
var programs string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	var err error
	if programs, err = os.MkdirTemp("", "minutes-test-*"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(programs)
	build := exec.Command("go", "build", "-o", programs+string(filepath.Separator), "./...")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the commands: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// dependOnSources looks at every source file of the programs. These tests depend on them,
// but go test does not know that, and would use a cached result. It records the files that
// a running test opens or looks at.
func dependOnSources() error {
	return filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".go" {
			_, err = os.Stat(path)
		}
		return err
	})
}

// environment returns the environment of the programs. It has them in the path, and no
// index that the machine may set.
func environment(path string) []string {
	return []string{"PATH=" + programs + string(os.PathListSeparator) + path, "MINUTES_INDEX="}
}

// TestScripts runs the scripts in testdata/script, one file for each behaviour. $NOTES is
// the folder of the sample notes.
func TestScripts(t *testing.T) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	notes, err := filepath.Abs("../testdata/notes")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "../testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, environment(env.Getenv("PATH"))...)
			env.Setenv("NOTES", notes)
			env.Values[writing{}] = new(*store.Writer)
			return setCluster(env)
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Geteuid() == 0, nil // root can read files that others cannot
			case "cluster":
				return hasCluster()
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"esc":          func(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv(args[0], "\x1b[31mred") },
			"lock":         lock,
			"unlock":       unlock,
			"version":      version,
			"lines":        func(ts *testscript.TestScript, _ bool, args []string) { countLines(ts, "stdout", args) },
			"stderr-lines": func(ts *testscript.TestScript, _ bool, args []string) { countLines(ts, "stderr", args) },
		},
	})
}

// writing is the key of the lock that a script holds.
type writing struct{}

// lock INDEX prevents other processes from writing the index.
func lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: lock INDEX")
	}
	w, err := store.Lock(context.Background(), ts.MkAbs(args[0]), store.Wait{})
	ts.Check(err)
	*ts.Value(writing{}).(**store.Writer) = w
}

func unlock(ts *testscript.TestScript, _ bool, _ []string) {
	(*ts.Value(writing{}).(**store.Writer)).Close()
}

// version N INDEX sets the schema version of the index to N.
func version(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: version N INDEX")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[1]), "gen-*", "MANIFEST.json"))
	ts.Check(err)
	for _, file := range files {
		var sealed struct {
			Manifest json.RawMessage `json:"manifest"`
			CRC32C   string          `json:"crc32c"`
		}
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(file)), &sealed))
		sealed.Manifest = regexp.MustCompile(`"schema":\d+`).ReplaceAll(sealed.Manifest, []byte(`"schema":`+args[0]))
		sealed.CRC32C = fmt.Sprintf("%08x", crc32.Checksum(sealed.Manifest, crc32.MakeTable(crc32.Castagnoli)))
		text, err := json.Marshal(sealed)
		ts.Check(err)
		ts.Check(os.WriteFile(file, append(text, '\n'), 0o666))
	}
}

// countLines checks how many lines the previous command printed to output: lines N,
// stderr-lines N.
func countLines(ts *testscript.TestScript, output string, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: lines N")
	}
	if n := strings.Count(ts.ReadFile(output), "\n"); fmt.Sprint(n) != args[0] {
		ts.Fatalf("%d lines on %s, want %s", n, output, args[0])
	}
}
