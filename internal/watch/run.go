package watch

import (
	"context"
	"time"
)

const (
	pause    = 200 * time.Millisecond // changes are over if there is none for this long
	patience = time.Second            // how long to wait for that
	apart    = time.Second            // shortest time between two calls
	longest  = time.Minute            // between attempts
	share    = 100                    // comparing folders takes at most this part of the time
)

// Run calls update, and again whenever something has changed of what update has given to
// Watcher.Watch, until ctx is done. Calls are at least a second apart. One waits until
// changes have paused, at most a second; quiet is false if they had not, so that more will
// follow. If update returns true, it is called again without a change: after a second, and
// then after twice the time before, up to a minute.
func Run(ctx context.Context, o Options, update func(w *Watcher, quiet bool) (again bool)) {
	w := newWatcher(o)
	defer w.close()
	var retry time.Duration
	for quiet := true; ctx.Err() == nil; {
		w.begin()
		if update(w, quiet) {
			retry = min(max(2*retry, apart), longest)
		} else {
			retry = 0
		}
		rested := time.After(apart)
		if await(ctx, w.changes, w.look, retry) {
			retry = 0
		}
		quiet = settle(ctx, w.changes, rested)
	}
}

// await waits for a change, for look to find one, or for the time to try again; 0 for
// never. It reports whether there was a change.
func await(ctx context.Context, changes <-chan struct{}, look func() bool, retry time.Duration) bool {
	var again <-chan time.Time
	if retry > 0 {
		again = time.After(retry)
	}
	next := time.NewTimer(every)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-again:
			return false
		case <-changes:
			return true
		case <-next.C:
			start := time.Now()
			if look() {
				return true
			}
			next.Reset(max(every, share*time.Since(start)))
		}
	}
}

// settle waits for rested, and until changes have paused, which it reports. It waits for
// that no longer than patience.
func settle(ctx context.Context, changes <-chan struct{}, rested <-chan time.Time) bool {
	enough := time.After(patience)
	select {
	case <-rested:
	case <-ctx.Done():
		return true
	}
	for {
		select {
		case <-ctx.Done():
			return true
		case <-enough:
			return false
		case <-time.After(pause):
			return true
		case <-changes:
		}
	}
}
