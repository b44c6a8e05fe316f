//go:build unix

package store

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"minutes/schema"
)

var torture = flag.Bool("torture", false, "run the torture tests at full size")

// With these in its environment, a test runs as a process that publishes an index at a
// path, and dies before a step.
const (
	childPath = "MINUTES_TEST_PATH"
	childStep = "MINUTES_TEST_STEP"
	childText = "MINUTES_TEST_TEXT"
	childSize = "MINUTES_TEST_SIZE" // how many documents
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		size, _ := strconv.Atoi(os.Getenv(childSize))
		os.Exit(publishAndDie(path, os.Getenv(childStep), os.Getenv(childText), size))
	}
	os.Exit(m.Run())
}

func publishAndDie(path, at, text string, size int) int {
	step = func(name string) {
		fmt.Println(name)
		if name == at {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				panic(err)
			}
			select {} // wait for the signal
		}
	}
	if _, err := publishOnce(context.Background(), path, series(text, size)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	fmt.Println("published")
	return 0
}

// series returns contents with a number of documents, each with text.
func series(text string, size int) Contents {
	return contentsOf(func(yield func(schema.Document) bool) {
		for line := 1; line <= size; line++ {
			d := document(line, text)
			d.File = fmt.Sprintf("2031/board%d.md", (line-1)/testBatch)
			if !yield(d) {
				return
			}
		}
	})
}

// child publishes text at path in a separate process that dies before the step called at.
// It returns what that process printed: its steps, one per line.
func child(t *testing.T, path, at, text string) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	size := 50
	if *torture {
		size = 100 * testBatch // so that there is something to merge
	}
	c := exec.Command(program)
	c.Env = append(os.Environ(), childPath+"="+path, childStep+"="+at, childText+"="+text, fmt.Sprint(childSize, "=", size))
	out, err := c.CombinedOutput()
	if killed := c.ProcessState.Sys().(syscall.WaitStatus).Signaled(); killed != (at != "") {
		t.Fatalf("publish until %q: %v\n%s", at, err, out)
	}
	return string(out)
}

// A publish that is killed at any step leaves the old or the new index complete, and the
// next publish clears up.
func TestTortureSteps(t *testing.T) {
	path := t.TempDir()
	steps := strings.Split(strings.TrimSuffix(child(t, path, "", "tide of old"), "\npublished\n"), "\n")
	if len(steps) < 12 || len(slices.Compact(slices.Sorted(slices.Values(steps)))) != len(steps) {
		t.Fatalf("the steps are %q, want a dozen, each once", steps)
	}
	times := 1
	if *torture {
		times = 20
	}
	live := "tide of old"
	for _, at := range steps {
		committed := slices.Index(steps, at) > slices.Index(steps, "replace CURRENT")
		for i := range times {
			text := fmt.Sprintf("tide %s %d", at, i)
			child(t, path, at, text)
			if committed {
				live = text
			}
			idx, err := Open(path)
			if err != nil {
				t.Fatalf("killed before %q: %v", at, err)
			}
			texts := slices.Compact(found(t, idx, "tide"))
			idx.Close()
			if len(texts) != 1 || texts[0] != live {
				t.Errorf("killed before %q, documents have %q, want %q", at, texts, live)
			}
			if v := mustVerify(t, path); len(v.Damages) > 0 {
				t.Errorf("killed before %q: %v", at, v.Damages)
			}
			if i == times-1 {
				live = "tide after " + at
				child(t, path, "", live)
				entries, err := os.ReadDir(path)
				if err != nil || len(entries) != 7 { // .gitignore, CURRENT, LOCK, two generations, index_meta.json, store
					t.Errorf("killed before %q, the next run leaves %v, %v", at, entries, err)
				}
			}
		}
	}
	t.Logf("killed %d times before each of %q", times, steps)
}

// If the first publish is killed, an index can still be made, and nothing is left behind.
func TestTortureFirstSteps(t *testing.T) {
	steps := strings.Split(strings.TrimSuffix(child(t, t.TempDir(), "", "tide"), "\npublished\n"), "\n")
	for _, at := range steps {
		path := t.TempDir() + "/index.bleve"
		child(t, path, at, "tide of old")
		committed := slices.Index(steps, at) > slices.Index(steps, "replace CURRENT")
		idx, err := Open(path)
		switch {
		case committed && err == nil:
			idx.Close()
		case committed || err == nil || !strings.Contains(err.Error(), "no index was completed there; make it again with: index "):
			t.Errorf("killed before %q: %v", at, err)
		}
		child(t, path, "", "high tide")
		names := len(named(path, isGeneration))
		if want := map[bool]int{false: 1, true: 2}[committed]; names != want || len(named(path, isPrivate)) > 0 {
			t.Errorf("killed before %q, the next run leaves %d generations, want %d, and %q", at, names, want, named(path, isPrivate))
		}
		mustOpen(t, path)
	}
}
