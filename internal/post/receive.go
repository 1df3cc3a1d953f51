package post

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Offer is a message that somebody wants to hand in, as far as it is known when its recipient is named.
type Offer struct {
	From string // the envelope's sender
	Peer string // the IP address of who hands it in
	To   string // a recipient
}

// Accepts reports whether an address exists: those that parties answer to, those of the desk, and those that every domain
// has to have (RFC 5321 section 4.5.1, RFC 2142 section 4). With a tag behind a plus sign, they are the same.
func (r *Room) Accepts(address string) bool {
	local, domain, ok := strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
	if !ok || domain != strings.ToLower(r.Domain) {
		return false
	}
	user, _, _ := strings.Cut(local, "+")
	for _, own := range append([]string{"postmaster@" + domain, "abuse@" + domain}, r.Mailboxes...) {
		if strings.EqualFold(user+"@"+domain, own) {
			return true
		}
	}
	return r.Tokens.Mailbox(address)
}

// Own reports whether what is written to an address comes to the desk itself, by whatever server.
func (r *Room) Own(address string) bool {
	return r.Accepts(address) || slices.ContainsFunc(r.Mailboxes, func(own string) bool { return strings.EqualFold(own, strings.TrimSpace(address)) })
}

// Admits reports whether a message may be handed in today. Whoever writes to a reply address always may, and so may the
// contact points of parties and the people of the desk: what is bounded is what strangers send.
func (r *Room) Admits(ctx context.Context, o Offer, at time.Time) bool {
	if !r.stranger([]string{o.To}) || r.room(ctx, o, at) {
		return true
	}
	if known, err := r.Store.ContactsAt(ctx, o.From); err == nil && len(known) > 0 {
		return true
	}
	staff, err := r.Store.StaffAt(ctx, o.From)
	return err == nil && len(staff) > 0
}

// stranger reports whether a message has nothing in its envelope that we made.
func (r *Room) stranger(to []string) bool {
	return len(r.Tokens.FindAll(to)) == 0
}
