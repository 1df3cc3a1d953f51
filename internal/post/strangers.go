package post

import (
	"net/netip"
	"sync"
	"time"
)

// What strangers may send to the desk's own addresses in a day. More is to come again later, and its sender's server tries
// for days; so a flood fills no disk and hides no answer, and nothing is refused for good.
const (
	strangerMessages = 30
	strangerBytes    = 60 << 20
	networkMessages  = 200
	networkBytes     = 200 << 20
	allMessages      = 2000
	allBytes         = 1 << 30
	maxCounted       = 20_000 // senders and networks that are told apart; those beyond count for all alone
)

// sender is who sends: by the envelope's sender, and by the network that it came from, if that is known.
type sender struct {
	address, network string
}

// strangers counts what was taken in from them, by day. A restart forgets it. The zero value is ready.
type strangers struct {
	mu        sync.Mutex
	day       time.Time
	all       amount
	addresses map[string]amount
	networks  map[string]amount
}

type amount struct {
	messages, bytes int
}

func (a amount) below(messages, bytes int) bool { return a.messages < messages && a.bytes < bytes }

// room reports whether there is room for more from a sender today.
func (s *strangers) room(from sender, at time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn(at)
	return s.all.below(allMessages, allBytes) && s.addresses[from.address].below(strangerMessages, strangerBytes) &&
		(from.network == "" || s.networks[from.network].below(networkMessages, networkBytes))
}

// took counts a message.
func (s *strangers) took(from sender, size int, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn(at)
	s.all = s.all.plus(size)
	add(s.addresses, from.address, size)
	if from.network != "" {
		add(s.networks, from.network, size)
	}
}

func (a amount) plus(size int) amount { return amount{a.messages + 1, a.bytes + size} }

func add(counts map[string]amount, of string, size int) {
	if known, ok := counts[of]; ok || len(counts) < maxCounted {
		counts[of] = known.plus(size)
	}
}

// turn begins a new day.
func (s *strangers) turn(at time.Time) {
	if day := at.UTC().Truncate(24 * time.Hour); !day.Equal(s.day) {
		s.day, s.all, s.addresses, s.networks = day, amount{}, map[string]amount{}, map[string]amount{}
	}
}

// networkOf is the network of an address: the /24 of IPv4, the /48 of IPv6; empty for one of our own machines or
// networks, which relays for others.
func networkOf(peer string) string {
	at, err := netip.ParseAddr(peer)
	if err != nil || at.IsLoopback() || at.IsPrivate() || at.IsLinkLocalUnicast() {
		return ""
	}
	bits := 48
	if at.Is4() {
		bits = 24
	}
	network, err := at.Prefix(bits)
	if err != nil {
		return ""
	}
	return network.String()
}
