package post

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/received"
)

// What strangers may send to the desk's own addresses in a day. More is to come again later, and its sender's server tries
// for days; so a flood fills no disk and hides no answer, and nothing is refused for good.
var (
	ofOne     = received.Amount{Messages: 30, Bytes: 60 << 20}
	ofNetwork = received.Amount{Messages: 200, Bytes: 200 << 20}
	ofAll     = received.Amount{Messages: 2000, Bytes: 1 << 30}
)

// counted is a name under which mail of strangers is counted in a day, and how much of it is taken.
type counted struct {
	name string
	most received.Amount
}

// counts are the names under which a message counts: its sender, the network that it came from, if that says anything,
// and all. The record has to count, and not to say who wrote to the desk, so a name is a hash, and another one every day.
func (r *Room) counts(from, peer string, at time.Time) []counted {
	day := at.UTC().Format(time.DateOnly)
	hashed := func(what, who string) string {
		sum := sha256.Sum256([]byte(day + " " + what + " " + who))
		return hex.EncodeToString(sum[:16])
	}
	all := []counted{{"all", ofAll}, {hashed("sender", strings.ToLower(from)), ofOne}}
	// Where there is a server of the newsroom's own, all mail comes from it: then its address says nothing.
	if network := networkOf(peer); network != "" && (r.Senders == nil || r.Senders.Checker.Server == "") {
		all = append(all, counted{hashed("network", network), ofNetwork})
	}
	return all
}

func namesOf(all []counted) []string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.name
	}
	return names
}

// room reports whether there is room for more from a sender today. If nobody can say, there is: whether a message can be
// kept shows when it is handed in.
func (r *Room) room(ctx context.Context, o Offer, at time.Time) bool {
	all := r.counts(o.From, o.Peer, at)
	sent, err := r.Store.Strangers(ctx, namesOf(all), at)
	if err != nil {
		return true
	}
	for _, c := range all {
		if sent[c.name].Messages >= c.most.Messages || sent[c.name].Bytes >= c.most.Bytes {
			return false
		}
	}
	return true
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
