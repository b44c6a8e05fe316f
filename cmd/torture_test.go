package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The tests called TestTorture check the promises about the index under kills, rivals, full
// disks and damage. By default they are small. To run them at full size:
//
//	go test ./cmd ./internal/store -run Torture -torture -v -timeout 2h
var (
	torture = flag.Bool("torture", false, "run the torture tests at full size")
	seed    = flag.Uint64("seed", 6, "seed of the torture tests' random numbers")
)

// sized returns small, and large at full size.
func sized(small, large int) int {
	if *torture {
		return large
	}
	return small
}

// A lab is a folder to torture an index in.
type lab struct {
	*testing.T
	*rand.Rand
	dir string
}

func newLab(t *testing.T) lab {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	t.Logf("seed %d", *seed)
	return lab{t, rand.New(rand.NewPCG(*seed, 0)), t.TempDir()}
}

func (l lab) path(name string) string { return filepath.Join(l.dir, name) }

// An outcome is what a program printed, and its exit status.
type outcome struct {
	stdout, stderr string
	status         int
}

// command returns a program to be run in the lab's folder.
func (l lab) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(programs, name), args...)
	c.Dir, c.Env = l.dir, append(os.Environ(), "MINUTES_INDEX=")
	return c
}

// run runs a program. A signal that ends it is a failure of the test.
func (l lab) run(name string, args ...string) outcome {
	l.Helper()
	return l.outcome(l.command(name, args...))
}

func (l lab) outcome(c *exec.Cmd) outcome {
	l.Helper()
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		l.Fatal(err)
	}
	o := outcome{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
	if o.status < 0 || crashed.MatchString(o.stderr) {
		l.Errorf("%q crashed: %v\n%.2000s", c.Args, err, o.stderr)
	}
	return o
}

// crashed matches what the Go runtime prints when a program crashes.
var crashed = regexp.MustCompile(`(?m)^(panic: |fatal error: |goroutine \d+ \[|unexpected fault|SIG[A-Z]+: )`)

// must runs a program that must succeed, and returns its standard output.
func (l lab) must(name string, args ...string) string {
	l.Helper()
	o := l.run(name, args...)
	if o.status != 0 {
		l.Fatalf("%s %q: status %d\n%s", name, args, o.status, o.stderr)
	}
	return o.stdout
}

// isError reports whether o is an error on one line, and nothing else.
func (o outcome) isError() bool {
	return o.status == 2 && o.stdout == "" && strings.Count(o.stderr, "\n") == 1
}

// write writes a file of the lab so that readers see all of it or nothing.
func (l lab) write(name, text string) {
	l.Helper()
	path := l.path(name)
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = os.WriteFile(path+"~", []byte(text), 0o666)
	}
	if err == nil {
		err = os.Rename(path+"~", path)
	}
	if err != nil {
		l.Fatal(err)
	}
}

// corpus returns the folder of the sample notes; at full size, that of real notes, if
// there are any next to the project.
func (l lab) corpus() string {
	l.Helper()
	folder := "../testdata/notes"
	if shared := "../../shared/notes"; *torture {
		if _, err := os.Stat(shared); err == nil {
			folder = shared
		}
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		l.Fatal(err)
	}
	return folder
}

// writeEdition writes a note, called an edition. Each of its bullets has the number of
// the edition and the number of its bullets, which differs from that of the editions
// before and after. So an answer shows whether it is from one edition, and whether it is
// complete.
func (l lab) writeEdition(number int) {
	l.Helper()
	bullets := 40 + number%7*20
	var b strings.Builder
	b.WriteString("# Harbour Board 2031-05-06\n## Updates\n### Jetty - Ida Fjord\n")
	for i := range bullets {
		fmt.Fprintf(&b, "- edition %d has %d bullets, and this is %d\n", number, bullets, i)
	}
	l.write("notes/2031-05-06-board.md", b.String())
}

// readEdition returns the number of the edition that search finds in the index.
func (l lab) readEdition() (int, error) {
	o := l.run("search", "-o", "jsonl", "-n", "1000", "edition")
	if o.status != 0 || o.stderr != "" {
		return 0, fmt.Errorf("search: status %d: %s", o.status, o.stderr)
	}
	return edition(o.stdout)
}

func edition(answer string) (number int, err error) {
	lines := strings.Split(strings.TrimSuffix(answer, "\n"), "\n")
	seen := map[int]bool{}
	for i, line := range lines {
		var hit struct{ Text string }
		if err := json.Unmarshal([]byte(line), &hit); err != nil {
			return 0, err
		}
		var of, bullets, this int
		if _, err := fmt.Sscanf(hit.Text, "edition %d has %d bullets, and this is %d", &of, &bullets, &this); err != nil {
			return 0, fmt.Errorf("%q: %w", hit.Text, err)
		}
		if i == 0 {
			number = of
		}
		if of != number || bullets != len(lines) || seen[this] {
			return 0, fmt.Errorf("edition %d has %d bullets, the answer has %d, of edition %d and others", of, bullets, len(lines), number)
		}
		seen[this] = true
	}
	return number, nil
}

// leavings returns the names of files in the index that a finished run should have
// removed.
func (l lab) leavings() []string {
	l.Helper()
	entries, err := os.ReadDir(l.path("index.bleve"))
	if err != nil {
		l.Fatal(err)
	}
	var left []string
	generations := 0
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "gen-"):
			generations++
		case name != "CURRENT" && name != "LOCK" && name != ".gitignore" && name != "index_meta.json" && name != "store":
			left = append(left, name)
		}
	}
	if generations > 2 {
		left = append(left, fmt.Sprintf("%d generations", generations))
	}
	return left
}

// files returns the content of all files of the index by name, except LOCK, which only
// says who wrote last.
func (l lab) files() map[string]string {
	l.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(l.path("index.bleve")), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == "LOCK" {
			return err
		}
		text, err := os.ReadFile(l.path("index.bleve/" + name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	return files
}

func names(files map[string]string) []string {
	var all []string
	for name := range files {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}
