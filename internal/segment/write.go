package segment

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"minutes/internal/naming"
	"minutes/schema"
)

// Write writes docs as segment number n of the index at dir. There must be at least one
// document. The documents of a note must be consecutive, in the order of their lines.
// Teams that joins joins count as one when documents are compared. Write fails if the
// documents of a note are not consecutive, or if two have the same ID.
func Write(dir string, n int, docs []schema.Document, joins naming.Joins) error {
	b, err := Create(dir, n, joins)
	if err != nil {
		return err
	}
	defer b.Close()
	part := b.Part(0)
	part.Add(docs)
	if err := part.Close(); err != nil {
		return err
	}
	return b.Finish(context.Background(), nil)
}

// A Builder writes a segment. Its documents come in parts, which several goroutines can add
// at the same time.
type Builder struct {
	dir   string
	n     int
	joins naming.Joins

	mutex   sync.Mutex
	zap     *zapFile
	stored  []uint64 // offset of each document in zap
	columns columnWriter
	runs    []run
	words   *os.File      // the inverted words of all runs
	size    int64         // of words
	next    int           // number of the next part
	waiting map[int]*Part // later parts that are complete
	spare   []*Part       // parts that were taken, for their memory
}

// Create starts segment number n of the index at dir. Close must be called in the end.
func Create(dir string, n int, joins naming.Joins) (*Builder, error) {
	b := &Builder{dir: dir, n: n, joins: joins, waiting: map[int]*Part{}}
	var err error
	if b.zap, err = createZap(filepath.Join(dir, ZapFile(n))); err != nil {
		return nil, err
	}
	if b.words, err = os.Create(b.wordsPath()); err != nil {
		b.zap.file.Close()
		return nil, err
	}
	return b, nil
}

func (b *Builder) wordsPath() string { return filepath.Join(b.dir, base(b.n)+".words") }

// Close removes what only the work on the segment needed.
func (b *Builder) Close() {
	b.zap.file.Close()
	b.words.Close()
	os.Remove(b.wordsPath())
}

// Discard removes the files of a segment that is not finished.
func (b *Builder) Discard() error {
	b.zap.file.Close() // Windows cannot remove open files
	return os.Remove(filepath.Join(b.dir, ZapFile(b.n)))
}

// Part returns part number i of the documents, from 0. No part may be left out, and only
// one goroutine may use a part. A part takes about 1 KB per document, until it and those
// before it are closed.
func (b *Builder) Part(i int) *Part {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	p := &Part{builder: b}
	if last := len(b.spare) - 1; last >= 0 {
		p, b.spare = b.spare[last], b.spare[:last]
	}
	p.number = i
	return p
}

// A Part has consecutive documents of a segment.
type Part struct {
	builder *Builder
	number  int
	words   [wordsCount]wordsOf
	stored  storer
	columns columnWriter
	team    string // term of the team of the last document

	inverted []byte // memory for Close
}

// Add adds docs after those of p so far.
func (p *Part) Add(docs []schema.Document) {
	for i := range docs {
		d, last := &docs[i], p.columns.last
		for j, field := range Words {
			if last != nil && sameText(d, last, field) {
				p.words[j].repeat()
			} else {
				p.words[j].add(TextOf(d, field))
			}
		}
		if last == nil || d.Team != last.Team {
			p.team = naming.Term(p.builder.joins.First(schema.Team, d.Team))
		}
		p.stored.add(d)
		p.columns.add(d, p.sum(d))
	}
}

// sum returns what Columns.Sum is to return for d, whose words were added last.
func (p *Part) sum(d *schema.Document) uint64 {
	if d.Kind == schema.Heading {
		return 0
	}
	s := sumOf(p.team)
	for j, field := range Words {
		if field == schema.Parents || field == schema.Text {
			s = s.words(p.words[j].tokens)
		}
	}
	return max(uint64(s), 1)
}

// Close inverts the words of p, and hands p to its builder.
func (p *Part) Close() error {
	p.columns.last = nil // free its note
	inverted := p.inverted[:0]
	var fields [wordsCount]extent
	for i := range p.words {
		start := len(inverted)
		inverted = p.words[i].appendRun(inverted)
		fields[i] = extent{int64(start), int64(len(inverted) - start)}
		p.words[i].reset()
	}
	p.inverted = inverted
	return p.builder.take(p, inverted, fields)
}

// take takes over a part, and writes its inverted words, and what is stored of the parts
// that are next.
func (b *Builder) take(p *Part, inverted []byte, fields [wordsCount]extent) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if _, err := b.words.Write(inverted); err != nil {
		return err
	}
	for i := range fields {
		fields[i].offset += b.size
	}
	b.size += int64(len(inverted))
	for len(b.runs) <= p.number {
		b.runs = append(b.runs, run{})
	}
	b.runs[p.number].fields = fields
	b.waiting[p.number] = p
	for {
		p := b.waiting[b.next]
		if p == nil {
			return nil
		}
		delete(b.waiting, b.next)
		b.runs[b.next].first = uint32(len(b.stored))
		for i := range p.stored.ends {
			start := uint32(0)
			if i > 0 {
				start = p.stored.ends[i-1]
			}
			b.stored = append(b.stored, b.zap.offset+uint64(start))
		}
		b.zap.write(p.stored.out)
		b.columns.addPart(&p.columns)
		p.stored.reset()
		p.columns.reset()
		b.spare = append(b.spare, p)
		b.next++
	}
}

// Documents returns the number of documents of the parts that were closed.
func (b *Builder) Documents() int { return len(b.stored) }

// Finish writes the segment, which must have documents, after all parts were closed. It
// stops if ctx is done. If progress is not nil, Finish calls it with the MiB of words that
// were written, and the MiB in total.
func (b *Builder) Finish(ctx context.Context, progress func(work string, done, total int)) error {
	written := &counter{progress: progress, total: b.size}
	b.zap.writeStoredIndex(b.stored)
	for number, field := range zapFields {
		var err error
		word := slices.Index(Words, field.name)
		switch {
		case word >= 0:
			err = b.writeWords(ctx, number, word, written)
		case slices.Contains(schema.Tags, field.name):
			err = b.zap.writeTags(ctx, field.name, &b.columns, b.joins)
		case field.name == idField:
			err = b.zap.writeKeys(ctx, &b.columns)
		default:
			err = b.zap.endField(nil)
		}
		if err != nil {
			return err
		}
	}
	if err := b.zap.close(); err != nil {
		return err
	}
	return b.columns.write(filepath.Join(b.dir, ColumnsFile(b.n)))
}

// writeWords writes a field of words.
func (b *Builder) writeWords(ctx context.Context, number, word int, written *counter) error {
	p := newPostingsWriter(b.zap, number)
	err := mergeRuns(b.words, b.runs, word, func(term []byte, runs []*runReader) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		docs := 0
		for _, r := range runs {
			docs += r.docs
		}
		p.begin(docs)
		for _, r := range runs {
			p.addRun(r)
			written.ReportBytesWritten(uint64(len(r.postings)))
		}
		return p.end(term)
	})
	if err != nil {
		return err
	}
	return b.zap.endField(nil)
}
