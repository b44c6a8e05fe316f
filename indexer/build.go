package indexer

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"minutes/internal/build"
	"minutes/internal/segment"
	"minutes/internal/store"
	"minutes/schema"
)

// A Summary tells what Build did.
type Summary struct {
	// Totals of the index. Joined names count once.
	Notes     int
	Documents int // all but headings
	Headings  int // headings that name a team
	Meetings  int // distinct pairs of date and meeting name
	Teams     int // distinct folded names
	Leads     int // distinct folded names

	// Before is the number of documents above the first meeting of running files, and
	// BeforeNotes the number of these files. The documents have no date and are left out,
	// unless Options.Undated keeps them.
	Before, BeforeNotes int

	Skipped []Skip    // notes that are not in the index, in the order of their files
	News    []Skip    // those of Skipped that the previous run did not skip for the same reason
	Kept    []Skip    // files and folders that could not be read; their documents were kept
	Ignored int       // number of folders and possible notes that were ignored
	Cut     []Finding // lines that were cut, in the order of their files
	Foreign []Finding // unknown languages in front matter, in the order of their files
	Took    time.Duration

	// Languages maps the code of each language to the number of notes that are in it.
	Languages map[string]int

	// Added, Changed and Removed count the notes that differ from the previous index. In
	// an index that was rebuilt, all notes are Added.
	Added, Changed, Removed int
	Saved                   bool // whether it went on from one before
	Nothing                 bool // whether nothing was written, since nothing had changed
	Restored                bool // whether another program had written to the index with Bleve, which was undone
}

// Options control Build.
type Options struct {
	Index string   // path of the index, which need not exist
	Notes []string // folders and files
	// Names is the path of the names file. If it is "", Build reads the one that the index
	// was made with. If none was named then, Build reads NamesFile in the notes' folder, if
	// that exists.
	Names string
	// Languages are the codes of the languages of notes that do not name theirs, as
	// ParseLanguages returns them. A note is in the one with most function words in its
	// text. If it is empty, they are those that the index was made with, or else English.
	Languages []string
	Full      bool // whether to rebuild the index even if it could be updated
	// Replace allows Build to replace the index by one of other folders, or by one with
	// less than half its documents. Full allows this too.
	Replace bool
	// Undated keeps text without a date: notes that have none, and the lines above the
	// first meeting of running files. Their documents have the date "".
	Undated bool
	// Wait is the longest time to wait while another process writes the index. Build then
	// fails with Busy. Waiting, if set, is called once if the wait is more than a moment.
	Wait    time.Duration
	Waiting func(Busy)
	// Progress, if set, is called during the work: done of total notes have been read or
	// indexed, or done of total MiB merged. Calls do not overlap.
	Progress func(work string, done, total int)
	// Sized, if set, is called with the size of all notes in bytes once that is known, before
	// the first is indexed.
	Sized func(bytes int64)
	// Reads, if set, is called with the path of each folder before Build reads it, and of
	// each file outside these that decides what is in the index. A file may be missing. If
	// nothing changes in these after the call, of what Concerns is true, the index remains
	// up to date.
	Reads func(path string)
}

// Busy is the error that Build returns while another process writes the index.
type Busy struct {
	Path string
	PID  int // of the other process; 0 if unknown
}

func (b Busy) Error() string { return store.Busy(b).Error() }

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

// waiting reports which process writes the index.
func (o *Options) waiting(b store.Busy) {
	if o.Waiting != nil {
		o.Waiting(Busy(b))
	}
}

// oneByOne returns a progress function whose calls do not overlap.
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

// skips returns what is skipped, as a record has it.
func (b *builder) skips() []string {
	said := []string{}
	for _, skip := range b.skipped {
		said = append(said, skip.String())
	}
	return said
}

// namesFile returns the path of the names file as a record has it.
func (b *builder) namesFile() string {
	path, err := filepath.Abs(b.named)
	if b.named == "" || err != nil {
		return ""
	}
	if rel := relative(b.root, path); rel != NamesFile {
		return rel
	}
	return ""
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

// maxBatch is the number of bytes of notes that each processor indexes at a time: about
// five thousand documents. Larger batches make more garbage.
const maxBatch = 1 << 19

// sizeOf returns the size of inputs in bytes.
func sizeOf(inputs []*input) (total int64) {
	for _, in := range inputs {
		total += in.Size
	}
	return total
}

// batches divides the notes to be indexed so that all processors have work.
func (b *builder) batches() iter.Seq[build.Batch] {
	most := min(maxBatch, sizeOf(b.anew)/int64(runtime.GOMAXPROCS(0))+1)
	return func(yield func(build.Batch) bool) {
		b.Progress("indexing", 0, len(b.anew))
		var done atomic.Int64
		for rest := b.anew; len(rest) > 0; {
			n, size := 0, int64(0)
			for n < len(rest) && (n == 0 || size+rest[n].Size/2 < most) {
				size += rest[n].Size
				n++
			}
			batch := rest[:n]
			rest = rest[n:]
			if !yield(func() ([]schema.Document, error) {
				docs := b.documents(batch)
				b.Progress("indexing", int(done.Add(int64(len(batch)))), len(b.anew))
				return docs, nil
			}) {
				return
			}
		}
	}
}

// documents returns the documents of inputs.
func (b *builder) documents(inputs []*input) []schema.Document {
	var notes []*Note
	var read []*input
	for _, in := range inputs {
		var n *Note
		if n, in.err = b.whole(in); in.err != nil {
			continue
		}
		in.note = nil // free its memory
		b.teams.arrangeAll(n)
		notes, read = append(notes, n), append(read, in)
	}
	docs := documents(notes, b.langs)
	for i, in := range read {
		in.Lang = notes[i].lang
	}
	return docs
}

// record returns the record of the notes to store in the index.
func (b *builder) record() ([]byte, error) {
	r := record{recordHead: recordHead{b.program, b.names.sum(), b.Undated, b.began, b.totals, b.namesFile(), b.langs, b.args(), b.skips()}}
	for _, in := range b.inputs {
		if in.changed || in.err != nil {
			r.Program = "" // teams were found with its old content, so the next run must rebuild
		}
		if in.err == nil {
			r.Notes = append(r.Notes, in.noteRecord)
		}
	}
	return r.encode()
}

// summary returns the summary of a run that began at start.
func (b *builder) summary(start time.Time) Summary {
	s := Summary{
		Documents: b.totals.Documents, Headings: b.totals.Headings,
		Meetings: b.totals.Meetings, Teams: b.totals.Teams, Leads: b.totals.Leads, Skipped: b.skipped,
		Added: b.added, Changed: b.changed, Removed: len(b.gone) - b.changed,
		Nothing: b.nothing(), Saved: b.from != nil && !b.nothing(), Kept: b.unread, Ignored: b.ignored,
		Languages: map[string]int{},
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
		s.Cut, s.Foreign = append(s.Cut, in.Cut...), append(s.Foreign, in.Foreign...)
		s.Languages[in.Lang]++
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
