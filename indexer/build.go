package indexer

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"minutes/internal/segment"
	"minutes/internal/store"
)

// makeScratch makes the file of packed notes. Tests replace it.
var makeScratch = (*store.Writer).Scratch

// Build makes the index of o.Notes, or updates it. If there is an index of the same
// notes, names and languages, made by the same program, Build reads only the notes that have changed
// since. It skips notes that cannot be read, have no date or exceed a limit, and lists
// them in Summary.Skipped. A note that is in the index and cannot be read now keeps its
// documents.
//
// Build fails, and leaves the index unchanged, if
//
//   - one of o.Notes or the names file cannot be read;
//   - o.Index is not an index, or cannot be written;
//   - another process writes the index for longer than o.Wait; the error is a Busy;
//   - the index would lose documents, and neither o.Replace nor o.Full allows it; the
//     error is a *ReplaceError;
//   - ctx is done.
func Build(ctx context.Context, o Options) (Summary, error) {
	// Lock before reading. Otherwise, the later of two runs could publish notes that it
	// read before the earlier run.
	w, err := store.Lock(ctx, o.Index, store.Wait{Most: o.Wait, Announce: o.waiting})
	if busy, ok := errors.AsType[store.Busy](err); ok {
		return Summary{}, Busy(busy)
	} else if err != nil {
		return Summary{}, err
	}
	defer w.Close()
	start := time.Now()
	o.Progress = oneByOne(o.Progress)
	b := &builder{Options: o, program: program()}
	defer b.close()
	b.from, b.before = previous(o.Index)
	b.fresh = o.Full
	b.live, b.isLive = store.Published(o.Index)
	packed := newScratch(func() (*os.File, func(), error) { return makeScratch(w) })
	defer packed.close()
	if b.survey, err = look(ctx, o, b.known, maxKept, packed); err != nil {
		return Summary{}, err
	}
	if o.Sized != nil {
		o.Sized(sizeOf(b.inputs))
	}
	b.keepUnreadable()
	b.compare()
	if err := b.refuse(); err != nil {
		return Summary{}, err
	}
	if !b.nothing() {
		err := b.publish(ctx, w)
		if err != nil && ctx.Err() == nil && b.from != nil && b.from.Damaged() != nil {
			b.drop() // index all notes again
			b.compare()
			err = b.publish(ctx, w)
		}
		if refused, ok := errors.AsType[*ReplaceError](err); ok {
			return Summary{}, refused
		}
		if err != nil {
			return Summary{}, err
		}
	}
	s := b.summary(start)
	s.Restored = w.Restored
	return s, nil
}

// Around returns the absolute paths of the folders and files from which the index at path
// was made, if all of notes are among them. For an index of another version, these are only
// the folder that holds them. ok is false if notes are not among them, or if there is no
// complete index at path.
func Around(path string, notes []string) (all []string, ok bool) {
	live, ok := store.Published(path)
	if !ok {
		return nil, false
	}
	all = []string{live.Root}
	if from, before := previous(path); from != nil {
		from.Close()
		all = nil
		for _, arg := range before.Args {
			all = append(all, filepath.Join(live.Root, filepath.FromSlash(arg)))
		}
	}
	for _, note := range notes {
		abs, err := filepath.Abs(note)
		if err != nil || !slices.ContainsFunc(all, func(folder string) bool { return within(folder, abs) }) {
			return nil, false
		}
	}
	return all, true
}

// A builder makes an index from the results of a survey.
type builder struct {
	Options
	survey
	program string
	from    *store.Index // the index to update; nil for none
	before  record       // of from
	fresh   bool         // whether to keep nothing of from except notes that cannot be read now
	live    store.Manifest
	isLive  bool   // whether there is a live generation, even if of another version
	unread  []Skip // notes of from, and folders of such notes, that cannot be read now
	teams   collection
	anew    []*input        // inputs to make documents of
	gone    map[string]bool // files whose documents in from are to be deleted
	totals  segment.Totals  // of the finished index
	added   int             // number of notes that from does not have
	changed int             // number of notes that from has in an older version
}

// previous returns the index at path with the record of its notes. It returns nil if
// there is no index, or if it is damaged.
func previous(path string) (*store.Index, record) {
	x, err := store.Open(path)
	if err != nil {
		return nil, record{}
	}
	text, err := x.Notes()
	if err == nil {
		var r record
		if r, err = decodeRecord(text); err == nil {
			return x, r
		}
	}
	x.Close()
	return nil, record{}
}

// drop makes the builder start over, without using the previous index.
func (b *builder) drop() {
	b.close()
	b.inputs = slices.DeleteFunc(b.inputs, func(in *input) bool { return in.kept })
	b.skipped, b.unread = append(b.skipped, b.unread...), nil
}

// close closes the previous index.
func (b *builder) close() {
	if b.from != nil {
		b.from.Close()
		b.from = nil
	}
}

// settled is the minimum age of a note, at the start of a run, for which the next run
// trusts its size and time. A note that is written again within one tick of the file
// system's clock keeps the time that the run has seen.
const settled = 2 * time.Second

// known returns the records of notes that need not be read if their size and time are
// unchanged. It returns none if the previous index is of other notes, names or languages,
// or was made by another program.
func (b *builder) known(root string, names Names, langs []string) map[string]noteRecord {
	if b.from == nil {
		return nil
	}
	if b.from.Manifest.Root != root {
		b.close()
		return nil
	}
	if b.fresh || b.before.Names != names.sum() || b.before.Undated != b.Undated || !slices.Equal(b.before.Languages, langs) || b.program == "" || b.before.Program != b.program {
		b.fresh = true
		return nil
	}
	known := make(map[string]noteRecord, len(b.before.Notes))
	for _, n := range b.before.Notes {
		if n.Modified.After(b.before.Began.Add(-settled)) {
			n.Modified = time.Time{} // compare its content instead
		}
		known[n.File] = n
	}
	return known
}

// compare decides which notes to index and which documents to delete.
func (b *builder) compare() {
	b.teams = newCollection(eachFacts(b.inputs, func(s *input) []facts { return s.Meetings }), b.names)
	if b.from != nil && !b.teams.agrees(newCollection(eachFacts(b.before.Notes, func(n noteRecord) []facts { return n.Meetings }), b.names)) {
		b.fresh = true
	}
	if b.fresh && len(b.unread) == 0 {
		b.close()
	}
	b.anew, b.gone, b.added, b.changed = b.inputs, map[string]bool{}, 0, 0
	if b.from == nil {
		b.added = len(b.inputs)
		return
	}
	b.totals = b.before.Totals
	for _, n := range b.before.Notes {
		b.gone[n.File] = true
	}
	b.anew = nil
	for _, s := range b.inputs {
		there := b.gone[s.Name]
		switch {
		case s.kept, s.known && !b.fresh:
			if b.fresh {
				s.SHA256, s.Modified, s.line = "", time.Time{}, nil // read it as soon as possible
			}
			delete(b.gone, s.Name)
			continue
		case there:
			b.changed++
		default:
			b.added++
		}
		b.anew = append(b.anew, s)
	}
}

func eachFacts[E any](all []E, of func(E) []facts) iter.Seq[facts] {
	return func(yield func(facts) bool) {
		for _, e := range all {
			for _, f := range of(e) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// nothing reports whether there is nothing to do.
func (b *builder) nothing() bool {
	return b.from != nil && len(b.anew)+len(b.gone) == 0 && slices.Equal(b.skips(), b.before.Skipped) && slices.Equal(b.args(), b.before.Args)
}
