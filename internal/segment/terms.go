package segment

import (
	"fmt"
	"slices"
	"sync"

	api "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// dictionaries returns the terms of field in each segment.
func (x *Index) dictionaries(field string) ([]api.TermDictionary, error) {
	if dicts, ok := x.dicts[field]; ok {
		return dicts, nil
	}
	dicts := make([]api.TermDictionary, len(x.Segments))
	for i, s := range x.Segments {
		var err error
		if dicts[i], err = s.zap.Dictionary(field); err != nil {
			return nil, fmt.Errorf("read the words of %s: %w", field, err)
		}
	}
	x.dicts[field] = dicts
	return dicts, nil
}

// Terms calls visit with the terms of field that begin with prefix, in order. They may
// include terms that only deleted documents have. Terms stops at the first error and
// returns it.
func (x *Index) Terms(field, prefix string, visit func(term string) error) error {
	return x.terms(field, func(d api.TermDictionary) api.DictionaryIterator {
		return uncounted(d, nil, []byte(prefix), behind([]byte(prefix)))
	}, visit)
}

// Near calls visit with the terms of field that are at most edits away from term, and
// with the number of edits. edits must be 1 or 2. Swapping two adjacent letters is one
// edit. Otherwise, Near is like Terms.
func (x *Index) Near(field, term string, edits int, visit func(term string, edits int) error) error {
	automaton, err := builders[edits]().BuildDfa(term, uint8(edits))
	if err != nil {
		return fmt.Errorf("read the words of %s: %w", field, err)
	}
	return x.terms(field, func(d api.TermDictionary) api.DictionaryIterator {
		return uncounted(d, automaton, nil, nil)
	}, func(near string) error {
		_, distance := automaton.MatchAndDistance(near)
		return visit(near, int(distance))
	})
}

// builders maps a number of edits to a function that returns a builder of automata.
// Making a builder takes a millisecond, and most searches need none.
var builders = map[int]func() *levenshtein.LevenshteinAutomatonBuilder{1: builder(1), 2: builder(2)}

func builder(edits uint8) func() *levenshtein.LevenshteinAutomatonBuilder {
	return sync.OnceValue(func() *levenshtein.LevenshteinAutomatonBuilder {
		b, err := levenshtein.NewLevenshteinAutomatonBuilder(edits, true)
		if err != nil {
			panic(err) // cannot happen: edits is 1 or 2
		}
		return b
	})
}

// uncounted returns the terms of d from start up to end, without end. If a is not nil, it
// returns only those that a accepts. It does not count the documents of each term, which
// would need its postings.
func uncounted(d api.TermDictionary, a api.Automaton, start, end []byte) api.DictionaryIterator {
	type omitter interface {
		AutomatonIteratorOmitCount(a api.Automaton, start, end []byte) api.DictionaryIterator
	}
	if o, ok := d.(omitter); ok {
		return o.AutomatonIteratorOmitCount(a, start, end)
	}
	return d.AutomatonIterator(a, start, end)
}

// behind returns the first term after all those that begin with prefix; nil if there is
// none.
func behind(prefix []byte) []byte {
	end := slices.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// terms calls visit with the terms that iterate returns for each segment, merged.
func (x *Index) terms(field string, iterate func(api.TermDictionary) api.DictionaryIterator, visit func(term string) error) error {
	dicts, err := x.dictionaries(field)
	if err != nil {
		return err
	}
	lists := make([]*termList, len(dicts))
	for i, d := range dicts {
		lists[i] = &termList{iterator: iterate(d)}
		if err := lists[i].next(); err != nil {
			return err
		}
	}
	for {
		term, more := "", false
		for _, l := range lists {
			if l.more && (!more || l.term < term) {
				term, more = l.term, true
			}
		}
		if !more {
			return nil
		}
		for _, l := range lists {
			if l.more && l.term == term {
				if err := l.next(); err != nil {
					return err
				}
			}
		}
		if err := visit(term); err != nil {
			return err
		}
	}
}

// A termList iterates over the terms of one segment.
type termList struct {
	iterator api.DictionaryIterator
	term     string // the current term
	more     bool   // whether there is a current term
}

func (l *termList) next() error {
	entry, err := l.iterator.Next()
	if err != nil {
		return fmt.Errorf("read terms: %w", err)
	}
	if l.more = entry != nil; l.more {
		l.term = entry.Term
	}
	return nil
}

// Has reports whether a document has term in field. Deleted documents do not count.
func (x *Index) Has(field, term string) (bool, error) {
	if x.HasDeleted() {
		n, err := x.Count(field, term)
		return n > 0, err
	}
	dicts, err := x.dictionaries(field)
	if err != nil {
		return false, err
	}
	for _, d := range dicts {
		if found, err := d.Contains([]byte(term)); found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// Count returns the number of documents that have term in field, without deleted ones.
func (x *Index) Count(field, term string) (int, error) {
	dicts, err := x.dictionaries(field)
	if err != nil {
		return 0, err
	}
	n := 0
	for i, d := range dicts {
		list, err := d.PostingsList([]byte(term), x.Segments[i].deleted, nil)
		if err != nil {
			return 0, fmt.Errorf("read the postings of %q: %w", term, err)
		}
		n += int(list.Count())
	}
	return n, nil
}
