package opensearch

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"minutes/internal/segment"
)

// save writes c into the live generation. Readers see nothing of it before the refresh. That
// shows the documents of a note at the same moment, since they are in one shard, but not those
// of all notes.
func (p *publisher) save(c *changes) error {
	a, err := p.describe()
	if err != nil {
		return err
	}
	a.Generation, a.Sum, a.Source = p.live.Generation, c.sum.String(), p.x.Version()
	terms, err := p.termsOf(c)
	if err != nil {
		return err
	}
	step("mark as changing")
	changing := *p.live
	changing.Updating = true
	if err := p.describeIn(changing); err != nil {
		return err
	}
	step("save documents")
	b := p.client.newBulk(p.ctx, p.lock, a.Generation)
	for _, one := range c.changed {
		if b.add(action{one.id, one.file, one.body}) != nil {
			break
		}
	}
	for _, g := range c.gone {
		if b.add(action{id: g.id, file: g.file}) != nil {
			break
		}
	}
	if err := b.close(); err != nil {
		return err
	}
	step("save words")
	if err := p.saveTerms(a, terms); err != nil {
		return err
	}
	step("save record")
	if err := p.writeBlobs(&a); err != nil {
		return err
	}
	step("show changes")
	if err := p.client.refresh(p.ctx, a.words(), a.Generation); err != nil {
		return err
	}
	step("count changes")
	if a.Terms, err = p.client.countOf(p.ctx, a.words(), theTerms); err != nil {
		return err
	}
	if err := p.refresh(a); err != nil {
		return err
	}
	step("complete")
	if err := p.describeIn(a); err != nil {
		return err
	}
	step("remove old records")
	return p.removeBlobs(a, *p.live)
}

// entry is a term in a field.
type entry struct{ field, term string }

// termsOf returns the terms of the documents in c, as they were and as they are, sorted.
func (p *publisher) termsOf(c *changes) ([]entry, error) {
	seen := map[entry]bool{}
	var fields []string
	for _, field := range segment.Words {
		fields = append(fields, wordsField(field))
	}
	add := func(body json.RawMessage) error {
		var texts map[string]json.RawMessage
		if err := json.Unmarshal(body, &texts); err != nil {
			return err
		}
		for _, field := range segment.Words {
			var text string
			if raw, ok := texts[wordsField(field)]; ok {
				if err := json.Unmarshal(raw, &text); err != nil {
					return err
				}
			}
			for _, term := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || strings.ContainsRune(textStart+textMissing, r) }) {
				seen[entry{field, term}] = true
			}
		}
		return nil
	}
	var ids, files []string
	for _, before := range slices.Concat(c.old, c.gone) {
		ids, files = append(ids, before.id), append(files, before.file)
	}
	if err := p.client.sources(p.ctx, p.live.Generation, ids, files, fields, add); err != nil {
		return nil, err
	}
	for _, one := range c.changed {
		if err := add(one.body); err != nil {
			return nil, err
		}
	}
	return slices.SortedFunc(maps.Keys(seen), func(x, y entry) int {
		return strings.Compare(x.field+"\x00"+x.term, y.field+"\x00"+y.term)
	}), nil
}

// saveTerms writes what x has of terms, and deletes those that it has not.
func (p *publisher) saveTerms(a about, terms []entry) error {
	b := p.client.newBulk(p.ctx, p.lock, a.words())
	for i, t := range terms {
		p.progress("publishing words", i, len(terms))
		use, err := useOf(p.x.Index, t.field, t.term)
		if err != nil {
			return errors.Join(err, b.close())
		}
		one := action{id: use.id()}
		if use.Count > 0 {
			one.body = use.body()
		}
		if b.add(one) != nil {
			break
		}
	}
	return b.close()
}

// removeBlobs removes the parts of records and names that belong to none of kept: one that is
// live, and the one before, for those who have begun to read it. Others are of killed runs too.
func (p *publisher) removeBlobs(kept ...about) error {
	wanted := map[string]bool{}
	for _, a := range kept {
		for _, one := range []blob{a.Record, a.Names} {
			for i := range one.Parts {
				wanted[one.id(i)] = true
			}
		}
	}
	index := kept[0].words()
	var old []string
	parts := object{"query": object{"exists": object{"field": "part"}}, "_source": false}
	err := p.client.export(p.ctx, index, 1000, parts, func(e exported) error {
		if !wanted[e.ID] {
			old = append(old, e.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	b := p.client.newBulk(p.ctx, p.lock, index)
	for _, id := range old {
		if b.add(action{id: id}) != nil {
			break
		}
	}
	return b.close()
}
