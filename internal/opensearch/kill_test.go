//go:build unix

package opensearch

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"minutes/internal/opensearch/opensearchtest"
	"minutes/internal/store"
)

// With these in its environment, a test runs as a process that publishes an index in a folder,
// and dies before a step.
const (
	childAddress = "MINUTES_TEST_ADDRESS"
	childIndex   = "MINUTES_TEST_INDEX"
	childStep    = "MINUTES_TEST_STEP"
)

func TestMain(m *testing.M) {
	lease = 2 * time.Second // for the runs after killed ones
	if address := os.Getenv(childAddress); address != "" {
		os.Exit(publishAndDie(address, os.Getenv(childIndex), os.Getenv(childStep)))
	}
	os.Exit(m.Run())
}

func publishAndDie(address, path, at string) int {
	step = func(name string) {
		fmt.Println(name)
		if name == at {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				panic(err)
			}
			select {} // wait for the signal
		}
	}
	x, err := store.Open(path)
	if err == nil {
		_, err = publishTo(context.Background(), address, x, false)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	return 0
}

// child publishes the index at path in a process that dies before the step called at; if that
// is "", at none. It returns the steps.
func child(t *testing.T, address, path, at string) []string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program)
	c.Env = append(os.Environ(), childAddress+"="+address, childIndex+"="+path, childStep+"="+at)
	out, err := c.CombinedOutput()
	if killed := c.ProcessState.Sys().(syscall.WaitStatus).Signaled(); killed != (at != "") || !killed && err != nil {
		t.Fatalf("publish until %q: %v\n%s", at, err, out)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// A publisher that is killed before any step leaves a whole generation live, and the next run
// sweeps.
func TestKill(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(h *harbor, try int){
		"generation": func(h *harbor, try int) {
			for n := range 6 {
				h.write(n, fmt.Sprintf("tide %d", try))
			}
		},
		"save": func(h *harbor, try int) { h.write(2, fmt.Sprintf("tide %d", try)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := opensearchtest.Index(t)
			c := mustDial(t, text)
			h := newHarbor(t, 6)
			path := filepath.Join(h.dir, "index")
			live := h.build()
			mustPublish(t, text, live, false)
			change(h, 0)
			live = h.build()
			steps := child(t, text, path, "")
			if want := map[string]int{"generation": 12, "save": 10}[name]; len(steps) != want {
				t.Fatalf("the steps are %q, want %d", steps, want)
			}
			mustHold(t, text, live)
			for i, at := range steps {
				change(h, i+1)
				next := h.build()
				child(t, text, path, at)
				if i > 0 { // the first time, the next run waits for the end of the lease
					freeLock(t, c)
				}
				a, err := c.live(t.Context())
				if err != nil {
					t.Fatalf("killed before %q: %v", at, err)
				}
				opened, err := newIndex(t.Context(), c, a)
				if err == nil {
					_, err = opened.Record()
				}
				if err != nil {
					t.Errorf("killed before %q, the index cannot be opened: %v", at, err)
				}
				want := live
				if at == "sweep" || at == "remove old records" {
					want = next
				}
				shown := slices.Index(steps, "show changes")
				if !a.Updating && a.Source != want.Version() || a.Updating && shown < 0 {
					t.Errorf("killed before %q, the index is of %s, want %s", at, a.Source, want.Version())
				}
				if shown < 0 || i <= shown { // what is written is not seen yet
					if texts := bulletsOf(t, c); !slices.Equal(texts, bulletsIn(t, want)) {
						t.Errorf("killed before %q, readers see %q, want %q", at, texts, bulletsIn(t, want))
					}
				}
				live = next
				mustPublish(t, text, next, false)
				mustHold(t, text, next)
				mustHaveTerms(t, text, next)
				if all, err := c.indices(t.Context()); err != nil || len(all) > 5 { // two generations and the lock
					t.Errorf("killed before %q, the next run leaves %d indices, %v", at, len(all), err)
				}
			}
		})
	}
}

// bulletsOf returns the texts of all documents that readers see, sorted.
func bulletsOf(t *testing.T, c *client) (texts []string) {
	t.Helper()
	var answer struct {
		Hits struct {
			Hits []struct {
				Source struct{ Doc struct{ Text string } } `json:"_source"`
			} `json:"hits"`
		} `json:"hits"`
	}
	if err := c.call(t.Context(), "POST", "/"+c.name+"/_search", object{"size": 1000}, &answer); err != nil {
		t.Fatal(err)
	}
	for _, hit := range answer.Hits.Hits {
		texts = append(texts, hit.Source.Doc.Text)
	}
	slices.Sort(texts)
	return texts
}

func bulletsIn(t *testing.T, x *store.Index) (texts []string) {
	t.Helper()
	for d, err := range x.All() {
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, d.Text)
	}
	slices.Sort(texts)
	return texts
}
