package opensearch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/segmentio/encoding/json"

	"github.com/opensearch-project/opensearch-go/v4/opensearchtransport"
)

// A client asks the nodes of a cluster. Several goroutines may use it.
type client struct {
	address
	transport *opensearchtransport.Client
	credentials
	signed   bool          // whether requests are signed instead
	met      atomic.Bool   // whether a node has answered
	patience time.Duration // time after which a request is not made again
	pause    time.Duration // pause before the second try; the next ones take longer
	bounds
}

// patience is how long a request is tried. A cluster that has lost a node has chosen another
// for its shards by then.
const patience = 30 * time.Second

// timeout and timeouts are parts of requests that write documents, and of those that change
// indices. A node waits only so long for others, because the default, a minute, is more than the
// patience of a client.
const (
	timeout  = "timeout=10s"
	timeouts = "?cluster_manager_timeout=10s&" + timeout
)

// dial returns the client for the index at text, an address. It asks nothing yet.
func dial(text string, o Options) (*client, error) {
	a, err := parseAddress(text)
	if err != nil {
		return nil, err
	}
	c := &client{address: a, bounds: usual, patience: patience, pause: 100 * time.Millisecond}
	if c.credentials, err = newCredentials(); err != nil {
		return nil, err
	}
	for _, n := range a.nodes {
		if c.credentials != nil && n.Scheme == "http" && !isLocal(n) {
			return nil, fmt.Errorf("%s would be sent the credentials unencrypted; write https:// in the address, or unset them", n)
		}
	}
	way, err := newTransport(o)
	if err != nil {
		return nil, err
	}
	signer, err := newSigner()
	if err != nil {
		return nil, err
	}
	c.signed = signer != nil
	if c.signed && c.credentials != nil {
		return nil, errors.New("$MINUTES_AWS_SERVICE takes the place of $MINUTES_USER, $MINUTES_API_KEY and $MINUTES_TOKEN_FILE; unset them")
	}
	c.transport, err = opensearchtransport.New(opensearchtransport.Config{
		URLs: a.nodes, Transport: way, DisableRetry: true, Signer: signer,
		HealthCheckRequestModifier: func(r *http.Request) { _ = c.sign(r) }, // the next request tells why it cannot
	})
	return c, err
}

// sign adds the credentials to a request.
func (c *client) sign(r *http.Request) error {
	if c.credentials == nil {
		return nil
	}
	header, err := c.credentials()
	r.Header.Set("Authorization", header)
	return err
}

// call sends a request to the cluster, with body as JSON, and decodes the answer into result,
// unless that is nil. A body of bytes is sent as it is. While nodes are overloaded or cannot
// be reached, it tries again, and others. All requests of this package can be repeated. The
// error of an answer is a *failure.
func (c *client) call(ctx context.Context, method, path string, body, result any) error {
	text, ok := body.([]byte)
	if !ok && body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	start := time.Now()
	for try := 1; ; try++ {
		answer, err := c.send(ctx, method, path, text)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err == nil && result == nil:
			return nil
		case err == nil:
			if err := json.Unmarshal(answer, result); err != nil {
				return explained{fmt.Sprintf("%s does not answer as OpenSearch does (%v); is the address right?", c.address, err), err}
			}
			return nil
		case !c.mayPass(err, try) || time.Since(start) > c.patience:
			return c.explained(err)
		}
		if err := c.wait(ctx, try); err != nil {
			return err
		}
	}
}

// mayPass reports whether the cause of err may pass, so that another try makes sense. A
// cluster that never answered is given one try a node: its address may be wrong.
func (c *client) mayPass(err error, try int) bool {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.passes()
	}
	return isOfNetwork(err) && (c.met.Load() || try < len(c.nodes))
}

// wait pauses before another try, longer each time, and not as long as others who wait.
func (c *client) wait(ctx context.Context, try int) error {
	pause := min(c.pause<<min(try-1, 6), 5*time.Second)
	timer := time.NewTimer(pause/2 + rand.N(pause))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// send sends a request to a node, and returns the answer.
func (c *client) send(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	var reader io.Reader = http.NoBody
	if body != nil {
		reader = bytes.NewReader(body)
	}
	r, err := http.NewRequestWithContext(ctx, method, path, reader)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", "application/json")
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if strings.HasSuffix(strings.SplitN(path, "?", 2)[0], "/_bulk") {
		r.Header.Set("Content-Type", "application/x-ndjson")
	}
	if err := c.sign(r); err != nil {
		return nil, err
	}
	answer, err := c.transport.Stream(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	c.met.Store(true)
	if answer.StatusCode < 300 {
		return text, nil
	}
	return nil, newFailure(answer.StatusCode, text)
}
