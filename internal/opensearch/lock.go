package opensearch

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"
)

// A lock makes a process the only writer of an index, until it ends or the lease of the lock
// expires. It is a document in an index of its own. The cluster compares and sets it in one
// step, by the clock of its nodes.
type lock struct {
	client *client
	owner  string       // of the process; random
	fence  int64        // greater than that of all who had the lock before
	until  atomic.Int64 // when the lease ends by the clock of this machine, in nanoseconds since start
	stop   func()
}

// lease is how long a lock is held after its holder was last heard of. Tests shorten it.
var lease = 30 * time.Second

// start is a moment from which on time is counted without leaps of the clock.
var start = time.Now()

// Busy is the error for an index that another process is writing.
type Busy struct {
	Address string
	Holder  string // host and number of the other process
}

func (b Busy) Error() string { return fmt.Sprintf("%s is being written by %s", b.Address, b.Holder) }

// errLost is the error of a writer whose lock another has taken.
type errLost struct{ address string }

func (e errLost) Error() string {
	return fmt.Sprintf("%s is being written by another index, which took this one for dead; run index again", e.address)
}

// errSilent is the error of a writer whose lock the cluster did not renew.
type errSilent struct{ address string }

func (e errSilent) Error() string {
	return fmt.Sprintf("%s did not renew the lock in time; look at /_cluster/health, and run index again", e.address)
}

// lockDocument is the document of a lock.
type lockDocument struct {
	Owner  string `json:"owner"`
	Holder string `json:"holder"`
	Until  int64  `json:"until"` // milliseconds of the cluster's clock
	Fence  int64  `json:"fence"`
}

// lockScript takes the lock for an owner, unless another has it, or renews it, or gives it back.
// A renewal that arrives late does not take what was given back.
const lockScript = `
boolean ours = ctx._source.owner == params.owner;
if (!ours && (params.act != 'take' || ctx._source.until != null && ctx._source.until > ctx._now)) {
  ctx.op = 'none';
} else if (params.act == 'release') {
  ctx._source.owner = '';
  ctx._source.until = 0;
} else {
  if (!ours) {
    // Even if the lock was removed, the next fence is greater than all before.
    ctx._source.fence = ctx._source.fence == null ? ctx._now : (long) Math.max(ctx._now, ctx._source.fence + 1);
  }
  ctx._source.owner = params.owner;
  ctx._source.holder = params.holder;
  ctx._source.until = ctx._now + params.lease;
}`

// lockIndexName returns the name of the index of the lock.
func (c *client) lockIndexName() string { return c.name + "-lock" }

// takeLock takes the lock of the index, waiting for at most wait. It calls announce once if
// it has to wait.
func (c *client) takeLock(ctx context.Context, l Layout, wait time.Duration, announce func(Busy)) (*lock, context.Context, error) {
	if err := c.makeLockIndex(ctx, l); err != nil {
		return nil, nil, err
	}
	k := &lock{client: c, owner: rand.Text()}
	for begin := (time.Time{}); ; {
		has, err := k.ask(ctx, "take")
		busy, isBusy := errors.AsType[Busy](err)
		switch {
		case err == nil:
			k.fence = has.Fence
			held, cancel := context.WithCancelCause(ctx)
			renewing := make(chan struct{})
			go k.renew(held, cancel, renewing)
			k.stop = func() { cancel(nil); <-renewing }
			return k, held, nil
		case begin.IsZero():
			begin = time.Now()
		}
		if !isBusy || time.Since(begin) >= wait {
			return nil, nil, err
		}
		if announce != nil {
			announce(busy)
			announce = nil
		}
		select {
		case <-ctx.Done():
			return nil, nil, context.Cause(ctx)
		case <-time.After(min(time.Second, max(wait/10, 10*time.Millisecond))):
		}
	}
}

// makeLockIndex makes the index of the lock, if it is missing. It fails if there is one that
// is not ours.
func (c *client) makeLockIndex(ctx context.Context, l Layout) error {
	for range 2 {
		var found map[string]mapped
		err := c.call(ctx, "GET", "/"+c.lockIndexName()+"/_mapping", nil, &found)
		if err == nil {
			if _, ours := found[c.lockIndexName()].about(); !ours {
				return fmt.Errorf("%s: the index %s exists and is not ours; it was left as it was; choose another name", c.address, c.lockIndexName())
			}
			return nil
		}
		if !isMissing(err) {
			return err
		}
		if err := c.call(ctx, "PUT", "/"+c.lockIndexName()+timeouts, lockIndex(l), nil); err != nil && !isConflict(err) {
			return err
		}
	}
	return nil
}

// ask has the cluster act on the lock: take, renew or release it. It returns the lock, or Busy
// if another has it.
func (k *lock) ask(ctx context.Context, act string) (lockDocument, error) {
	host, _ := os.Hostname()
	sent := time.Since(start)
	holder := fmt.Sprintf("process %d on %s", os.Getpid(), host)
	var answer struct {
		Get struct {
			Source lockDocument `json:"_source"`
		} `json:"get"`
	}
	err := k.client.call(ctx, "POST", "/"+k.client.lockIndexName()+"/_update/lock?retry_on_conflict=5&"+timeout, object{
		"scripted_upsert": true, "upsert": object{}, "_source": true,
		"script": object{"source": lockScript, "params": object{"act": act, "owner": k.owner, "holder": holder, "lease": lease.Milliseconds()}},
	}, &answer)
	if err != nil {
		return lockDocument{}, err
	}
	has := answer.Get.Source
	if has.Owner != k.owner {
		return has, Busy{k.client.address.String(), has.Holder}
	}
	k.until.Store(int64(sent + lease))
	return has, nil
}

// renew renews the lock until ctx is done, and cancels ctx if another has taken it, or if the
// cluster did not renew it until the lease ran out.
func (k *lock) renew(ctx context.Context, cancel context.CancelCauseFunc, done chan<- struct{}) {
	defer close(done)
	tick := time.NewTicker(lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// Usually the patience is as long as the lease, and ends with it.
		left := time.Duration(k.until.Load()) - lease + k.client.patience - time.Since(start)
		asking, stop := context.WithTimeoutCause(ctx, left, errSilent{k.client.address.String()})
		_, err := k.ask(asking, "renew")
		stop()
		if _, isBusy := errors.AsType[Busy](err); isBusy {
			cancel(errLost{k.client.address.String()})
			return
		}
		if err != nil && k.held() != nil {
			cancel(err)
			return
		}
	}
}

// held returns an error once the lease has run out, such as while the machine was asleep.
func (k *lock) held() error {
	if int64(time.Since(start)) < k.until.Load() {
		return nil
	}
	return errLost{k.client.address.String()}
}

// release gives the lock back. If that fails, it is free when the lease ends.
func (k *lock) release() {
	k.stop()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, _ = k.ask(ctx, "release")
}
