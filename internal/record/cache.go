package record

import (
	"container/list"
	"sync"

	"github.com/onrecord/onrecord/claim"
)

// cacheBytes bounds the encoded states that are kept in memory.
const cacheBytes = 32 << 20

// cache keeps folded states, least recently used out first. It keeps them
// encoded: a state is mutable, so everybody who asks gets a copy of their own.
type cache struct {
	mu    sync.Mutex
	limit int
	bytes int
	order *list.List // of *cached, most recently used first
	found map[claim.Stream]*list.Element
}

type cached struct {
	stream  claim.Stream
	version int64
	state   []byte
}

func newCache(limit int) *cache {
	return &cache{limit: limit, order: list.New(), found: map[claim.Stream]*list.Element{}}
}

// get returns the state, or nil.
func (c *cache) get(s claim.Stream) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.found[s]
	if !ok {
		return nil
	}
	c.order.MoveToFront(element)
	return element.Value.(*cached).state
}

// put keeps the state of a committed version, unless a later one is there.
func (c *cache) put(s claim.Stream, version int64, state []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.found[s]; ok {
		if element.Value.(*cached).version >= version {
			return
		}
		c.drop(element)
	}
	c.found[s] = c.order.PushFront(&cached{s, version, state})
	c.bytes += len(state)
	for c.bytes > c.limit {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(element *list.Element) {
	old := c.order.Remove(element).(*cached)
	delete(c.found, old.stream)
	c.bytes -= len(old.state)
}
