package indexer

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"minutes/internal/build"
	"minutes/internal/segment"
	"minutes/internal/store"
	"minutes/schema"
)

// A Summary tells what Build has done.
type Summary struct {
	// How many there are in the index. Joined names are one.
	Notes     int
	Documents int // all but headings
	Headings  int // that name a team
	Meetings  int // different dates and names of a meeting
	Teams     int // different folded names
	Leads     int // likewise

	// How many documents stand in running files before the first meeting, and in how
	// many of those. They have no day and are left out, unless Options.Undated keeps them.
	Before, BeforeNotes int

	Skipped []Skip    // in the order of their files
	News    []Skip    // those of Skipped that the index before did not know of
	Kept    []Skip    // those that could not be read, whose documents stay as they were
	Ignored int       // files and folders that ignore files leave out
	Cut     []Finding // lines that were cut, likewise
	Took    time.Duration

	// Of an index that went on from one before, how many notes are not as they were
	// there. Of one that was made anew, all are Added.
	Added, Changed, Removed int
	Saved                   bool // whether it went on from one before
	Nothing                 bool // whether nothing was written, since nothing had changed
	Restored                bool // whether another program had written to the index with Bleve, which was undone
}

// Options say what Build makes.
type Options struct {
	Index string   // where the index is, or is to be
	Notes []string // folders and files
	// Names is the path of the names file; "" stands for NamesFile in the notes'
	// folder, if it is there.
	Names string
	Full  bool // whether to make the index anew, whatever there is
	// Replace is whether the index may be replaced by one of other folders, or of less
	// than half its documents. Full is that too.
	Replace bool
	// Undated is whether to keep what has no day: notes that have none, and in running
	// files the lines before the first meeting. Their documents have the date "".
	Undated bool
	// Wait is how long to wait, at most, where another writes the index, before Build
	// fails with Busy. Waiting, if set, is called once before.
	Wait    time.Duration
	Waiting func(Busy)
	// Progress, if set, is called as the work goes on: of total notes read or indexed,
	// or bytes merged, that many are done. It is not called twice at once.
	Progress func(work string, done, total int)
}

// Busy is the error of Build where another process writes the index.
type Busy struct {
	Path string
	PID  int // of the other process, 0 where it is not known
}

func (b Busy) Error() string { return store.Busy(b).Error() }

// Build makes the index of o.Notes, or brings it up to date: where there is one of the
// same notes, names and program, it reads what has changed since, and what it does not
// have to touch stays. A note that cannot be read, has no date or is beyond a limit is
// skipped, and among Summary.Skipped. It fails, and leaves the index as it was, if one
// of o.Notes or the names file cannot be read, if o.Index is something else than an
// index, if ctx is done, with Busy if another writes the index for too long, with a
// *ReplaceError where that would lose documents that nobody said may go, or if it cannot
// be written. What cannot be read now, and is in the index, stays as it was there.
func Build(ctx context.Context, o Options) (Summary, error) {
	// The lock comes before the reading: of two that follow each other, the later
	// must not publish notes that it read earlier.
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
	if b.survey, err = look(ctx, o, b.known, maxKept); err != nil {
		return Summary{}, err
	}
	b.keepUnreadable()
	b.compare()
	if err := b.refuse(); err != nil {
		return Summary{}, err
	}
	if !b.nothing() {
		err := b.publish(ctx, w)
		if err != nil && ctx.Err() == nil && b.from != nil && b.from.Damaged() != nil {
			b.drop() // its files, and then all notes are indexed anew
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

// Asked returns the absolute paths of the folders and files that the index at path was
// made of; the folder they are in where the index is of another version.
func Asked(path string) (notes []string, err error) {
	live, ok := store.Published(path)
	if !ok {
		return nil, fmt.Errorf("open index %s: no index was finished there", path)
	}
	from, before := previous(path)
	if from == nil {
		return []string{live.Root}, nil
	}
	from.Close()
	for _, arg := range before.Args {
		notes = append(notes, filepath.Join(live.Root, filepath.FromSlash(arg)))
	}
	return notes, nil
}

// waiting tells who it is that writes the index.
func (o *Options) waiting(b store.Busy) {
	if o.Waiting != nil {
		o.Waiting(Busy(b))
	}
}

// oneByOne returns progress such that it is not called twice at once.
func oneByOne(progress func(string, int, int)) func(string, int, int) {
	if progress == nil {
		return func(string, int, int) {}
	}
	var mutex sync.Mutex
	return func(work string, done, total int) {
		mutex.Lock()
		defer mutex.Unlock()
		progress(work, done, total)
	}
}

// A builder makes an index of what a survey has found.
type builder struct {
	Options
	survey
	program string
	from    *store.Index // to go on from; nil for none
	before  record       // of from
	fresh   bool         // whether nothing of from is to stay but what cannot be read now
	live    store.Manifest
	isLive  bool   // whether there is a live one, if of another version
	unread  []Skip // notes of from that cannot be read now, and folders of them
	teams   collection
	anew    []*input        // those of inputs to make documents of
	gone    map[string]bool // files whose documents in from are to go
	totals  segment.Totals  // of the index as it is in the end
	added   int             // notes that from does not have
	changed int             // notes that from has as they were
}

// previous returns the index at path with the record of its notes, if there is one
// that is whole.
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

// drop has the index be made anew, without anything of the one before.
func (b *builder) drop() {
	b.close()
	b.inputs = slices.DeleteFunc(b.inputs, func(in *input) bool { return in.kept })
	b.skipped, b.unread = append(b.skipped, b.unread...), nil
}

// close closes the index to go on from.
func (b *builder) close() {
	if b.from != nil {
		b.from.Close()
		b.from = nil
	}
}

// settled is how long before a run a note was written last that can have changed since
// only if its size or time has. What is written after a run has read a note, but
// within one tick of the file system's clock, has the time that the run has seen.
const settled = 2 * time.Second

// known returns the notes that need no reading where they are as the index before has
// them: none, if it is of other notes or names, or another program's.
func (b *builder) known(root string, names Names) map[string]noteRecord {
	if b.from == nil {
		return nil
	}
	if b.from.Manifest.Root != root {
		b.close()
		return nil
	}
	if b.fresh || b.before.Names != names.sum() || b.before.Undated != b.Undated || b.program == "" || b.before.Program != b.program {
		b.fresh = true
		return nil
	}
	known := make(map[string]noteRecord, len(b.before.Notes))
	for _, n := range b.before.Notes {
		if n.Modified.After(b.before.Began.Add(-settled)) {
			n.Modified = time.Time{} // so that its content is looked at
		}
		known[n.File] = n
	}
	return known
}

// compare finds out what is to be done.
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
				s.SHA256, s.Modified, s.line = "", time.Time{}, nil // so that it is read as soon as it can be
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

// nothing says whether there is nothing to do.
func (b *builder) nothing() bool {
	return b.from != nil && len(b.anew)+len(b.gone) == 0 && slices.Equal(b.skips(), b.before.Skipped) && slices.Equal(b.args(), b.before.Args)
}

// skips returns what is skipped, as a record has it.
func (b *builder) skips() []string {
	said := []string{}
	for _, skip := range b.skipped {
		said = append(said, skip.String())
	}
	return said
}

// args returns the notes asked for, as a record has them.
func (b *builder) args() []string {
	args := []string{}
	for _, arg := range b.Notes {
		if path, err := resolve(arg); err == nil {
			args = append(args, relative(b.root, path))
		}
	}
	return args
}

// publish makes the index the live one.
func (b *builder) publish(ctx context.Context, w *store.Writer) error {
	c := build.Contents{
		Gone: func(file string) bool { return b.gone[file] }, Joins: b.names.joins,
		Batches: b.batches(), Progress: b.Progress,
	}
	if b.from != nil {
		c.From, c.FromDir = b.from.Index, b.from.Dir()
	}
	_, err := w.Publish(ctx, store.Contents{
		Root: b.root, From: b.from, Notes: b.record,
		Make: func(ctx context.Context, dir, generation string) (segment.Made, error) {
			c.Generation = generation
			made, err := build.Make(ctx, dir, c)
			b.totals = made.Totals
			if err == nil {
				err = b.refuseFewer(made.Documents)
			}
			return made, err
		},
	})
	return err
}

// maxBatch is how many bytes of notes are indexed at a time by each processor: about
// five thousand documents. A million bullets take 42 s, and 43, 44, 50 and 86 s with
// half, twice, four times and eight times as many bytes, for there is more garbage.
const maxBatch = 1 << 19

// batches divides the notes that are to be indexed anew, so that all processors have
// work.
func (b *builder) batches() iter.Seq[build.Batch] {
	total := int64(0)
	for _, s := range b.anew {
		total += s.Size
	}
	most := min(maxBatch, total/int64(runtime.GOMAXPROCS(0))+1)
	return func(yield func(build.Batch) bool) {
		done := 0
		for rest := b.anew; len(rest) > 0; {
			n, size := 0, int64(0)
			for n < len(rest) && (n == 0 || size+rest[n].Size/2 < most) {
				size += rest[n].Size
				n++
			}
			batch := rest[:n]
			rest = rest[n:]
			b.Progress("indexing", done, len(b.anew))
			done += n
			if !yield(func() ([]schema.Document, error) { return b.documents(batch), nil }) {
				return
			}
		}
	}
}

// documents returns the documents of inputs.
func (b *builder) documents(inputs []*input) []schema.Document {
	var docs []schema.Document
	for _, in := range inputs {
		var n *Note
		if n, in.err = in.whole(); in.err != nil {
			continue
		}
		b.teams.arrangeAll(n)
		docs = append(docs, n.documents()...)
		in.note = nil // it has had its turn
	}
	return docs
}

// record returns what the index is to remember of its notes.
func (b *builder) record() ([]byte, error) {
	r := record{recordHead: recordHead{b.program, b.names.sum(), b.Undated, b.began, b.totals, b.args(), b.skips()}}
	for _, in := range b.inputs {
		if in.changed || in.err != nil {
			r.Program = "" // what is a team was found out with what it was: the next run begins anew
		}
		if in.err == nil {
			r.Notes = append(r.Notes, in.noteRecord)
		}
	}
	return r.encode()
}

// summary tells what has been done since start.
func (b *builder) summary(start time.Time) Summary {
	s := Summary{
		Documents: b.totals.Documents, Headings: b.totals.Headings,
		Meetings: b.totals.Meetings, Teams: b.totals.Teams, Leads: b.totals.Leads, Skipped: b.skipped,
		Added: b.added, Changed: b.changed, Removed: len(b.gone) - b.changed,
		Nothing: b.nothing(), Saved: b.from != nil && !b.nothing(), Kept: b.unread, Ignored: b.ignored,
	}
	for _, in := range b.inputs {
		if in.err != nil {
			s.Skipped = append(s.Skipped, Skip{in.Name, in.err, in.unread})
			continue
		}
		s.Notes++
		if in.Before > 0 {
			s.Before += in.Before
			s.BeforeNotes++
		}
		s.Cut = append(s.Cut, in.Cut...)
	}
	sortSkips(s.Skipped)
	for _, skip := range s.Skipped {
		if !slices.Contains(b.before.Skipped, skip.String()) {
			s.News = append(s.News, skip)
		}
	}
	s.Took = time.Since(start)
	return s
}
