package staff

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// InvitationView is a one-time link. It is shown once.
type InvitationView struct {
	Handle string    `json:"handle"`
	URL    string    `json:"url" doc:"the one-time link; it is shown this once"`
	EndsAt time.Time `json:"endsAt" doc:"until when it can be used"`
}

// InvitePerson makes a one-time link through which a person chooses how to sign
// in, or does so anew after a loss or a theft: taking it ends whatever let the
// person in before. It is for the caller to bring it to the person. Asking again with the same key makes a new link, and ends this one.
func InvitePerson(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (InvitationView, error) {
	if d.MadeWith().Accounts == nil {
		return InvitationView{}, claim.Errorf(claim.CodeUnavailable, "nobody can sign in to this desk").WithHint("invite people where onrecord serve runs")
	}
	ctx = d.Keyed(ctx)
	p, err := ThePerson(ctx, d, name)
	if err != nil {
		return InvitationView{}, err
	}
	l, err := d.Library(ctx, p.Profile)
	if err != nil {
		return InvitationView{}, err
	}
	id := d.IDOf("invitation", casework.Key(ctx).String())
	err = d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.Invite{Invitation: id, EndsAt: d.MadeWith().Accounts.LinkEnd()}))
	if err != nil {
		return InvitationView{}, err
	}
	view := InvitationView{Handle: ShowPerson(l, p, false).Handle}
	view.URL, view.EndsAt, err = d.MadeWith().Accounts.Invite(ctx, p.ID, id)
	return view, err
}
