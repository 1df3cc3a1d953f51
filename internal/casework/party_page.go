package casework

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PartyPage is a party with its contact points, how it answers, and what it is
// asked in cases that the reader may see.
type PartyPage struct {
	PartyView
	Location *time.Location
	Local    time.Time    // the time at the party now
	Closed   claim.Reason // why it is not reminded now; empty if it is
	Opens    time.Time    // when it can be reminded next
	Contacts []ContactView
	Open     []PartyRequest // the most urgent first; at most 50
	Answered []PartyRequest // the latest answer first; at most 50
	Median   time.Duration  // from asked to answered, of those; 0 for none
}

// ContactView is a contact point with its health.
type ContactView struct {
	ID         uuid.UUID        `json:"id"`
	Channel    claim.Channel    `json:"channel"`
	Address    string           `json:"address"`
	Role       string           `json:"role,omitempty" doc:"who answers there"`
	Letters    bool             `json:"letters,omitempty" doc:"letters go there"`
	AddedAt    time.Time        `json:"addedAt"`
	RetiredAt  time.Time        `json:"retiredAt,omitzero" doc:"from when it is not used any more"`
	VerifiedAt time.Time        `json:"verifiedAt,omitzero"`
	VerifiedBy claim.VerifiedBy `json:"verifiedBy,omitempty" doc:"how somebody made sure that it is the party's"`
	Verifier   string           `json:"verifier,omitempty"`
	Note       string           `json:"note,omitempty"`
	claim.ContactHealth
}

// Bad reports whether the last letter there came back.
func (c ContactView) Bad() bool {
	return !c.BouncedAt.IsZero() && c.BouncedAt.After(c.DeliveredAt)
}

// PartyRequest is a request to a party, in its case.
type PartyRequest struct {
	claim.PartyRequestRow
	Slug  string
	Title string
	Took  time.Duration // from asked to answered; 0 while there is no answer
}

// shownRequests is how many requests of each kind the page of a party shows.
const shownRequests = 50

// PartyPage shows one party, with all that is open with it.
func (d *Door) PartyPage(ctx context.Context, caller Caller, name string) (PartyPage, error) {
	view, err := d.Party(ctx, caller, name)
	if err != nil {
		return PartyPage{}, err
	}
	p, err := Load[*claim.Party](ctx, d.store, claim.StreamParty, view.ID)
	if err != nil {
		return PartyPage{}, err
	}
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return PartyPage{}, err
	}
	now, calendar := d.now(), settings.Calendar(p.Hours, ZoneOf(p))
	page := PartyPage{
		PartyView: view, Location: ZoneOf(p), Local: now.In(ZoneOf(p)), Closed: calendar.Closed(now), Opens: calendar.Next(now),
	}
	if page.Contacts, err = d.contactViews(ctx, p); err != nil {
		return page, err
	}
	if page.Open, err = d.partyRequests(ctx, caller, p.ID, false); err != nil {
		return page, err
	}
	page.Answered, err = d.partyRequests(ctx, caller, p.ID, true)
	page.Median = median(page.Answered)
	return page, err
}

func (d *Door) contactViews(ctx context.Context, p *claim.Party) ([]ContactView, error) {
	var refs []claim.Ref
	var ids, people []uuid.UUID
	for _, c := range p.Contacts {
		refs = append(refs, c.Address)
		if c.Note != "" {
			refs = append(refs, c.Note)
		}
		ids, people = append(ids, c.ID), append(people, c.Verifier.ID)
	}
	lib, err := d.library(ctx, refs...)
	if err != nil {
		return nil, err
	}
	health, err := d.store.ContactHealth(ctx, p.ID, p.Contact.ID, ids)
	if err != nil {
		return nil, err
	}
	called, err := d.store.Called(ctx, Unique(people))
	views := make([]ContactView, 0, len(p.Contacts))
	for _, c := range p.Contacts {
		address := Read[claim.ContactAddress](lib, c.Address)
		if !lib.Has(c.Address) {
			address.Address = erased
		}
		views = append(views, ContactView{
			ID: c.ID, Channel: c.Channel, Address: address.Address, Role: address.Role, Letters: c.ID == p.Contact.ID,
			AddedAt: c.AddedAt, RetiredAt: c.RetiredAt, VerifiedAt: c.VerifiedAt, VerifiedBy: c.VerifiedBy,
			Verifier: called[c.Verifier.ID].Title, Note: lib.Text(c.Note), ContactHealth: health[c.ID],
		})
	}
	return views, err
}

func (d *Door) partyRequests(ctx context.Context, caller Caller, party uuid.UUID, answered bool) ([]PartyRequest, error) {
	rows, err := d.store.PartyRequests(ctx, claim.PartyRequestQuery{Viewer: caller.Viewer(), Party: party, Answered: answered, Limit: shownRequests})
	if err != nil {
		return nil, err
	}
	cases := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		cases[i] = r.Case
	}
	called, err := d.store.Called(ctx, Unique(cases))
	list := make([]PartyRequest, len(rows))
	for i, r := range rows {
		list[i] = PartyRequest{PartyRequestRow: r, Slug: called[r.Case].Name, Title: called[r.Case].Title}
		if !r.AskedAt.IsZero() && r.AnsweredAt.After(r.AskedAt) {
			list[i].Took = r.AnsweredAt.Sub(r.AskedAt)
		}
	}
	return list, err
}

// median is how long half of the answers took at most.
func median(requests []PartyRequest) time.Duration {
	var took []time.Duration
	for _, r := range requests {
		if r.Took > 0 {
			took = append(took, r.Took)
		}
	}
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	middle := len(took) / 2
	if len(took)%2 == 1 {
		return took[middle]
	}
	return (took[middle-1] + took[middle]) / 2
}

// PartyFilter picks parties of the directory.
type PartyFilter struct {
	Text  string // in the name or the short name
	After string // cursor
	Limit int    // 50 if it is 0
}

// PartyList lists a page of the directory in order of names, without parties that
// were asked only in cases that the caller may not see, and the cursor of the
// next page.
func (d *Door) PartyList(ctx context.Context, caller Caller, f PartyFilter) ([]PartyItem, string, error) {
	if err := caller.May(MayReadParties); err != nil {
		return nil, "", err
	}
	if _, err := Line("text", f.Text, MaxName, false); err != nil {
		return nil, "", err
	}
	rows, next, err := d.store.PartyPage(ctx, claim.PartyQuery{Viewer: caller.Viewer(), Text: f.Text, After: f.After, Limit: f.Limit})
	if err != nil {
		return nil, "", err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	if len(ids) == 0 {
		return nil, next, nil
	}
	states, err := d.store.LoadAll(ctx, claim.StreamParty, ids...)
	byID := map[uuid.UUID]*claim.Party{}
	for _, s := range states {
		byID[s.Stream().ID] = s.(*claim.Party)
	}
	now := d.now()
	items := make([]PartyItem, len(rows))
	for i, r := range rows {
		items[i] = PartyItem{PartyRow: r}
		if p := byID[r.ID]; p != nil {
			items[i].Zone, items[i].Local = p.Zone, now.In(ZoneOf(p))
			items[i].NoAddress = p.Contact.ID == uuid.Nil
		}
	}
	return items, next, err
}

// PartyItem is a party in the directory.
type PartyItem struct {
	claim.PartyRow
	Zone      string
	Local     time.Time // the time there now
	NoAddress bool      // it is not asked by mail
}
