package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"minutes/schema"
)

// noteOrder sorts documents as in the notes.
var noteOrder = []query{{columnField(schema.File): "asc"}, {lineField: "asc"}}

// walk calls visit with all documents that the search in body finds, in its order, until
// visit returns false. It reads them in pages of size, and all as they were at one point in
// time. If they fit into one page, that takes a single request. The order must have no ties.
func walk[S any](ctx context.Context, r *reader, body query, size int, visit func(found[S]) bool) error {
	body["size"], body["track_total_hits"] = size, false
	var part searched[S]
	if err := search(ctx, r.client, r.index, body, &part); err != nil {
		return err
	}
	if len(part.Hits.Hits) < size {
		visitAll(part.Hits.Hits, visit)
		return nil
	}
	// There are more. Begin again, because the index may change between pages.
	w := &walker{client: r.client, index: r.index}
	defer w.close(ctx)
	for {
		var part searched[S]
		if err := nextPage(ctx, w, body, &part); err != nil {
			return err
		}
		hits := part.Hits.Hits
		if !visitAll(hits, visit) || len(hits) < size {
			return nil
		}
		body["search_after"] = hits[len(hits)-1].Sort
		if part.PIT != "" {
			w.pit = part.PIT
		}
	}
}

// visitAll calls visit with each of hits until it returns false, and returns what it returned
// last.
func visitAll[S any](hits []found[S], visit func(found[S]) bool) bool {
	for _, hit := range hits {
		if !visit(hit) {
			return false
		}
	}
	return true
}

// A walker reads pages at a point in time.
type walker struct {
	client *client
	index  string
	pit    string // "" if there is none
}

// open begins a point in time.
func (w *walker) open(ctx context.Context) error {
	var begun struct {
		ID string `json:"pit_id"`
	}
	err := w.client.call(ctx, "POST", "/"+w.index+"/_search/point_in_time?keep_alive="+w.client.keepAlive, nil, &begun)
	w.pit = begun.ID
	return err
}

// close ends the point in time. If that fails, the cluster ends it later.
func (w *walker) close(ctx context.Context) {
	if w.pit == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if body, err := json.Marshal(query{"pit_id": []string{w.pit}}); err == nil {
		_, _ = w.client.send(ctx, http.MethodDelete, "/_search/point_in_time", body)
	}
}

// nextPage reads a page. A node that goes away takes the point in time with it. Then nextPage
// begins another one, and reads the page from there: what was read before stays the same.
func nextPage[S any](ctx context.Context, w *walker, body query, part *searched[S]) error {
	start := time.Now()
	for try := 1; ; try++ {
		if w.pit == "" {
			if err := w.open(ctx); err != nil {
				return err
			}
		}
		body["pit"] = query{"id": w.pit, "keep_alive": w.client.keepAlive}
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		*part = searched[S]{}
		answer, err := w.client.send(ctx, http.MethodPost, "/_search"+wholly, text)
		if err == nil {
			if err = json.Unmarshal(answer, part); err == nil {
				err = part.whole()
			}
		}
		f, failed := errors.AsType[*failure](err)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case !(failed && (f.isOfPIT() || f.passes())) && !isOfNetwork(err), time.Since(start) > w.client.patience:
			return w.client.explained(err)
		}
		w.pit = ""
		if err := w.client.wait(ctx, try); err != nil {
			return err
		}
	}
}
