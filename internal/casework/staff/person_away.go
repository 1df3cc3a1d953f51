package staff

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
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
func GoAway(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in AwayInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	p, err := theirOwn(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	deputy, err := ThePerson(ctx, d, in.Deputy)
	if err != nil {
		return casework.Receipt{}, casework.NotThere("deputy", err)
	}
	if in.From.IsZero() {
		in.From = d.Now()
	}
	away := claim.Absence{From: claim.Instant(in.From), To: claim.Instant(in.To), Deputy: deputy.ID}
	return casework.Receipt{ID: p.ID}, d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.GoAway{Absence: away}))
}

// ComeBack ends an absence before its time, or calls one off.
func ComeBack(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	p, err := theirOwn(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: p.ID}, d.Write(ctx, p.Stream(), casework.Command(ctx, caller, people.ComeBack{}))
}

// theirOwn is the caller, or anybody for who manages people.
func theirOwn(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (*people.Person, error) {
	p, err := ThePerson(ctx, d, name)
	if err == nil && p.ID != caller.ID && !caller.Can(casework.MayWritePeople) {
		return nil, claim.Errorf(claim.CodeForbidden, "you cannot say when somebody else is away").WithHint("ask that person, or an admin")
	}
	return p, err
}

// AwayOf shows an absence unless it is over, with the deputy by name.
func AwayOf(ctx context.Context, d *casework.Door, away claim.Absence) (*AwayView, error) {
	if !away.To.After(d.Now()) {
		return nil, nil
	}
	deputy, err := d.PersonName(ctx, away.Deputy)
	return &AwayView{From: away.From, To: away.To, Deputy: deputy}, err
}
