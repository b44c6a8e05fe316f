package searcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"minutes/schema"
)

// A matcher is the documents that match a node.
type matcher interface {
	list
	// found tells how the document at hand matches.
	found() found
	// best returns what no document's score exceeds.
	best() float64
	// explain adds the parts of the score of the document at hand.
	explain(parts *[]string)
}

// found is how a document matches.
type found struct {
	score   float64
	partial bool // whether it lacks words
	words   bool // whether it matches by words at all
	own     bool // whether one of them stands in its own text, team or lead
}

// stands says whether a document so found is an answer: the family alone makes
// none.
func (f found) stands() bool { return f.own || !f.words }

// A wordMatcher matches words of a query.
type wordMatcher struct {
	shown   string  // the words, for people
	weight  float64 // 0 for words that only filter
	sources []source
	pos     uint64
}

// A source is a field that words are looked for in.
type source struct {
	field string
	boost float64
	terms []sourceTerms // for each thing that the words stand for
}

type sourceTerms struct {
	termList
	clipped bool // whether they are but a short form of the words
}

// A termList is a union or a phrase.
type termList interface {
	list
	count() int
	occurrences() (n, length float64)
	found() []string
}

func (m *wordMatcher) at() uint64 { return m.pos }

func (m *wordMatcher) seek(doc uint64) error {
	m.pos = noMore
	for _, s := range m.sources {
		for _, t := range s.terms {
			if err := t.seek(doc); err != nil {
				return err
			}
			m.pos = min(m.pos, t.at())
		}
	}
	return nil
}

// each calls visit with what stands in the document at hand.
func (m *wordMatcher) each(visit func(s source, t sourceTerms, n float64)) {
	for _, s := range m.sources {
		for _, t := range s.terms {
			if t.at() != m.pos {
				continue
			}
			n, length := t.occurrences()
			if s.field == schema.Text {
				n *= perLength(length)
			}
			visit(s, t, n*s.boost)
		}
	}
}

func (m *wordMatcher) found() found {
	if m.weight == 0 {
		return found{}
	}
	f := found{words: true, partial: true}
	sum := 0.0
	m.each(func(s source, t sourceTerms, n float64) {
		sum += n
		f.partial = f.partial && t.clipped
		f.own = f.own || slices.Contains(ownFields, s.field)
	})
	f.score = m.weight * saturated(sum)
	return f
}

func (m *wordMatcher) best() float64 { return m.weight }

func (m *wordMatcher) explain(parts *[]string) {
	if m.weight == 0 {
		return
	}
	var where []string
	m.each(func(s source, t sourceTerms, _ float64) {
		where = append(where, fmt.Sprintf("%s %q", strings.TrimSuffix(s.field, "_words"), strings.Join(t.found(), " ")))
	})
	*parts = append(*parts, fmt.Sprintf("%s: %.2f of %.2f, for %s", m.shown, m.found().score, m.weight, strings.Join(where, ", ")))
}

func (m *wordMatcher) close() error {
	var err error
	for _, s := range m.sources {
		for _, t := range s.terms {
			err = cmp.Or(err, t.close())
		}
	}
	return err
}

// An allMatcher matches what all of must match and none of mustNot do. Its near
// add to the score.
type allMatcher struct {
	must    []matcher
	mustNot []matcher
	near    []*wordMatcher
}

func (m *allMatcher) at() uint64 { return m.must[0].at() }

func (m *allMatcher) seek(doc uint64) error {
	for {
		for i := 0; i < len(m.must); i++ {
			if err := m.must[i].seek(doc); err != nil {
				return err
			}
			if at := m.must[i].at(); at > doc {
				doc = at
				if i > 0 {
					i = -1 // the first have to come along
				}
			}
		}
		if doc == noMore {
			return nil
		}
		without, err := m.without(doc)
		if err != nil {
			return err
		}
		if without {
			return m.seekNear(doc)
		}
		doc++
	}
}

func (m *allMatcher) seekNear(doc uint64) error {
	for _, near := range m.near {
		if err := near.seek(doc); err != nil {
			return err
		}
	}
	return nil
}

// without says whether none of mustNot matches doc.
func (m *allMatcher) without(doc uint64) (bool, error) {
	for _, not := range m.mustNot {
		if err := not.seek(doc); err != nil {
			return false, err
		}
		if not.at() == doc {
			return false, nil
		}
	}
	return true, nil
}

func (m *allMatcher) found() found {
	var f found
	for _, child := range m.must {
		c := child.found()
		f.score += c.score
		f.partial = f.partial || c.partial
		f.words = f.words || c.words
		f.own = f.own || c.own
	}
	for _, near := range m.near {
		if near.at() == m.at() {
			f.score += near.found().score
		}
	}
	return f
}

func (m *allMatcher) best() float64 {
	best := 0.0
	for _, child := range m.must {
		best += child.best()
	}
	for _, near := range m.near {
		best += near.best()
	}
	return best
}

func (m *allMatcher) explain(parts *[]string) {
	for _, child := range m.must {
		child.explain(parts)
	}
	for _, near := range m.near {
		if near.at() == m.at() {
			near.explain(parts)
		}
	}
}

func (m *allMatcher) close() error {
	var err error
	for _, child := range slices.Concat(m.must, m.mustNot) {
		err = cmp.Or(err, child.close())
	}
	for _, near := range m.near {
		err = cmp.Or(err, near.close())
	}
	return err
}

// An anyMatcher matches what any of its children matches.
type anyMatcher []matcher

func (m anyMatcher) at() uint64 {
	at := uint64(noMore)
	for _, child := range m {
		at = min(at, child.at())
	}
	return at
}

func (m anyMatcher) seek(doc uint64) error {
	for _, child := range m {
		if err := child.seek(doc); err != nil {
			return err
		}
	}
	return nil
}

func (m anyMatcher) found() found {
	at := m.at()
	f := found{words: true}
	for _, child := range m {
		if child.at() != at {
			continue
		}
		c := child.found()
		f.score += c.score
		f.own = f.own || c.own
		f.words = f.words && c.words // a way to match without words needs none to be its own
	}
	f.words = f.words || f.own
	return f
}

func (m anyMatcher) best() float64 {
	best := 0.0
	for _, child := range m {
		best += child.best()
	}
	return best
}

func (m anyMatcher) explain(parts *[]string) {
	at := m.at()
	for _, child := range m {
		if child.at() == at {
			child.explain(parts)
		}
	}
}

func (m anyMatcher) close() error {
	var err error
	for _, child := range m {
		err = cmp.Or(err, child.close())
	}
	return err
}

// A mostMatcher matches what has words of more than half of the weight of all.
type mostMatcher struct {
	words []*wordMatcher
	half  float64
	pos   uint64
}

func (m *mostMatcher) at() uint64 { return m.pos }

func (m *mostMatcher) seek(doc uint64) error {
	for {
		m.pos = noMore
		for _, w := range m.words {
			if err := w.seek(doc); err != nil {
				return err
			}
			m.pos = min(m.pos, w.at())
		}
		if m.pos == noMore {
			return nil
		}
		weight := 0.0
		for _, w := range m.words {
			if w.at() == m.pos {
				weight += w.weight
			}
		}
		if weight > m.half {
			return nil
		}
		doc = m.pos + 1
	}
}

func (m *mostMatcher) found() found {
	f := found{words: true}
	for _, w := range m.words {
		if w.at() != m.pos {
			f.partial = true
			continue
		}
		c := w.found()
		f.score += c.score
		f.partial = f.partial || c.partial
		f.own = f.own || c.own
	}
	return f
}

func (m *mostMatcher) best() float64 {
	best := 0.0
	for _, w := range m.words {
		best += w.best()
	}
	return best
}

func (m *mostMatcher) explain(parts *[]string) {
	for _, w := range m.words {
		if w.at() == m.pos {
			w.explain(parts)
		} else {
			*parts = append(*parts, fmt.Sprintf("%s: 0, not found", w.shown))
		}
	}
}

func (m *mostMatcher) close() error {
	var err error
	for _, w := range m.words {
		err = cmp.Or(err, w.close())
	}
	return err
}

// A standing matcher matches what its matcher does, without the documents of which
// the family alone has the words. Where loose, these are partial answers.
type standing struct {
	matcher
	loose bool
}

func (m standing) seek(doc uint64) error {
	for {
		if err := m.matcher.seek(doc); err != nil {
			return err
		}
		if m.at() == noMore || m.loose || m.matcher.found().stands() {
			return nil
		}
		doc = m.at() + 1
	}
}

func (m standing) found() found {
	f := m.matcher.found()
	f.partial = f.partial || !f.stands()
	return f
}

// A filter matches what a Bleve query does, and adds nothing to a score.
type filter struct {
	search.Searcher
	reader  *indexReader
	context *search.SearchContext
	pos     uint64
}

// openFilter returns the filter of q, at its first document.
func openFilter(r *indexReader, q query.Query) (*filter, error) {
	// Without scores Bleve works on sets, which is faster.
	s, err := q.Searcher(r.ctx, r.IndexReader, schema.Mapping(), search.SearcherOptions{Score: "none"})
	if err != nil {
		return nil, err
	}
	f := &filter{Searcher: s, reader: r, context: &search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0),
	}}
	if err := f.move(s.Next(f.context)); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *filter) at() uint64 { return f.pos }

func (f *filter) seek(doc uint64) error {
	switch {
	case f.pos >= doc:
		return nil
	case doc == noMore:
		return f.move(nil, nil)
	case f.pos+1 == doc:
		return f.move(f.Next(f.context))
	}
	return f.move(f.Advance(f.context, index.NewIndexInternalID(nil, doc)))
}

func (f *filter) move(match *search.DocumentMatch, err error) error {
	if err != nil {
		return err
	}
	f.pos = noMore
	if match != nil {
		f.pos = match.IndexInternalID.Value()
		f.context.DocumentMatchPool.Put(match)
	}
	return f.reader.step()
}

func (f *filter) found() found      { return found{} }
func (f *filter) best() float64     { return 0 }
func (f *filter) explain(*[]string) {}
func (f *filter) close() error      { return f.Close() }
