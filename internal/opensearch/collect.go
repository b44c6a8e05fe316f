package opensearch

import (
	"context"
	"iter"
	"maps"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// hitSource are the parts of a document that a hit needs.
var hitSource = []string{docField, presentField, saidField, sharedField, oldField, routineField, pointerField}

// A source is what the engine stores of a document.
type source struct {
	Doc     schema.Document `json:"doc"`
	Present bool            `json:"present"`
	Said    string          `json:"said"`
	Shared  bool            `json:"shared"`
	Old     bool            `json:"old"`
	Routine bool            `json:"routine"`
	Pointer bool            `json:"pointer"`
}

func (s source) document() schema.Document {
	s.Doc.Present = s.Present
	return s.Doc
}

// Collect implements engine.Reader. One request counts the documents and reads the first
// hits. If more hits are wanted, they are read when the iterator reaches them.
func (r *reader) Collect(p plan.Node, q engine.Request) (*engine.Collection, error) {
	c, err := r.prepare(p)
	if err != nil {
		return nil, err
	}
	l := newListing(r, c, p, q)
	bodies := []query{counting(l.matches, q, r.client.values)}
	if field := skippedField(q); field != "" {
		routine := and(c.matches(p), hasTerm(field, true))
		bodies = append(bodies, query{"query": routine, "size": 0, "track_total_hits": true})
	}
	if l.fitsOnePage() {
		bodies = append(bodies, l.firstPage())
	}
	answers, err := searchAll[source](r.ctx, r.client, r.index, bodies)
	if err != nil {
		return nil, err
	}
	all := &engine.Collection{}
	if err := r.tally(all, &answers[0], l.matches, q); err != nil {
		return nil, err
	}
	if skippedField(q) != "" {
		all.Routine = answers[1].Hits.Total.Value
	}
	if !l.fitsOnePage() {
		all.Hits = l.stream()
		return all, nil
	}
	hits, err := l.founds(r.ctx, answers[len(answers)-1].Hits.Hits)
	if err != nil {
		return nil, err
	}
	all.Hits = func(yield func(engine.Found, error) bool) {
		for _, hit := range hits {
			if !yield(hit, nil) {
				return
			}
		}
	}
	return all, nil
}

// A listing reads the hits of an answer.
type listing struct {
	*reader
	request engine.Request
	matches query // for what the hits are chosen from
	ranked  query
	scores  bool
	plan    plan.Node
	*compiler
}

// skippedField returns the field of the documents that q leaves out; "" if it leaves out none.
func skippedField(q engine.Request) string {
	switch {
	case q.SkipRepeats:
		return oldField
	case q.SkipRoutine:
		return routineField
	}
	return ""
}

func newListing(r *reader, c *compiler, p plan.Node, q engine.Request) *listing {
	l := &listing{reader: r, compiler: c, plan: p, request: q, matches: c.matches(p)}
	l.ranked, l.scores = c.ranked(p)
	if field := skippedField(q); field != "" {
		without := not(hasTerm(field, true))
		l.matches = and(l.matches, without)
		l.ranked = query{"bool": query{"must": []query{l.ranked}, "filter": []query{without}}}
	}
	return l
}

// fitsOnePage reports whether all hits come with the counts.
func (l *listing) fitsOnePage() bool {
	return l.request.Limit <= l.client.hits && l.request.Offset <= l.client.page-l.client.hits
}

// body returns the search for the hits, in order.
func (l *listing) body() query {
	return query{
		"query": l.ranked, "_source": hitSource, "sort": l.order(), "track_scores": l.scores,
	}
}

func (l *listing) firstPage() query {
	body := l.body()
	body["from"], body["size"], body["track_total_hits"] = l.request.Offset, l.request.Limit, false
	if l.request.Collapse {
		body["collapse"] = query{"field": saidField}
	}
	return body
}

// order returns the order of the hits as OpenSearch has it.
func (l *listing) order() []query {
	o := l.request.Order
	direction := "desc"
	if o.Oldest {
		direction = "asc"
	}
	var keys []query
	switch {
	case !l.scores:
	case o.ByScore:
		keys = append(keys, query{"_score": "desc"})
	case o.ByClass:
		keys = append(keys, query{"_script": query{"type": "number", "order": "asc", "script": query{
			"source": "_score < params.full ? 1 : 0", "params": query{"full": plan.FullRepeat},
		}}})
	}
	keys = append(keys, query{columnField(schema.Date): query{"order": direction, "missing": "_last"}})
	if !o.ByScore {
		keys = append(keys, query{routineField: query{"order": "asc", "missing": 0}})
	}
	return append(keys, noteOrder...)
}

// founds returns what hits are, with what they repeat.
func (l *listing) founds(ctx context.Context, hits []found[source]) ([]engine.Found, error) {
	said := map[string]bool{}
	for _, hit := range hits {
		if l.request.Collapse && hit.Source.Shared {
			said[hit.Source.Said] = true
		}
	}
	repeats, err := l.repeats(ctx, slices.Sorted(maps.Keys(said)))
	if err != nil {
		return nil, err
	}
	var all []engine.Found
	for _, hit := range hits {
		one := engine.Found{Document: hit.Source.document(), Routine: hit.Source.Routine && !l.request.Order.ByScore}
		if l.scores {
			one.Score = hit.Score
		}
		if said[hit.Source.Said] {
			one.Repeats = repeats[hit.Source.Said]
		}
		if l.request.Explain && l.scores {
			one.Explanation = l.explained(l.plan, hit.Source, one.Score, l.request.Remarks)
		}
		all = append(all, one)
	}
	return all, nil
}

// stream returns the hits, which it reads page by page.
func (l *listing) stream() iter.Seq2[engine.Found, error] {
	return func(yield func(engine.Found, error) bool) {
		skip, left := l.request.Offset, l.request.Limit
		seen := map[string]bool{}
		var batch []found[source]
		var failed error
		more := true
		flush := func() bool {
			var hits []engine.Found
			if hits, failed = l.founds(l.ctx, batch); failed != nil {
				return false
			}
			batch = batch[:0]
			for _, hit := range hits {
				if more = yield(hit, nil); !more {
					return false
				}
			}
			return left > 0
		}
		err := walk(l.ctx, l.reader, l.body(), l.client.hits, func(hit found[source]) bool {
			if l.request.Collapse && hit.Source.Shared {
				if seen[hit.Source.Said] {
					return true
				}
				seen[hit.Source.Said] = true
			}
			if skip > 0 {
				skip--
				return true
			}
			batch = append(batch, hit)
			left--
			return len(batch) < l.client.hits && left > 0 || flush()
		})
		if err == nil && failed == nil && more && len(batch) > 0 {
			flush()
		}
		if failed != nil {
			err = failed
		}
		if err != nil && more {
			yield(engine.Found{}, err)
		}
	}
}
