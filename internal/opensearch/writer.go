package opensearch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"minutes/internal/store"
)

// A Writer is the only writer of an index in a cluster, until it is closed. An index is made in
// a folder on this machine, as any other is, and published from there. So its documents, their
// bitmaps and its terms are the same.
type Writer struct {
	client *client
	lock   *lock
	ctx    context.Context // done when the lock is lost
	layout Layout          // as it was asked for
	live   *about          // live generation; nil if there is none
	before *store.Index    // see From
}

// A Wait says how to wait for another writer of the same index.
type Wait struct {
	Most     time.Duration // longest time to wait; 0 for none
	Announce func(Busy)    // called once; may be nil
}

// Lock makes this process the only writer of the index at address. It fails if another program
// made what is there, or, unless replace is true, another version of this one. It fails with
// Busy if another writer does not finish in time.
func Lock(ctx context.Context, address string, o Options, l Layout, replace bool, wait Wait) (*Writer, error) {
	c, err := dial(address, o)
	if err != nil {
		return nil, err
	}
	w := &Writer{client: c, layout: l}
	if err := w.look(ctx, replace); err != nil { // before anything is written
		return nil, err
	}
	if w.lock, w.ctx, err = c.takeLock(ctx, w.wanted(), wait.Most, wait.Announce); err != nil {
		return nil, err
	}
	if err := w.look(w.ctx, replace); err != nil { // it may have changed since
		w.Close()
		return nil, err
	}
	return w, nil
}

// look finds the live generation.
func (w *Writer) look(ctx context.Context, replace bool) error {
	a, err := w.client.live(ctx)
	_, missing := errors.AsType[errMissing](err)
	_, other := errors.AsType[otherSchema](err)
	_, unfinished := errors.AsType[errUnfinished](err)
	switch {
	case missing, other && replace, unfinished:
		w.live = nil
		return nil
	case err != nil:
		return err
	}
	w.live = &a
	return nil
}

// wanted returns the layout that the index is to have.
func (w *Writer) wanted() Layout {
	l := AsBefore
	if w.live != nil {
		l = w.live.Layout
	}
	if w.layout.Shards != AsBefore.Shards {
		l.Shards = w.layout.Shards
	}
	if w.layout.Replicas != AsBefore.Replicas {
		l.Replicas = w.layout.Replicas
	}
	return l
}

// From says what the index to publish was made from. It must stay open. If that is what is live
// in the cluster, Publish compares both here, and need not ask for the hashes of all documents.
func (w *Writer) From(before *store.Index) { w.before = before }

// Close lets others write.
func (w *Writer) Close() { w.lock.release() }

// A Live describes the live generation of an index.
type Live struct {
	Documents int
	Root      string   // folder that the documents' files are relative to
	Source    string   // store.Index.Version of what it was made from
	Languages []string // codes of the languages of notes that name none
	NamesFile string   // path of the names file; "" for none
}

// Live returns what is known of the live generation; false if there is none.
func (w *Writer) Live() (Live, bool) {
	if w.live == nil {
		return Live{}, false
	}
	return Live{w.live.Documents, w.live.Root, w.live.Source, w.live.Languages, w.live.NamesFile}, true
}

// Staging returns the path of the folder on this machine in which the index at address is
// made. Nobody else may read it, because its notes may be private.
func Staging(address string) (string, error) {
	a, err := parseAddress(address)
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(a.String()))
	folder := filepath.Join(cache, "minutes", hex.EncodeToString(sum[:8]))
	return filepath.Join(folder, store.DefaultPath), os.MkdirAll(folder, 0o700)
}

// Context returns a context that is done when another writer has taken the lock.
func (w *Writer) Context() context.Context { return w.ctx }
