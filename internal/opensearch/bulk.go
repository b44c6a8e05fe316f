package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
)

// An action writes a document to an index, or deletes it.
type action struct {
	id, file string // file is that of the note, whose documents are kept in one shard; "" for none
	body     []byte // JSON on one line; nil to delete
}

// A bulk sends many actions to an index. Requests are bounded in bytes, and several are on
// their way at once. The version of all documents is a fence, so that a writer whose lock
// another has taken cannot write over what that one wrote.
type bulk struct {
	client *client
	ctx    context.Context
	stop   context.CancelCauseFunc
	lock   *lock
	index  string
	next   request
	full   chan request
	done   sync.WaitGroup
}

// A request is the body of one request, and where the lines of its actions end in it.
type request struct {
	body bytes.Buffer
	ends []int
	ids  []string
}

const (
	maxRequest  = 4 << 20 // bytes of a request; larger ones are not faster
	bulkWorkers = 3
)

// newBulk returns a bulk for index. It must be closed.
func (c *client) newBulk(ctx context.Context, l *lock, index string) *bulk {
	b := &bulk{client: c, lock: l, index: index, full: make(chan request)}
	b.ctx, b.stop = context.WithCancelCause(ctx)
	for range bulkWorkers {
		b.done.Go(func() {
			for r := range b.full {
				if b.ctx.Err() == nil {
					if err := b.send(r); err != nil {
						b.stop(err)
					}
				}
			}
		})
	}
	return b
}

// add sends a, in time. It fails once any action failed.
func (b *bulk) add(a action) error {
	type target struct {
		ID      string `json:"_id"`
		Routing string `json:"routing,omitempty"`
		Version int64  `json:"version"`
		Type    string `json:"version_type"`
	}
	what := "index"
	if a.body == nil {
		what = "delete"
	}
	e := json.NewEncoder(&b.next.body)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]target{what: {a.id, a.file, b.lock.fence, "external_gte"}}); err != nil {
		return err
	}
	if a.body != nil {
		b.next.body.Write(a.body)
		b.next.body.WriteByte('\n')
	}
	b.next.ends, b.next.ids = append(b.next.ends, b.next.body.Len()), append(b.next.ids, a.id)
	if b.next.body.Len() < maxRequest {
		return nil
	}
	return b.flush()
}

func (b *bulk) flush() error {
	if len(b.next.ids) > 0 {
		b.full <- b.next // a worker takes it in any case
		b.next = request{}
	}
	if b.ctx.Err() != nil {
		return context.Cause(b.ctx)
	}
	return nil
}

// close sends what is left, waits for all answers, and returns the first error.
func (b *bulk) close() error {
	_ = b.flush() // its error is the cause of b.ctx
	close(b.full)
	b.done.Wait()
	err := context.Cause(b.ctx)
	b.stop(nil)
	return err
}

// send sends r until each of its actions is done. Those that a busy node refused are sent
// again.
func (b *bulk) send(r request) error {
	for try := 1; len(r.ids) > 0; try++ {
		if err := b.lock.held(); err != nil {
			return err
		}
		again, err := b.sendOnce(r, try)
		if err != nil {
			return err
		}
		if r = again; len(r.ids) == 0 {
			break
		}
		if err := b.client.wait(b.ctx, try); err != nil {
			return err
		}
	}
	return nil
}

// maxTries is how often an action is sent: for about as long as a request is tried.
const maxTries = 10

// sendOnce sends r, and returns the part to send again.
func (b *bulk) sendOnce(r request, try int) (again request, err error) {
	type result struct {
		Status int `json:"status"`
		Error  struct {
			Type   string `json:"type"`
			Reason string `json:"reason"`
			Caused struct {
				Reason string `json:"reason"`
			} `json:"caused_by"`
		} `json:"error"`
	}
	var answer struct {
		Errors *bool               `json:"errors"`
		Items  []map[string]result `json:"items"`
	}
	path := "/" + b.index + "/_bulk?filter_path=errors,items.*.status,items.*.error&" + timeout
	if err := b.client.call(b.ctx, "POST", path, r.body.Bytes(), &answer); err != nil {
		return request{}, err
	}
	if answer.Errors == nil || len(answer.Items) != len(r.ids) {
		return request{}, fmt.Errorf("%s answered %d of %d documents", b.client.address, len(answer.Items), len(r.ids))
	}
	if !*answer.Errors {
		return request{}, nil
	}
	start := 0
	for i, item := range answer.Items {
		lines := r.body.Bytes()[start:r.ends[i]]
		start = r.ends[i]
		for what, res := range item {
			f := &failure{status: res.Status, kind: res.Error.Type, reason: res.Error.Reason}
			if res.Error.Caused.Reason != "" {
				f.reason += ": " + res.Error.Caused.Reason
			}
			switch {
			case res.Status < 300, what == "delete" && res.Status == http.StatusNotFound:
			case f.passes() && try < maxTries:
				again.body.Write(lines)
				again.ends, again.ids = append(again.ends, again.body.Len()), append(again.ids, r.ids[i])
			case isConflict(f):
				return request{}, errLost{b.client.address.String()}
			default:
				return request{}, explained{fmt.Sprintf("write document %s to %s: %s", r.ids[i], b.client.address, f.explain(true)), f}
			}
		}
	}
	return again, nil
}
