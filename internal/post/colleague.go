package post

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
)

// maxAddressees is how many recipients of a colleague's message are looked up.
const maxAddressees = 50

// findColleague finds who on the desk has the address of who wrote, and to which contact points. That it is they
// who wrote has to be proven.
func (r *Room) findColleague(ctx context.Context, f *findings, in mail.Inbound) error {
	if len(in.From) != 1 || slices.ContainsFunc(r.Mailboxes, func(own string) bool { return strings.EqualFold(own, in.From[0].Address) }) {
		return nil
	}
	people, err := r.Store.StaffAt(ctx, in.From[0].Address)
	if err != nil {
		return err
	}
	if f.staff, err = r.employed(ctx, people); err != nil || f.staff == uuid.Nil {
		return err
	}
	addressees := slices.Concat(in.To, in.Cc)
	for _, a := range addressees[:min(len(addressees), maxAddressees)] {
		found, err := r.Store.ContactsAt(ctx, a.Address)
		if err != nil {
			return err
		}
		for _, c := range found {
			if !slices.Contains(f.to, c) {
				f.to = append(f.to, c)
			}
		}
	}
	return nil
}

// employed is the first of them whose account is not disabled; the zero id for nobody.
func (r *Room) employed(ctx context.Context, ids []uuid.UUID) (uuid.UUID, error) {
	for _, id := range ids {
		state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamPerson, ID: id})
		if err != nil {
			return uuid.Nil, err
		}
		if p := state.(*people.Person); !p.Disabled {
			return id, nil
		}
	}
	return uuid.Nil, nil
}

// byColleague says what a message is that somebody on the desk sent. What a machine sends in their name is a machine's;
// what repeats others' words, or was written to no contact point, may hold an answer.
func (r *Room) byColleague(ctx context.Context, out *intake.TakeIn, in *mail.Inbound, found findings) error {
	out.Mail.Sender.Staff, out.To, out.Senders = found.staff, found.to, nil
	origins, passedOn := in.Others()
	switch {
	case out.Mail.Class == received.MailBounce, out.Mail.Class == received.MailAutomatic && !passedOn:
		return nil
	case len(found.to) > 0 && !passedOn && out.Mail.Sender.Proven != received.ProvenPartly: // else somebody looks at it
		out.Mail.Class = received.MailColleague
		return nil
	}
	out.Mail.Class = received.MailForwarded
	for _, o := range origins {
		if o.Address == "" {
			continue
		}
		known, err := r.Store.ContactsAt(ctx, o.Address)
		if err != nil {
			return err
		}
		for _, c := range known {
			if !slices.Contains(out.Senders, c) {
				out.Senders = append(out.Senders, c)
			}
		}
	}
	return nil
}
