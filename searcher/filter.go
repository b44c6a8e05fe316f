package searcher

import (
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// A filter matches what a Bleve query does, and adds nothing to a score.
type filter struct {
	search.Searcher
	reader  *indexReader
	context *search.SearchContext
	pos     uint64
}

// openFilter returns the filter of q, at its first document.
func openFilter(r *indexReader, m mapping.IndexMapping, q query.Query) (*filter, error) {
	// Without scores Bleve works on sets, which is faster.
	s, err := q.Searcher(r.ctx, r.Reader, m, search.SearcherOptions{Score: "none"})
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

func (f *filter) found() found { return found{} }

func (f *filter) best() float64 { return 0 }

func (f *filter) explain(*[]string) {}

func (f *filter) close() error { return f.Close() }
