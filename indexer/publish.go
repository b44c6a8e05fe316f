package indexer

import (
	"context"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"minutes/internal/build"
	"minutes/internal/segment"
	"minutes/internal/store"
	"minutes/schema"
)

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
