package store

import (
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"minutes/schema"
)

// A Reader is Bleve's own reader of an index, but for one thing: it looks up terms
// in the goroutine of whoever asks. Bleve does so in goroutines of its own, where
// a damaged file would end the process, and nobody could say why.
type Reader struct{ *scorch.IndexSnapshot }

// Reader returns a reader of x, which has to be closed.
func (x *Index) Reader() (*Reader, error) {
	advanced, err := x.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	return &Reader{reader.(*scorch.IndexSnapshot)}, nil
}

// Stored returns the document whose key is key, as it was stored.
func (r *Reader) Stored(key string) (schema.Document, error) {
	fields, err := r.Document(key)
	if err == nil && fields == nil {
		err = errors.New("it is in no segment")
	}
	if err != nil {
		return schema.Document{}, fmt.Errorf("read document: %w", err)
	}
	var stored []byte
	fields.VisitFields(func(f index.Field) {
		if f.Name() == schema.Stored {
			stored = f.Value()
		}
	})
	return schema.Decode(stored)
}

// FieldDict returns the terms of field in their order.
func (r *Reader) FieldDict(field string) (index.FieldDict, error) {
	return r.terms(field, func(d segment.TermDictionary) segment.DictionaryIterator {
		return d.AutomatonIterator(nil, nil, nil)
	})
}

// FieldDictRange returns the terms of field from first to last.
func (r *Reader) FieldDictRange(field string, first, last []byte) (index.FieldDict, error) {
	var end []byte
	if len(last) > 0 {
		end = append(slices.Clone(last), 0) // the next one after last
	}
	return r.terms(field, func(d segment.TermDictionary) segment.DictionaryIterator {
		return d.AutomatonIterator(nil, first, end)
	})
}

// FieldDictPrefix returns the terms of field that begin with prefix.
func (r *Reader) FieldDictPrefix(field string, prefix []byte) (index.FieldDict, error) {
	return r.terms(field, func(d segment.TermDictionary) segment.DictionaryIterator {
		return d.AutomatonIterator(nil, prefix, behind(prefix))
	})
}

// behind returns the first term behind all those that begin with prefix, nil where
// there is none.
func behind(prefix []byte) []byte {
	end := slices.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// FieldDictFuzzyAutomaton returns the terms of field that are near to term, as many
// edits away as fuzziness says or fewer, and begin with prefix. They come without
// counts. The automaton measures how far a term is.
func (r *Reader) FieldDictFuzzyAutomaton(field, term string, fuzziness int, prefix string) (index.FieldDict, index.FuzzyAutomaton, error) {
	// Of a field that is in no segment, Bleve makes the automaton alone.
	_, automaton, err := r.IndexSnapshot.FieldDictFuzzyAutomaton("", term, fuzziness, prefix)
	if err != nil {
		return nil, nil, err
	}
	type uncounted interface {
		AutomatonIteratorOmitCount(a segment.Automaton, start, end []byte) segment.DictionaryIterator
	}
	dict, err := r.terms(field, func(d segment.TermDictionary) segment.DictionaryIterator {
		if d, ok := d.(uncounted); ok { // counting reads the postings of each
			return d.AutomatonIteratorOmitCount(automaton.(segment.Automaton), []byte(prefix), behind([]byte(prefix)))
		}
		return d.AutomatonIterator(automaton.(segment.Automaton), []byte(prefix), behind([]byte(prefix)))
	})
	return dict, automaton, err
}

// FieldDictContains says of a term whether field has it.
func (r *Reader) FieldDictContains(field string) (index.FieldDictContains, error) {
	return r.terms(field, nil)
}

// terms returns the terms that iterate gives for each segment, merged. Without it,
// they can only be asked for.
func (r *Reader) terms(field string, iterate func(segment.TermDictionary) segment.DictionaryIterator) (*terms, error) {
	all := &terms{}
	for _, s := range r.Segments() {
		dict, err := s.Segment().Dictionary(field)
		if err != nil {
			return nil, err
		}
		all.dicts = append(all.dicts, dict)
		if iterate == nil {
			continue
		}
		list := &termList{DictionaryIterator: iterate(dict)}
		if err := list.next(); err != nil {
			return nil, err
		}
		all.lists = append(all.lists, list)
	}
	return all, nil
}

// terms are those of a field in all segments.
type terms struct {
	dicts []segment.TermDictionary
	lists []*termList
	entry index.DictEntry
}

// A termList is the terms of one segment.
type termList struct {
	segment.DictionaryIterator
	entry *index.DictEntry // where it stands; nil at its end
}

func (l *termList) next() (err error) {
	l.entry, err = l.Next()
	return err
}

// Next returns the next term and in how many documents it is, those that were
// deleted among them; nil behind the last. It holds until the next call.
func (t *terms) Next() (*index.DictEntry, error) {
	var first *index.DictEntry
	for _, l := range t.lists {
		if l.entry != nil && (first == nil || l.entry.Term < first.Term) {
			first = l.entry
		}
	}
	if first == nil {
		return nil, nil
	}
	t.entry = *first
	t.entry.Count = 0
	for _, l := range t.lists {
		if l.entry == nil || l.entry.Term != t.entry.Term {
			continue
		}
		t.entry.Count += l.entry.Count
		if err := l.next(); err != nil {
			return nil, err
		}
	}
	return &t.entry, nil
}

func (t *terms) Contains(term []byte) (bool, error) {
	for _, d := range t.dicts {
		if found, err := d.Contains(term); found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// Cardinality returns how many terms there are at most: one of several segments
// counts in each.
func (t *terms) Cardinality() int {
	n := 0
	for _, d := range t.dicts {
		n += d.Cardinality()
	}
	return n
}

func (t *terms) BytesRead() uint64 { return 0 }

func (t *terms) Close() error { return nil }
