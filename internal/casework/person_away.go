package casework

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// AwayInput says from when to when somebody is away, and who stands in.
type AwayInput struct {
	From   time.Time `json:"from,omitzero" doc:"from when; now if left out"`
	To     time.Time `json:"to" doc:"until when; it ends by itself then"`
	Deputy string    `json:"deputy" doc:"handle of the person who stands in: what waits for the absent person waits for the deputy, who signs as herself, with her own rights"`
}

// AwayView is an absence that is not over.
type AwayView struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Deputy string    `json:"deputy" doc:"name of the person who stands in"`
}

// GoAway says that a person is away for a period. Everybody says it of themselves,
// and who manages people of everybody.
func (d *Door) GoAway(ctx context.Context, caller Caller, name string, in AwayInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	p, err := d.theirOwn(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	deputy, err := d.ThePerson(ctx, in.Deputy)
	if err != nil {
		return Receipt{}, notThere("deputy", err)
	}
	if in.From.IsZero() {
		in.From = d.now()
	}
	away := claim.Absence{From: claim.Instant(in.From), To: claim.Instant(in.To), Deputy: deputy.ID}
	return Receipt{ID: p.ID}, d.write(ctx, p.Stream(), command(ctx, caller, people.GoAway{Absence: away}))
}

// ComeBack ends an absence before its time, or calls one off.
func (d *Door) ComeBack(ctx context.Context, caller Caller, name string) (Receipt, error) {
	ctx = d.keyed(ctx)
	p, err := d.theirOwn(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: p.ID}, d.write(ctx, p.Stream(), command(ctx, caller, people.ComeBack{}))
}

// theirOwn is the caller, or anybody for who manages people.
func (d *Door) theirOwn(ctx context.Context, caller Caller, name string) (*people.Person, error) {
	p, err := d.ThePerson(ctx, name)
	if err == nil && p.ID != caller.ID && !caller.Can(MayWritePeople) {
		return nil, claim.Errorf(claim.CodeForbidden, "you cannot say when somebody else is away").WithHint("ask that person, or an admin")
	}
	return p, err
}

// AwayOf shows an absence unless it is over, with the deputy by name.
func (d *Door) AwayOf(ctx context.Context, away claim.Absence) (*AwayView, error) {
	if !away.To.After(d.now()) {
		return nil, nil
	}
	deputy, err := d.PersonName(ctx, away.Deputy)
	return &AwayView{From: away.From, To: away.To, Deputy: deputy}, err
}
