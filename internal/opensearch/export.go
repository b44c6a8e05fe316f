package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// An exported is a document as an index has it.
type exported struct {
	ID      string          `json:"_id"`
	Routing string          `json:"_routing"`
	Source  json.RawMessage `json:"_source"`
	Fields  struct {
		Hash []string `json:"hash"`
	} `json:"fields"`
	Sort []json.Number `json:"sort"`
}

// export calls visit with all documents of index, as they were at one point in time. Body says
// what of them is wanted. Their order is that of the shards, which is the fastest, and which no
// other point in time has: if this one is lost, export fails.
func (c *client) export(ctx context.Context, index string, size int, body object, visit func(exported) error) error {
	w := &walker{client: c, index: index}
	if err := w.open(ctx); err != nil {
		return err
	}
	defer w.close(ctx)
	body["size"], body["track_total_hits"], body["sort"] = size, false, []string{"_shard_doc"}
	for {
		body["pit"] = object{"id": w.pit, "keep_alive": c.keepAlive}
		var answer struct {
			sharded
			TimedOut bool `json:"timed_out"`
			Hits     struct {
				Hits []exported `json:"hits"`
			} `json:"hits"`
		}
		err := c.call(ctx, "POST", "/_search"+wholly, body, &answer)
		if err == nil {
			err = answer.whole(c)
		}
		if err == nil && answer.TimedOut {
			err = fmt.Errorf("%s: the cluster took too long; try again when it has less to do", c.address)
		}
		if err != nil {
			return err
		}
		hits := answer.Hits.Hits
		for _, hit := range hits {
			if err := visit(hit); err != nil {
				return err
			}
		}
		if len(hits) < size {
			return nil
		}
		body["search_after"] = hits[len(hits)-1].Sort
	}
}

// sources calls visit with the documents with ids in index, which are kept with routings.
// Documents that are missing are an error.
func (c *client) sources(ctx context.Context, index string, ids, routings []string, fields []string, visit func(json.RawMessage) error) error {
	const some = 500
	for first := 0; first < len(ids); first += some {
		var docs []object
		for i := first; i < min(first+some, len(ids)); i++ {
			docs = append(docs, object{"_id": ids[i], "routing": routings[i], "_source": fields})
		}
		var answer struct {
			Docs []struct {
				Found  bool            `json:"found"`
				Source json.RawMessage `json:"_source"`
			} `json:"docs"`
		}
		if err := c.call(ctx, "POST", "/"+index+"/_mget", object{"docs": docs}, &answer); err != nil {
			return err
		}
		for _, d := range answer.Docs {
			if !d.Found {
				return errors.New("a document of " + index + " is missing; make the index again with: index --full")
			}
			if err := visit(d.Source); err != nil {
				return err
			}
		}
	}
	return nil
}
