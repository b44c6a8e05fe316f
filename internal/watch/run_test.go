package watch

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A call is one of the function that Run calls: when, in milliseconds, and whether changes
// had paused.
type call struct {
	at    int
	quiet bool
}

// calls runs Run for the time given, and returns its calls. change makes changes.
func calls(t *testing.T, long time.Duration, again func(call int) bool, change func(w *Watcher)) (all []call) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), long)
		defer stop()
		start := time.Now()
		var changing sync.WaitGroup
		defer changing.Wait()
		Run(ctx, Options{Tops: []string{dir}, Poll: true, Matters: matters}, func(w *Watcher, quiet bool) bool {
			all = append(all, call{int(time.Since(start).Milliseconds()), quiet})
			if len(all) == 1 {
				changing.Go(func() { change(w) })
			}
			return again(len(all))
		})
	})
	return all
}

func TestRun(t *testing.T) {
	never := func(int) bool { return false }
	for _, test := range []struct {
		name   string
		long   time.Duration
		again  func(call int) bool
		change func(w *Watcher)
		want   []call
	}{
		{"nothing changes", time.Hour, never, func(*Watcher) {}, []call{{0, true}}},
		{"one change, long after", time.Hour, never, func(w *Watcher) {
			time.Sleep(10 * time.Second)
			w.change()
		}, []call{{0, true}, {10200, true}}},
		{"a change right after a call", time.Hour, never, func(w *Watcher) {
			time.Sleep(10 * time.Millisecond)
			w.change()
		}, []call{{0, true}, {1000 + 10, false}}},
		{"many changes in half a second", time.Hour, never, func(w *Watcher) {
			time.Sleep(5 * time.Second)
			for range 50 {
				w.change()
				time.Sleep(10 * time.Millisecond)
			}
		}, []call{{0, true}, {5490 + 200, true}}},
		{"changes without end", 5500 * time.Millisecond, never, func(w *Watcher) {
			time.Sleep(1055 * time.Millisecond)
			for range 50 {
				w.change()
				time.Sleep(90 * time.Millisecond)
			}
		}, []call{{0, true}, {2055, false}, {3135, false}, {4215, false}, {5295, false}}},
		{"failures", 5 * time.Minute, func(int) bool { return true }, func(*Watcher) {},
			[]call{{0, true}, {1200, true}, {3400, true}, {7600, true}, {15800, true}, {32000, true}, {64200, true},
				{124400, true}, {184600, true}, {244800, true}}},
		{"a change amid failures", 20 * time.Second, func(int) bool { return true }, func(w *Watcher) {
			time.Sleep(14 * time.Second)
			w.change()
		}, []call{{0, true}, {1200, true}, {3400, true}, {7600, true}, {14200, true}, {15400, true}, {17600, true}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := calls(t, test.long, test.again, test.change); !slices.Equal(got, test.want) {
				t.Errorf("calls at %v, want %v", got, test.want)
			}
		})
	}
}
