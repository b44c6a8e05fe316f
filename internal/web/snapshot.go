package web

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"minutes/indexer"
	"minutes/searcher"
)

// snapshots hold the index that was published last. An older one stays open until the
// last request that reads it is done.
type snapshots struct {
	open   func() (*searcher.Index, error)
	report func(error) // called once for each reason why a new index cannot be opened

	mu     sync.Mutex
	live   *snapshot // nil before the first
	failed string    // the last such reason
}

// A snapshot is one published index. An index answers one question at a time, so a
// snapshot opens it several times.
type snapshot struct {
	version string
	open    func() (*searcher.Index, error)
	first   *searcher.Index
	idle    chan *searcher.Index
	opened  atomic.Int32
	waiting atomic.Int32
	users   int  // of the snapshot; guarded by snapshots.mu
	retired bool // whether another is live; guarded by snapshots.mu

	sums   sync.Map // by the version of an index: a function that returns the sums of its notes
	held   lazy[*calendar]
	corpus lazy[*searcher.Result] // all documents, with their story and facets
}

// take returns the index that was published last. The caller must drop it. If a new one
// cannot be opened, take returns the old one, if there is one.
func (s *snapshots) take() (*snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live == nil || s.live.first.Superseded() {
		idx, err := s.open()
		switch {
		case err == nil:
			s.replace(newSnapshot(s.open, idx))
		case s.live == nil:
			return nil, err
		case s.failed != err.Error():
			s.failed = err.Error()
			s.report(fmt.Errorf("still serving the index before: %w", err))
		}
	}
	s.live.users++
	return s.live, nil
}

// replace makes next the live snapshot. s.mu must be held.
func (s *snapshots) replace(next *snapshot) {
	if old := s.live; old != nil {
		old.retired = true
		if old.users == 0 {
			old.close()
		}
	}
	s.live = next
}

// drop gives back what take returned.
func (s *snapshots) drop(held *snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if held.users--; held.users == 0 && held.retired {
		held.close()
	}
}

// close closes the live snapshot.
func (s *snapshots) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live != nil {
		s.live.close()
		s.live = nil
	}
}

func newSnapshot(open func() (*searcher.Index, error), idx *searcher.Index) *snapshot {
	held := &snapshot{version: idx.Version(), open: open, first: idx, idle: make(chan *searcher.Index, runtime.GOMAXPROCS(0))}
	held.idle <- idx
	held.opened.Store(1)
	return held
}

// sum returns the checksum that a note of part had when it was indexed. part is the index
// of s, or one of several in it.
func (s *snapshot) sum(part *searcher.Index, file string) (sum [sha256.Size]byte, ok bool) {
	sums, _ := s.sums.LoadOrStore(part.Version(), sync.OnceValue(func() map[string][sha256.Size]byte {
		record, err := part.Record()
		if err != nil {
			return nil
		}
		return indexer.Sums(record)
	}))
	sum, ok = sums.(func() map[string][sha256.Size]byte)()[file]
	return sum, ok
}

// close closes the index, which nobody may be reading.
func (s *snapshot) close() {
	for range s.opened.Load() {
		(<-s.idle).Close()
	}
}

// maxWaiting is how many requests may wait for an index. Those beyond are turned away.
const maxWaiting = 64

// errBusy is the error for a request that is turned away.
var errBusy = errors.New("too many requests at once; try again in a moment")

// borrow returns an index that nobody else reads. The caller must give it back.
func (s *snapshot) borrow(ctx context.Context) (*searcher.Index, error) {
	select {
	case idx := <-s.idle:
		return idx, nil
	default:
	}
	if idx := s.another(); idx != nil {
		return idx, nil
	}
	if s.waiting.Add(1) > maxWaiting {
		s.waiting.Add(-1)
		return nil, unavailable{errBusy}
	}
	defer s.waiting.Add(-1)
	select {
	case idx := <-s.idle:
		return idx, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// another opens the index once more, unless it is open as often as there are processors,
// or was superseded.
func (s *snapshot) another() *searcher.Index {
	if int(s.opened.Add(1)) > cap(s.idle) {
		s.opened.Add(-1)
		return nil
	}
	idx, err := s.open()
	if err == nil && idx.Version() == s.version {
		return idx
	}
	if err == nil {
		idx.Close()
	}
	s.opened.Add(-1)
	return nil
}

func (s *snapshot) giveBack(idx *searcher.Index) { s.idle <- idx }

// A lazy is a value that is made when it is first needed, and again if that failed.
type lazy[V any] struct {
	mu    sync.Mutex
	value V
	made  bool
}

func (l *lazy[V]) get(compute func() (V, error)) (V, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made {
		return l.value, nil
	}
	value, err := compute()
	if err == nil {
		l.value, l.made = value, true
	}
	return value, err
}
