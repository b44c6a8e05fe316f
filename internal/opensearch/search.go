package opensearch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/segmentio/encoding/json"
)

// bounds say how much to ask for at once, and for how long. Tests change them.
type bounds struct {
	page      int    // documents, of which little is read
	hits      int    // documents as hits
	values    int    // values of fields with their counts
	merged    int    // documents of a generation whose segments are merged, at least
	keepAlive string // how long the cluster keeps a point in time for the next page
}

// usual are the bounds in use. OpenSearch answers with at most 10,000 documents, and with
// 65,535 values of all fields.
var usual = bounds{page: 10_000, hits: 1000, values: 65_000, merged: 100_000, keepAlive: "5m"}

// searched is the answer to a search, whose documents have sources of type S.
type searched[S any] struct {
	TimedOut bool   `json:"timed_out"`
	PIT      string `json:"pit_id"`
	Shards   struct {
		Total      int `json:"total"`
		Successful int `json:"successful"`
	} `json:"_shards"`
	Hits struct {
		Total struct {
			Value int `json:"value"`
		} `json:"total"`
		Hits []found[S] `json:"hits"`
	} `json:"hits"`
	Aggregations map[string]json.RawMessage `json:"aggregations"`
	Error        json.RawMessage            `json:"error"` // in an answer to several searches
	Status       int                        `json:"status"`
}

// A found is a document that a search found.
type found[S any] struct {
	Score  float64          `json:"_score"`
	Source S                `json:"_source"`
	Fields map[string][]any `json:"fields"`
	Sort   []any            `json:"sort"`
}

// whole returns an error unless s is the answer of all shards. It is a *failure if the
// cluster says why.
func (s *searched[S]) whole() error {
	switch {
	case s.Error != nil:
		return failureOf(s.Status, s.Error)
	case s.TimedOut:
		return errors.New("the cluster took too long; ask again, or ask for less")
	case s.Shards.Successful < s.Shards.Total || s.Shards.Total == 0: // a shard without a node is not among the failed ones
		return &failure{status: http.StatusServiceUnavailable, kind: "shards", reason: fmt.Sprintf("%d of %d shards answered, so documents would be missing", s.Shards.Successful, s.Shards.Total)}
	}
	return nil
}

// wholly has the cluster answer with all shards, or not at all.
const wholly = "?allow_partial_search_results=false"

// search searches index. A part of an answer is an error.
func search[S any](ctx context.Context, c *client, index string, body query, result *searched[S]) error {
	if err := c.call(ctx, "POST", "/"+index+"/_search"+wholly, body, result); err != nil {
		return err
	}
	if err := result.whole(); err != nil {
		return c.explained(err)
	}
	return nil
}

// searchAll makes several searches of index with one request. It tries again while one of
// them fails for a reason that may pass.
func searchAll[S any](ctx context.Context, c *client, index string, bodies []query) ([]searched[S], error) {
	if len(bodies) == 0 {
		return nil, nil
	}
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	for _, body := range bodies {
		lines.WriteString("{\"allow_partial_search_results\":false}\n")
		if err := e.Encode(body); err != nil {
			return nil, err
		}
	}
	start := time.Now()
	for try := 1; ; try++ {
		var all struct {
			Responses []searched[S] `json:"responses"`
		}
		if err := c.call(ctx, "POST", "/"+index+"/_msearch?filter_path="+unsent, lines.Bytes(), &all); err != nil {
			return nil, err
		}
		err := allWhole(all.Responses, len(bodies))
		if err == nil {
			return all.Responses, nil
		}
		if f, ok := errors.AsType[*failure](err); !ok || !f.passes() || time.Since(start) > c.patience {
			return nil, c.explained(err)
		}
		if err := c.wait(ctx, try); err != nil {
			return nil, err
		}
	}
}

// allWhole returns an error unless all are whole answers, as many as asked.
func allWhole[S any](all []searched[S], asked int) error {
	if len(all) != asked {
		return fmt.Errorf("the cluster answered %d of %d searches", len(all), asked)
	}
	for i := range all {
		if err := all[i].whole(); err != nil {
			return err
		}
	}
	return nil
}
