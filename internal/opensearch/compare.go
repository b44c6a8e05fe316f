package opensearch

import (
	"encoding/hex"
	"errors"
	"reflect"

	"minutes/internal/segment"
)

// Changes are the differences between x and the live generation.
type changes struct {
	changed []written // documents that are new or different
	old     []place   // those of changed that the live generation has in another form
	gone    []place   // documents that x does not have
	sum     digest    // of the hashes of all documents of x
}

// A place says where the cluster has a document.
type place struct{ id, file string }

// A known is what is known of a document of the live generation.
type known struct {
	hash digest
	file string
}

// errMany says that so much has changed that a new generation is better.
var errMany = errors.New("much has changed")

// maxChanged is the largest number of documents that a run writes into the live generation.
// They are held in memory until all changes are known.
const maxChanged = 100_000

// compare returns how x differs from the live generation; errMany if that is much.
func (p *publisher) compare() (*changes, error) {
	step("compare")
	b := p.before
	if b != nil && b.Version() == p.live.Source && reflect.DeepEqual(b.Names.Joins, p.x.Names.Joins) {
		return p.compareHere()
	}
	return p.compareThere()
}

// compareThere asks the cluster for the hashes of all documents, so that nothing is taken for
// granted about the run before.
func (p *publisher) compareThere() (*changes, error) {
	have := make(map[string]known, p.live.Documents)
	files := map[string]string{} // so that each is in memory once
	read := object{"_source": false, "docvalue_fields": []string{hashField}}
	err := p.client.export(p.ctx, p.live.Generation, 10000, read, func(e exported) error {
		k := known{file: e.Routing}
		if same, ok := files[e.Routing]; ok {
			k.file = same
		} else {
			files[e.Routing] = e.Routing
		}
		if len(e.Fields.Hash) == 1 && len(e.Fields.Hash[0]) == 2*len(k.hash) {
			_, _ = hex.Decode(k.hash[:], []byte(e.Fields.Hash[0]))
		}
		have[e.ID] = k
		p.progress("comparing", len(have), p.live.Documents)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p.differences(have, digest{}, all)
}

// compareHere compares x with what it was made from. Both share most segments. A document in
// a shared segment is the same in both, unless its bitmaps changed.
func (p *publisher) compareHere() (*changes, error) {
	shared := map[*segment.Segment]*segment.Segment{} // both ways
	for _, s := range p.x.Segments {
		for _, t := range p.before.Segments {
			if s.Same(t) {
				shared[s], shared[t] = t, s
			}
		}
	}
	mayDiffer := func(s *segment.Segment, doc int) bool {
		t := shared[s]
		return t == nil || s.Deleted(doc) != t.Deleted(doc) || s.Shared(doc) != t.Shared(doc) ||
			s.Repeats(doc) != t.Repeats(doc) || s.Routine(doc) != t.Routine(doc)
	}
	var sum digest
	if _, err := hex.Decode(sum[:], []byte(p.live.Sum)[:min(len(p.live.Sum), 2*len(sum))]); err != nil {
		return p.compareThere()
	}
	have := map[string]known{}
	err := eachWritten(p.ctx, p.before, mayDiffer, func(one written) error {
		sum.add(one.hash) // takes it out of the sum
		have[one.id] = known{one.hash, one.file}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p.differences(have, sum, mayDiffer)
}

// differences returns how the documents of x that are wanted differ from what the cluster has of
// them. sum is that of the hashes of all others.
func (p *publisher) differences(have map[string]known, sum digest, wanted choice) (*changes, error) {
	c := &changes{sum: sum}
	most := min(maxChanged, max(p.live.Documents, p.x.Documents())/3)
	err := eachWritten(p.ctx, p.x, wanted, func(one written) error {
		c.sum.add(one.hash)
		before, there := have[one.id]
		delete(have, one.id)
		if there && before.hash == one.hash {
			return nil
		}
		c.changed = append(c.changed, one)
		if there {
			c.old = append(c.old, place{one.id, before.file})
		}
		if len(c.changed) > most {
			return errMany
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id, k := range have {
		c.gone = append(c.gone, place{id, k.file})
	}
	if len(c.changed)+len(c.gone) > most {
		return nil, errMany
	}
	return c, nil
}
