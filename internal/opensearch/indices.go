package opensearch

import (
	"context"
	"fmt"
	"strings"
)

// indices returns the mappings of all indices whose names begin as those of c do. Not all are
// ours.
func (c *client) indices(ctx context.Context) (map[string]mapped, error) {
	var all map[string]mapped
	err := c.call(ctx, "GET", "/"+c.name+"-*/_mapping?expand_wildcards=all", nil, &all)
	if isMissing(err) {
		return nil, nil
	}
	return all, err
}

// remove removes the indices of a generation, if they are there.
func (c *client) remove(ctx context.Context, generation string) error {
	for _, index := range []string{generation + "-words", generation} {
		if err := c.call(ctx, "DELETE", "/"+index+timeouts, nil, nil); err != nil && !isMissing(err) {
			return err
		}
	}
	return nil
}

// A sharded is the part of an answer that says whether all shards gave it.
type sharded struct {
	Shards struct {
		Total      int `json:"total"`
		Successful int `json:"successful"`
		Failed     int `json:"failed"`
	} `json:"_shards"`
}

// whole returns an error unless all shards gave the answer. A shard without a node is not
// among those that failed.
func (s sharded) whole(c *client) error {
	if s.Shards.Successful < s.Shards.Total {
		return fmt.Errorf("%s: %d of %d shards answered; see /_cluster/health", c.address, s.Shards.Successful, s.Shards.Total)
	}
	return nil
}

// refreshed returns an error if a copy of a shard failed. A copy without a node is of no
// matter: it will be made from the others.
func (s sharded) refreshed(c *client) error {
	if s.Shards.Failed > 0 {
		return fmt.Errorf("%s: %d of %d copies of shards failed; see /_cluster/health", c.address, s.Shards.Failed, s.Shards.Total)
	}
	return nil
}

// refresh shows what was written to indices.
func (c *client) refresh(ctx context.Context, indices ...string) error {
	var answer sharded
	if err := c.call(ctx, "POST", "/"+strings.Join(indices, ",")+"/_refresh", nil, &answer); err != nil {
		return err
	}
	return answer.refreshed(c)
}

// countOf returns the number of documents of index that match a query.
func (c *client) countOf(ctx context.Context, index string, of object) (int, error) {
	var answer struct {
		sharded
		Count int `json:"count"`
	}
	if err := c.call(ctx, "POST", "/"+index+"/_count", object{"query": of}, &answer); err != nil {
		return 0, err
	}
	return answer.Count, answer.whole(c)
}
