package web

import "sync"

// A cache keeps the replies that were made last, by their tags. A tag depends on the
// program, the index and the address, and nothing else decides the reply.
type cache struct {
	mu    sync.Mutex
	known map[string]*reply
	order []string // tags, oldest first
	size  int      // bytes of the replies
}

// The size of a cache, and of the largest reply in it, in bytes.
const (
	cacheSize  = 16 << 20
	largestHit = cacheSize / 16
)

// get returns the reply with tag, or nil.
func (c *cache) get(tag string) *reply {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known[tag]
}

// put keeps rep, and forgets the oldest replies if there are too many.
func (c *cache) put(rep *reply) {
	size := rep.size()
	if size > largestHit {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil {
		c.known = map[string]*reply{}
	}
	if c.known[rep.tag] != nil {
		return
	}
	c.known[rep.tag] = rep
	c.order = append(c.order, rep.tag)
	c.size += size
	for c.size > cacheSize {
		oldest := c.order[0]
		c.order = c.order[1:]
		c.size -= c.known[oldest].size()
		delete(c.known, oldest)
	}
}
