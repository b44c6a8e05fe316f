package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"minutes/internal/store"
	"minutes/schema"
)

// Published says what Publish did.
type Published struct {
	Nothing bool // nothing, because nothing had changed
	Saved   bool // it changed the live generation
	Written int  // number of documents that were written
	Deleted int  // number of documents that were deleted

	// Unmerged is why the cluster did not merge the segments of a new generation, which makes
	// searches slower; nil if it did.
	Unmerged error
}

// Progress is called during the work: done of total parts are finished.
type Progress func(work string, done, total int)

// step is called before each step of a publish, with its name. Tests end the process there.
var step = func(string) {}

// Publish makes x the index for all readers. If x differs little from the live generation, it
// writes what changed into that; otherwise, or if full is true, it makes a generation beside it
// and moves the alias in one step. If Publish fails while it makes a generation, the index does
// not change. If it fails while it saves changes, the next Publish makes a generation.
func (w *Writer) Publish(x *store.Index, full bool, progress Progress) (Published, error) {
	p := &publisher{Writer: w, x: x, progress: progress}
	done, err := p.publish(full)
	if w.ctx.Err() != nil {
		return Published{}, context.Cause(w.ctx)
	}
	if err == nil {
		err = w.look(w.ctx, false)
	}
	return done, err
}

// A publisher publishes x.
type publisher struct {
	*Writer
	x        *store.Index
	progress Progress
}

func (p *publisher) publish(full bool) (Published, error) {
	step("sweep leavings")
	if err := p.sweep(p.ctx); err != nil {
		return Published{}, err
	}
	if p.live == nil || full || p.live.Updating || p.live.Layout.Shards != p.wanted().Shards {
		return p.make()
	}
	if err := p.copy(); err != nil {
		return Published{}, err
	}
	if p.live.Source == p.x.Version() {
		return Published{Nothing: true}, nil
	}
	c, err := p.compare()
	if errors.Is(err, errMany) {
		return p.make()
	}
	if err != nil {
		return Published{}, err
	}
	return Published{Saved: true, Written: len(c.changed), Deleted: len(c.gone)}, p.save(c)
}

// copy has the cluster keep as many copies of the live generation as are wanted.
func (p *publisher) copy() error {
	wanted := p.wanted()
	if wanted == p.live.Layout {
		return nil
	}
	for _, index := range []string{p.live.Generation, p.live.words()} {
		if err := p.client.call(p.ctx, "PUT", "/"+index+"/_settings"+timeouts, object{"auto_expand_replicas": false, "number_of_replicas": wanted.Replicas}, nil); err != nil {
			return err
		}
	}
	p.live.Layout = wanted
	return p.describeIn(*p.live)
}

// make makes a new generation and has readers use it.
func (p *publisher) make() (Published, error) {
	a, err := p.describe()
	if err != nil {
		return Published{}, err
	}
	if a.Generation, err = p.nextGeneration(); err != nil {
		return Published{}, err
	}
	unmerged, err := p.fill(&a)
	if err != nil {
		// Others shall not find half of it. If this fails too, the next run sweeps.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(p.ctx), 10*time.Second)
		defer cancel()
		if p.lock.held() == nil {
			_ = p.client.remove(ctx, a.Generation)
		}
		return Published{}, err
	}
	step("move aliases")
	if err := p.moveAliases(a); err != nil {
		return Published{}, err
	}
	step("sweep")
	p.live = &a
	return Published{Written: a.Documents, Unmerged: unmerged}, p.sweep(p.ctx)
}

// describe returns what is known of the generation to make from x.
func (p *publisher) describe() (about, error) {
	a := about{Schema: schema.Version, Mapping: mappingVersion, Spoken: p.x.Languages(), Documents: p.x.Documents(), Fence: p.lock.fence, Root: p.x.Manifest.Root, Layout: p.wanted()}
	record, err := p.x.Notes()
	if err != nil {
		return about{}, err
	}
	var head struct {
		NamesFile string
		Languages []string
	}
	first, _, _ := strings.Cut(string(record), "\n")
	if err := json.Unmarshal([]byte(first), &head); err != nil {
		return about{}, fmt.Errorf("read the record of the notes: %w", err)
	}
	a.Languages, a.NamesFile = head.Languages, head.NamesFile
	return a, nil
}

// fill makes the indices of a new generation, and completes a. If only merging fails, it returns
// why.
func (p *publisher) fill(a *about) (unmerged, err error) {
	for _, part := range []struct {
		name string
		do   func() error
	}{
		{"create documents", func() error {
			return p.client.call(p.ctx, "PUT", "/"+a.Generation+timeouts, documentsIndex(*a), nil)
		}},
		{"create words", func() error {
			return p.client.call(p.ctx, "PUT", "/"+a.words()+timeouts, wordsIndex(*a), nil)
		}},
		{"write documents", func() error { return p.writeDocuments(a) }},
		{"write words", func() error { return p.writeWords(a) }},
		{"write record", func() error { return p.writeBlobs(a) }},
		{"merge", func() error {
			if a.Documents >= p.client.merged {
				unmerged = p.client.merge(p.ctx, a.Generation, a.words())
			}
			return p.ctx.Err()
		}},
		{"refresh and count", func() error { return p.refresh(*a) }},
	} {
		step(part.name)
		if err := part.do(); err != nil {
			return nil, err
		}
	}
	step("complete")
	a.Source = p.x.Version()
	return unmerged, p.describeIn(*a)
}

// writeDocuments writes all documents of x.
func (p *publisher) writeDocuments(a *about) error {
	b := p.client.newBulk(p.ctx, p.lock, a.Generation)
	var sum digest
	done := 0
	err := eachWritten(b.ctx, p.x, all, func(one written) error {
		sum.add(one.hash)
		done++
		p.progress("publishing", done, a.Documents)
		return b.add(action{one.id, one.file, one.body})
	})
	if err2 := b.close(); err2 != nil { // it is the cause of err, if both failed
		return err2
	}
	a.Sum = sum.String()
	return err
}

// writeWords writes a document for each term of x.
func (p *publisher) writeWords(a *about) error {
	b := p.client.newBulk(p.ctx, p.lock, a.words())
	err := eachTerm(p.x.Index, func(t termUse) error {
		a.Terms++
		return b.add(action{id: t.id(), body: t.body()})
	})
	if err2 := b.close(); err2 != nil {
		return err2
	}
	return err
}

// writeBlobs writes the record of the notes and the names, in parts.
func (p *publisher) writeBlobs(a *about) error {
	record, err := p.x.Notes()
	if err != nil {
		return err
	}
	names, err := json.Marshal(p.x.Names)
	if err != nil {
		return err
	}
	b := p.client.newBulk(p.ctx, p.lock, a.words())
	for _, one := range []struct {
		name string
		text []byte
		to   *blob
	}{{"record", record, &a.Record}, {"names", names, &a.Names}} {
		made, parts, err := newBlob(one.name, p.lock.fence, one.text)
		if err != nil {
			return errors.Join(err, b.close())
		}
		*one.to = made
		for i, part := range parts {
			body, err := json.Marshal(object{"part": made.Name, "data": part})
			if err != nil {
				return errors.Join(err, b.close())
			}
			if b.add(action{id: made.id(i), body: body}) != nil {
				break
			}
		}
	}
	return b.close()
}

// theTerms is the query for the terms in an index of them, which has parts of blobs too.
var theTerms = object{"exists": object{"field": "term"}}

// refresh shows what was written to readers of a, and fails if its documents or terms are not
// as many as were written.
func (p *publisher) refresh(a about) error {
	if err := p.client.refresh(p.ctx, a.words(), a.Generation); err != nil {
		return err
	}
	for _, of := range []struct {
		index, what string
		query       object
		want        int
	}{
		{a.Generation, "documents", object{"match_all": object{}}, a.Documents},
		{a.words(), "terms", theTerms, a.Terms},
	} {
		if got, err := p.client.countOf(p.ctx, of.index, of.query); err != nil {
			return err
		} else if got != of.want {
			return fmt.Errorf("%s: %s has %d %s after %d were written; run index again", p.client.address, of.index, got, of.what, of.want)
		}
	}
	return nil
}

// describeIn writes a to the mappings of its indices.
func (p *publisher) describeIn(a about) error {
	if err := p.lock.held(); err != nil {
		return err
	}
	for _, index := range []string{a.words(), a.Generation} { // the one that readers look at comes last
		if err := p.client.call(p.ctx, "PUT", "/"+index+"/_mapping"+timeouts, object{"_meta": object{metaKey: a}}, nil); err != nil {
			return err
		}
	}
	return nil
}
