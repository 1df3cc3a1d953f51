package desk

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
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
	ID         uuid.UUID         `json:"id"`
	Channel    claim.Channel     `json:"channel"`
	Address    string            `json:"address"`
	Role       string            `json:"role,omitempty" doc:"who answers there"`
	Letters    bool              `json:"letters,omitempty" doc:"letters go there"`
	AddedAt    time.Time         `json:"addedAt"`
	RetiredAt  time.Time         `json:"retiredAt,omitzero" doc:"from when it is not used any more"`
	VerifiedAt time.Time         `json:"verifiedAt,omitzero"`
	VerifiedBy people.VerifiedBy `json:"verifiedBy,omitempty" doc:"how somebody made sure that it is the party's"`
	Verifier   string            `json:"verifier,omitempty"`
	Note       string            `json:"note,omitempty"`
	Place      int               `json:"place,omitempty" doc:"its place in the order in which letters go to the party's addresses, from 1; 0 if none goes there"`
	Health     people.Health     `json:"health,omitempty" doc:"of an e-mail address"`
	DeadSince  time.Time         `json:"deadSince,omitzero"`
	Words      string            `json:"said,omitempty" doc:"what the mail server said of the last letter that failed"`
	NextStep   string            `json:"nextStep,omitempty" doc:"what a person can do"`
	Barred     *BarredView       `json:"barred,omitempty" doc:"it is not to be contacted"`
	PutOff     string            `json:"putOff,omitempty" doc:"why a letter that still waits has not been taken there"`
	PutOffSaid string            `json:"putOffSaid,omitempty" doc:"what the mail server said of it"`
	PutOffNext string            `json:"putOffNext,omitempty" doc:"what a person can do about it"`
	lists.ContactHealth
}

// Bad reports whether the last letter there came back.
func (c ContactView) Bad() bool {
	return c.Health == people.HealthDead || c.Health == people.HealthFailing
}

// Why says in words why the last letter there failed.
func (c ContactView) Why() string { return FailedFor(c.Cause, claim.Bounced) }

// HealthLabel is the health as a page says it.
func (c ContactView) HealthLabel() string { return claim.WordOf(c.Health).Label }

// PartyRequest is a request to a party, in its case.
type PartyRequest struct {
	lists.PartyRequestRow
	Slug  string
	Title string
	Took  time.Duration // from asked to answered; 0 while there is no answer
}

// shownRequests is how many requests of each kind the page of a party shows.
const shownRequests = 50

// PartyPage shows one party, with all that is open with it.
func (r *Room) PartyPage(ctx context.Context, caller casework.Caller, name string) (PartyPage, error) {
	view, err := r.Party(ctx, caller, name)
	if err != nil {
		return PartyPage{}, err
	}
	p, err := casework.Load[*people.Party](ctx, r.store, claim.StreamParty, view.ID)
	if err != nil {
		return PartyPage{}, err
	}
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return PartyPage{}, err
	}
	now, calendar := r.now(), settings.Calendar(p.Hours, casework.ZoneOf(p))
	page := PartyPage{
		PartyView: view, Location: casework.ZoneOf(p), Local: now.In(casework.ZoneOf(p)), Closed: calendar.Closed(now), Opens: calendar.Next(now),
	}
	if page.Contacts, err = r.contactViews(ctx, p); err != nil {
		return page, err
	}
	if page.Open, err = r.partyRequests(ctx, caller, p.ID, false); err != nil {
		return page, err
	}
	page.Answered, err = r.partyRequests(ctx, caller, p.ID, true)
	page.Median = median(page.Answered)
	return page, err
}

func (r *Room) partyRequests(ctx context.Context, caller casework.Caller, party uuid.UUID, answered bool) ([]PartyRequest, error) {
	rows, err := r.store.PartyRequests(ctx, lists.PartyRequestQuery{Viewer: caller.Viewer(), Party: party, Answered: answered, Limit: shownRequests})
	if err != nil {
		return nil, err
	}
	cases := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		cases[i] = row.Case
	}
	called, err := r.store.Called(ctx, casework.Unique(cases))
	list := make([]PartyRequest, len(rows))
	for i, row := range rows {
		list[i] = PartyRequest{PartyRequestRow: row, Slug: called[row.Case].Name, Title: called[row.Case].Title}
		if !row.AskedAt.IsZero() && row.AnsweredAt.After(row.AskedAt) {
			list[i].Took = row.AnsweredAt.Sub(row.AskedAt)
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
func (r *Room) PartyList(ctx context.Context, caller casework.Caller, f PartyFilter) ([]PartyItem, string, error) {
	if err := caller.May(casework.MayReadParties); err != nil {
		return nil, "", err
	}
	if _, err := casework.Line("text", f.Text, casework.MaxName, false); err != nil {
		return nil, "", err
	}
	rows, next, err := r.store.PartyPage(ctx, lists.PartyQuery{Viewer: caller.Viewer(), Text: f.Text, After: f.After, Limit: f.Limit})
	if err != nil {
		return nil, "", err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	if len(ids) == 0 {
		return nil, next, nil
	}
	states, err := r.store.LoadAll(ctx, claim.StreamParty, ids...)
	byID := map[uuid.UUID]*people.Party{}
	for _, s := range states {
		byID[s.Stream().ID] = s.(*people.Party)
	}
	now := r.now()
	items := make([]PartyItem, len(rows))
	for i, row := range rows {
		items[i] = PartyItem{PartyRow: row}
		if p := byID[row.ID]; p != nil {
			items[i].Zone, items[i].Local = p.Zone, now.In(casework.ZoneOf(p))
			items[i].NoAddress, items[i].Barred = p.Contact.ID == uuid.Nil, p.BarredAs() != nil
		}
	}
	return items, next, err
}

// PartyItem is a party in the directory.
type PartyItem struct {
	lists.PartyRow
	Zone      string
	Local     time.Time // the time there now
	NoAddress bool      // it is not asked by mail
	Barred    bool      // it is not to be contacted, as a whole or wherever letters could go
}
