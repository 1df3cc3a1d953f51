package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// Accounts is what people sign in with, as far as the door needs it.
type Accounts interface {
	// Invite makes a one-time link, under an identifier, through which a person
	// chooses how to sign in. Links made before for the person end.
	Invite(ctx context.Context, person, id uuid.UUID) (url string, endsAt time.Time, err error)
	// LinkEnd is when a link ends that is made now.
	LinkEnd() time.Time
	// Shut ends every session, API token and link of a person.
	Shut(ctx context.Context, person uuid.UUID) error
}

// UseAccounts ties the door to the accounts. Without them nobody can be invited.
func (d *Door) UseAccounts(a Accounts) { d.personnel.accounts = a }

// InvitationView is a one-time link. It is shown once.
type InvitationView struct {
	Handle string    `json:"handle"`
	URL    string    `json:"url" doc:"the one-time link; it is shown this once"`
	EndsAt time.Time `json:"endsAt" doc:"until when it can be used"`
}

// InvitePerson makes a one-time link through which a person chooses how to sign
// in, or does so anew after a loss or a theft: taking it ends whatever let the
// person in before. It is for the caller to bring it to the person. Asking again with the same key makes a new link, and ends this one.
func (d *Door) InvitePerson(ctx context.Context, caller Caller, name string) (InvitationView, error) {
	if d.personnel.accounts == nil {
		return InvitationView{}, claim.Errorf(claim.CodeUnavailable, "nobody can sign in to this desk").WithHint("invite people where onrecord serve runs")
	}
	ctx = d.keyed(ctx)
	p, err := d.ThePerson(ctx, name)
	if err != nil {
		return InvitationView{}, err
	}
	l, err := d.library(ctx, p.Profile)
	if err != nil {
		return InvitationView{}, err
	}
	id := d.id("invitation", key(ctx).String())
	err = d.write(ctx, p.Stream(), command(ctx, caller, people.Invite{Invitation: id, EndsAt: d.personnel.accounts.LinkEnd()}))
	if err != nil {
		return InvitationView{}, err
	}
	view := InvitationView{Handle: ShowPerson(l, p, false).Handle}
	view.URL, view.EndsAt, err = d.personnel.accounts.Invite(ctx, p.ID, id)
	return view, err
}
