package opensearch

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/segmentio/encoding/json"
)

// segments is the number of segments of a shard of a new generation. With fewer, a word is
// looked up less often; the processors of a node search several at the same time.
const segments = 4

// merge has the cluster merge the segments of new indices, which takes minutes for many
// documents. An index whose segments were not merged answers the same, but more slowly.
func (c *client) merge(ctx context.Context, indices ...string) error {
	var started struct{ Task string }
	path := fmt.Sprintf("/%s/_forcemerge?max_num_segments=%d&wait_for_completion=false", strings.Join(indices, ","), segments)
	if err := c.call(ctx, "POST", path, nil, &started); err != nil {
		return err
	}
	for try := 1; ; try++ {
		var task struct {
			Completed bool
			Error     json.RawMessage
			Response  sharded
		}
		if err := c.call(ctx, "GET", "/_tasks/"+started.Task, nil, &task); err != nil {
			return err
		}
		switch {
		case task.Completed && task.Error != nil:
			return failureOf(http.StatusInternalServerError, task.Error)
		case task.Completed:
			return task.Response.refreshed(c)
		}
		if err := c.wait(ctx, try); err != nil {
			return err
		}
	}
}
