package searcher

import (
	"context"
	"errors"
	"iter"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/schema"
)

// Search returns the answer to q. It returns an error if q cannot be answered, the index
// is damaged, or ctx is done.
func (x *Index) Search(ctx context.Context, q Query, o Options) (*Result, error) {
	r, hits, err := x.Stream(ctx, q, o)
	if err != nil {
		return nil, err
	}
	r.Hits = make([]Hit, 0, r.Shown())
	for hit, err := range hits {
		if err != nil {
			return nil, err
		}
		r.Hits = append(r.Hits, hit)
	}
	return r, nil
}

// Stream is Search for answers of any size. The Result has no Hits; the iterator reads
// them from the index one by one. If reading fails, it yields the error and stops. ctx
// applies only until Stream returns, not to reading hits.
func (x *Index) Stream(ctx context.Context, q Query, o Options) (r *Result, hits iter.Seq2[Hit, error], err error) {
	var found *engine.Collection
	err = x.read(ctx, func(reader engine.Reader) error {
		r, found, err = answer(reader, x.names, q, o)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return r, x.hits(found.Hits, r.highlighter, o.Siblings), nil
}

// answer returns the answer of reader, whose documents have names, and what was found for it.
func answer(reader engine.Reader, names naming.Names, q Query, o Options) (*Result, *engine.Collection, error) {
	if o.Limit < 0 || o.Offset < 0 {
		return nil, nil, errors.New("limit and offset cannot be negative; write 0 or more")
	}
	for _, field := range o.Facets {
		if !isFacet(field) {
			return nil, nil, unknownFacet(field)
		}
	}
	asked := &planner.Question{Text: q.Text, Tree: planner.WithoutHeadings(q.Tree), Names: names, Exact: o.Exact, AllWords: o.AllWords}
	found, err := collect(reader, asked, o, false)
	if err != nil {
		return nil, nil, asked.Failed(err)
	}
	full := found.Total
	counted := found // for dates, facets and the story: the full matches, if there are any
	if full < asked.Need && !o.AllWords {
		if found, err = collect(reader, asked, o, true); err != nil {
			return nil, nil, asked.Failed(err)
		}
		if full == 0 {
			counted = found
		}
	}

	r := resultOf(asked, q, found.Total)
	r.Full, r.Offset, r.Limit, r.Hits, r.StandIns = full, o.Offset, o.Limit, []Hit{}, asked.StandIns
	r.ByDate = !order(asked, o, false).ByScore
	r.Entries, r.Routine, r.highlighter = found.Entries, found.Routine, asked.Highlighter
	r.First, r.Last = counted.First, counted.Last
	if r.Total == 0 {
		if r.Elsewhere, err = elsewhere(reader, asked, o); err != nil {
			return nil, nil, asked.Failed(err)
		}
		if o.Without && !r.saysWhy() {
			if r.Without, err = withouts(reader, names, q, o); err != nil {
				return nil, nil, asked.Failed(err)
			}
		}
	}
	if r.Facets, err = facets(counted, o, names); err != nil {
		return nil, nil, asked.Failed(err)
	}
	if o.Spelling {
		if r.Spelling, err = planner.FindSpelling(reader, asked.Tree, q.Text); err != nil {
			return nil, nil, asked.Failed(err)
		}
	}
	if o.Story {
		r.Story = story(counted, names)
	}
	return &r, found, nil
}

// facets returns the facets that o asks for.
func facets(counted *engine.Collection, o Options, names naming.Names) (all Facets, err error) {
	crossed := counted.Crossed // in the order of the crossed facets
	for _, field := range o.Facets {
		if fields, ok := crossedFields(field); ok {
			one, err := cross(crossed[0], fields, o.Top, names)
			if err != nil {
				return nil, err
			}
			all = append(all, Facet{Field: field, Cross: one})
			crossed = crossed[1:]
			continue
		}
		all = append(all, facet(counted, field, o.Top, names))
	}
	return all, nil
}

func story(counted *engine.Collection, names naming.Names) Story {
	days := facet(counted, schema.Date, 0, names)
	return Story{
		Meetings: counted.Meetings,
		Days:     days.Values,
		Undated:  days.Missing,
		Teams:    facet(counted, schema.Team, 0, names).Values,
	}
}
