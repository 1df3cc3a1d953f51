package authn

import (
	"context"
	"crypto/sha256"
	"net"
	"net/netip"
	"time"

	"blitiri.com.ar/go/spf"

	"github.com/onrecord/onrecord/claim/received"
)

// Checker finds out who sent messages.
type Checker struct {
	// DNS is asked for keys and policies; nil for no DNS, which leaves everything unknown.
	DNS Resolver
	// Server is the name under which our own mail server writes Authentication-Results (its
	// authserv-id, RFC 8601 section 2.5), or [Unnamed]; empty if there is none. With one, the peer
	// is that server, and SPF is its own to check.
	Server string
}

// Message is a message to check.
type Message struct {
	Raw []byte // byte for byte as it came
	// Peer is who handed it to us by SMTP; the zero address for mail that was fetched or uploaded.
	Peer     netip.Addr
	Helo     string   // as it greeted
	MailFrom string   // the reverse path; empty for <>
	Shown    []string // the authors' addresses as people are shown them
	At       time.Time
}

// checking is the check of one message.
type checking struct {
	*asking
	at       time.Time
	walks    map[string]walked
	hashed   map[string][sha256.Size]byte // of the body, by form
	problems []string
}

func (c *checking) problem(sentence string) { c.problems = append(c.problems, sentence) }

// Check finds out what there is to know. It never fails: what cannot be looked at is said.
func (k Checker) Check(ctx context.Context, m Message) received.Proof {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	c := &checking{asking: &asking{dns: k.DNS, known: map[string]answer{}}, at: m.At, walks: map[string]walked{}}
	p := received.Proof{CheckedAt: m.At}
	h, body, bad := split(m.Raw)
	if bad != "" {
		p.Problems, p.DMARC.Result, p.Author.Unclear = []string{bad}, received.CheckUncounted, "the header cannot be checked"
		return p
	}
	p.Author = author(h, m.Shown)
	p.Signatures = c.signatures(ctx, h, body)
	if k.direct(m.Peer) {
		p.Peer, p.Helo, p.MailFrom = m.Peer.String(), clip(m.Helo, maxDomain), clip(m.MailFrom, maxDomain)
		p.SPF = c.spf(ctx, m)
	}
	c.dmarc(ctx, &p)
	p.Reported = reported(h, k.Server)
	p.Chain = c.chain(ctx, h, body)
	p.Answers, p.Problems = c.answers, c.problems
	return p
}

// direct reports whether the peer is the sender's own server, so that SPF can be asked about it.
func (k Checker) direct(peer netip.Addr) bool {
	peer = peer.Unmap()
	return k.Server == "" && peer.IsValid() && peer.IsGlobalUnicast() && !peer.IsPrivate()
}

// spf asks whether the domain of the reverse path lets the peer send for it; for <>, the domain that
// the peer greeted with (RFC 7208 section 2.4).
func (c *checking) spf(ctx context.Context, m Message) *received.SPF {
	sender := m.MailFrom
	if sender == "" {
		sender = "postmaster@" + m.Helo
	}
	s := &received.SPF{Domain: domainOf(sender)}
	if s.Domain == "" {
		s.Result, s.Said = received.CheckNone, string(spf.None)
		return s
	}
	said, _ := spf.CheckHostWithSender(net.IP(m.Peer.Unmap().AsSlice()), clip(m.Helo, 253), clip(sender, 512),
		spf.WithContext(ctx), spf.WithResolver(c.asking))
	s.Said = string(said)
	switch said {
	case spf.Pass:
		s.Result = received.CheckPass
	case spf.None:
		s.Result = received.CheckNone
	case spf.TempError:
		s.Result = received.CheckUnknown
	default:
		s.Result = received.CheckFail
	}
	return s
}
