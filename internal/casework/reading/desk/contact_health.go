package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// BadContact is a contact point at which letters do not arrive.
type BadContact struct {
	Party   string      `json:"party" doc:"short name"`
	Name    string      `json:"name"`
	Contact ContactView `json:"contact"`
	Left    int         `json:"left" doc:"other addresses of the party to which letters can go"`
	Open    []Depending `json:"open" doc:"open requests whose letters went there, in cases that you may see"`
}

// Depending is an open request whose latest letter went to a contact point at which letters do not
// arrive.
type Depending struct {
	Request  uuid.UUID `json:"request"`
	Case     string    `json:"case"`
	AnswerBy time.Time `json:"answerBy"`
	Again    time.Time `json:"again,omitzero" doc:"when it goes to another contact point"`
}

// BadContacts lists the contact points at which letters do not arrive, of parties that the
// caller may see.
func (r *Room) BadContacts(ctx context.Context, caller casework.Caller) ([]BadContact, error) {
	if err := caller.May(casework.MayReadParties); err != nil {
		return nil, err
	}
	ids, err := r.store.PartiesUnreached(ctx)
	if err != nil {
		return nil, err
	}
	var bad []BadContact
	for _, id := range ids {
		hidden, err := r.door.Hidden(ctx, caller, id)
		if err != nil {
			return nil, err
		}
		if hidden {
			continue
		}
		of, err := r.badContacts(ctx, caller, id)
		if err != nil {
			return nil, err
		}
		bad = append(bad, of...)
	}
	slices.SortStableFunc(bad, func(a, b BadContact) int { return cmp.Compare(a.Name, b.Name) })
	return bad, nil
}

func (r *Room) badContacts(ctx context.Context, caller casework.Caller, id uuid.UUID) ([]BadContact, error) {
	view, err := r.partyView(ctx, id)
	if err != nil {
		return nil, err
	}
	p, err := casework.Load[*people.Party](ctx, r.store, claim.StreamParty, id)
	if err != nil {
		return nil, err
	}
	contacts, err := r.contactViews(ctx, p)
	if err != nil {
		return nil, err
	}
	open, err := r.partyRequests(ctx, caller, id, false)
	if err != nil {
		return nil, err
	}
	var bad []BadContact
	for _, c := range contacts {
		if c.Health != people.HealthDead || !c.RetiredAt.IsZero() {
			continue
		}
		b := BadContact{Party: view.Key, Name: view.Name, Contact: c, Left: len(p.LetterPoints())}
		if b.Open, err = r.depending(ctx, id, c.ID, open); err != nil {
			return nil, err
		}
		bad = append(bad, b)
	}
	return bad, nil
}

// depending picks the requests whose latest letter went to a contact point.
func (r *Room) depending(ctx context.Context, party, contact uuid.UUID, open []PartyRequest) ([]Depending, error) {
	depend := []Depending{}
	for _, row := range open {
		mail, err := casework.Load[*letters.Correspondence](ctx, r.store, claim.StreamCorrespondence, claim.CorrespondenceID(row.Case, party))
		if err != nil {
			return nil, err
		}
		request := mail.Request(row.Request)
		if request == nil {
			continue
		}
		m := mail.Message(request.Letter)
		if m == nil || m.Contact != contact {
			continue
		}
		d := Depending{Request: row.Request, Case: row.Slug, AnswerBy: row.AnswerBy}
		if request.Again != nil {
			d.Again = request.Again.At
		}
		depend = append(depend, d)
	}
	return depend, nil
}

// contactViews are the contact points of a party in the order in which letters go to them.
func (r *Room) contactViews(ctx context.Context, p *people.Party) ([]ContactView, error) {
	ordered := p.Ordered()
	var ids, staff []uuid.UUID
	for _, c := range ordered {
		ids, staff = append(ids, c.ID), append(staff, c.Verifier.ID)
	}
	health, err := r.store.ContactHealth(ctx, p.ID, p.Contact.ID, ids)
	if err != nil {
		return nil, err
	}
	off, err := r.deferred(ctx, health[p.Contact.ID])
	if err != nil {
		return nil, err
	}
	refs := contactRefs(ordered, health)
	if off.Said != "" {
		refs = append(refs, off.Said)
	}
	lib, err := r.library(ctx, refs...)
	if err != nil {
		return nil, err
	}
	called, err := r.store.Called(ctx, casework.Unique(staff))
	views, place := make([]ContactView, 0, len(ordered)), 0
	for _, c := range ordered {
		address := casework.Read[people.ContactAddress](lib, c.Address)
		if !lib.Has(c.Address) {
			address.Address = casework.Erased
		}
		view := ContactView{
			ID: c.ID, Channel: c.Channel, Address: address.Address, Role: address.Role, Letters: c.ID == p.Contact.ID,
			AddedAt: c.AddedAt, RetiredAt: c.RetiredAt, VerifiedAt: c.VerifiedAt, VerifiedBy: c.VerifiedBy,
			Verifier: called[c.Verifier.ID].Title, Note: lib.Text(c.Note), ContactHealth: health[c.ID],
		}
		if p.TakesLetters(c) {
			place++
			view.Place = place
		}
		if view.Barred, err = r.BarredSaid(ctx, c.Barred); err != nil {
			return nil, err
		}
		view.judge(c, lib)
		if off.Deferred != nil && c.ID == p.Contact.ID {
			view.PutOff, view.PutOffNext = putOff(cmp.Or(string(off.Deferred.Refused()), string(off.Deferred.Reason)))
			view.PutOffSaid = lib.Text(off.Said)
		}
		views = append(views, view)
	}
	return views, err
}

// deferred is the letter to a contact point that no server has taken yet, if there is one.
func (r *Room) deferred(ctx context.Context, health lists.ContactHealth) (letters.Message, error) {
	if health.DeferredIn == uuid.Nil {
		return letters.Message{}, nil
	}
	c, err := casework.Load[*letters.Correspondence](ctx, r.store, claim.StreamCorrespondence, health.DeferredIn)
	if err != nil {
		return letters.Message{}, err
	}
	if m := c.Message(health.DeferredLetter); m != nil {
		return *m, nil
	}
	return letters.Message{}, nil
}

// contactRefs is the content that contact points are shown with.
func contactRefs(points []people.ContactPoint, health map[uuid.UUID]lists.ContactHealth) []claim.Ref {
	var refs []claim.Ref
	add := func(ref claim.Ref) {
		if ref != "" {
			refs = append(refs, ref)
		}
	}
	for _, c := range points {
		add(c.Address)
		add(c.Note)
		add(health[c.ID].Said)
		if c.Failed != nil {
			add(c.Failed.Said)
		}
	}
	return refs
}

// judge says what the record tells of the contact point.
func (v *ContactView) judge(c people.ContactPoint, lib casework.Library) {
	switch {
	case !c.Channel.Carried():
		return
	case c.Failed != nil:
		v.Health, v.DeadSince, v.Cause = people.HealthDead, c.Failed.At, c.Failed.Cause
		v.Words = lib.Text(c.Failed.Said)
	case !v.BouncedAt.IsZero() && v.BouncedAt.After(v.DeliveredAt):
		v.Health, v.Words = people.HealthFailing, lib.Text(v.Said)
	case !v.DeliveredAt.IsZero():
		v.Health, v.FailingSince, v.Cause = people.HealthGood, time.Time{}, ""
		return
	default:
		v.Health = people.HealthUnproven
		return
	}
	v.NextStep = v.Cause.NextStep()
}

// FailedFor says why a letter failed: by its cause, or else by its reason.
func FailedFor(cause claim.Cause, reason claim.Reason) string {
	if doc := claim.WordOf(cause).Doc; cause != "" && doc != "" {
		return doc
	}
	return reason.Says()
}
