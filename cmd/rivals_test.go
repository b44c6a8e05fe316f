package cmd_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// While several processes publish editions, each search answers from one complete edition,
// which is not older than any it has seen before. No search fails or waits, and no reader
// that uses stock Bleve fails.
func TestTortureRivals(t *testing.T) {
	l := newLab(t)
	const writers, readers = 4, 8
	if _, err := stock(); err != nil {
		t.Fatal(err)
	}
	searches, publishes := sized(20, 2000), int64(sized(12, 200))
	l.writeEdition(0)
	l.must("index", "notes")

	var editing, timing sync.Mutex
	var written int
	var slowest time.Duration
	var published, running atomic.Int64
	var all sync.WaitGroup
	running.Store(readers)
	for writer := range writers {
		args := []string{"--wait", "2m", "--replace", "notes"}
		if writer == 0 {
			args = append(args, "--full") // the others update the index
		}
		all.Go(func() {
			// Publishing continues until all readers are done.
			for running.Load() > 0 || published.Load() < publishes {
				editing.Lock()
				written++
				l.writeEdition(written)
				editing.Unlock()
				o := l.run("index", args...)
				if o.status != 0 {
					t.Errorf("index: status %d: %s", o.status, o.stderr)
					return
				}
				published.Add(1)
			}
		})
	}
	all.Go(func() {
		for running.Load() > 0 {
			for try := 1; ; try++ {
				answers, err := tryStock(l.path("index.bleve"), "edition")
				if err == nil && answers[0].total > 0 && answers[0].facets["kind"]["bullet"] == answers[0].total {
					break
				}
				if try == 3 { // two publishes ended while it opened one, three times
					t.Errorf("stock Bleve: %v, %v", answers, err)
					return
				}
			}
		}
	})
	for range readers {
		all.Go(func() {
			defer running.Add(-1)
			last := 0
			for range searches {
				start := time.Now()
				now, err := l.readEdition()
				timing.Lock()
				slowest = max(slowest, time.Since(start))
				timing.Unlock()
				if err != nil {
					t.Error(err)
				} else if now < last {
					t.Errorf("after edition %d comes %d", last, now)
				}
				last = max(last, now)
			}
		})
	}
	all.Wait()
	t.Logf("%d searches by each of %d readers during %d publishes by %d writers; the slowest took %v",
		searches, readers, published.Load(), writers, slowest.Round(time.Millisecond))
	if *torture && slowest > time.Second { // on a busy machine, this is not a failure of a small run
		t.Errorf("a search took %v, want at most 1 s", slowest)
	}
	if left := l.leavings(); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
}
