package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"minutes/internal/engine"
	"minutes/internal/naming"
)

// An Index is the engine for the live generation of an index in a cluster. Several goroutines
// may use it.
type Index struct {
	client *client
	about  about
	index  string // the documents of the generation
	words  *dictionary
	kept   *kept
	names  naming.Names
	newest newest
}

// Open opens the index at address, such as https://host:9200/minutes. It reads the generation
// that is live now, also when another one follows it.
func Open(ctx context.Context, address string, o Options) (engine.Engine, error) {
	c, err := dial(address, o)
	if err != nil {
		return nil, err
	}
	a, err := c.live(ctx)
	if err != nil {
		return nil, err
	}
	return newIndex(ctx, c, a)
}

// newIndex returns the engine for the generation that a describes.
func newIndex(ctx context.Context, c *client, a about) (*Index, error) {
	x := &Index{client: c, about: a, index: a.Generation, words: newDictionary(c, a.words()), kept: newKept()}
	text, err := c.blob(ctx, a.words(), a.Names)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &x.names); err != nil {
		return nil, fmt.Errorf("%s: its names are damaged: %w; make it again with: index --full", c.address, err)
	}
	return x, nil
}

// Begin implements engine.Engine.
func (x *Index) Begin(ctx context.Context) engine.Reader { return &reader{x, ctx} }

// Guard implements engine.Engine. A cluster answers several questions at once, and says itself
// what is wrong.
func (x *Index) Guard(f func() error) error { return f() }

// Names implements engine.Engine.
func (x *Index) Names() naming.Names { return x.names }

// Documents implements engine.Engine.
func (x *Index) Documents() int { return x.about.Documents }

// Root implements engine.Engine.
func (x *Index) Root() string { return x.about.Root }

// Version implements engine.Engine.
func (x *Index) Version() string { return x.about.version() }

// Added implements engine.Engine. Only this program writes to an index in a cluster.
func (x *Index) Added() string { return "" }

// Record implements engine.Engine.
func (x *Index) Record() ([]byte, error) {
	return x.client.blob(context.Background(), x.about.words(), x.about.Record)
}

// Close implements engine.Engine.
func (x *Index) Close() error { return nil }

// A newest knows whether another generation is live.
type newest struct {
	mu    sync.Mutex
	asked time.Time
	other bool
}

// The cluster is asked at most once in a moment whether the index was published again, and may
// take only so long.
const (
	moment       = time.Second
	longestCheck = 2 * time.Second
)

// Superseded implements engine.Engine. While the cluster does not answer, nothing changes.
func (x *Index) Superseded() bool {
	x.newest.mu.Lock()
	defer x.newest.mu.Unlock()
	if x.newest.other || time.Since(x.newest.asked) < moment {
		return x.newest.other
	}
	ctx, cancel := context.WithTimeout(context.Background(), longestCheck)
	defer cancel()
	a, err := x.client.live(ctx)
	x.newest.asked = time.Now()
	x.newest.other = err == nil && a.version() != x.about.version()
	return x.newest.other
}

// Part implements engine.Engine.
func (x *Index) Part(file string) (engine.Engine, string) { return x, file }
