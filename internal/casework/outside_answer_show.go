package casework

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PageView is what the answer page shows.
type PageView struct {
	State     claim.LinkState
	Code      string         // of the request, as its letters give it
	Reporter  string         // who answers for the case
	Party     string         // whom the letter went to
	Zone      *time.Location // the party's
	AnswerBy  time.Time
	Passed    bool // the answer-by instant; an answer is still taken
	Questions string
	Claims    []PageClaim // without those that are no longer pursued
	UsedAt    time.Time   // when the link was last used to answer; zero for never
}

// PageClaim is a claim that the party is asked about.
type PageClaim struct {
	ID         uuid.UUID
	Statement  string
	Claimant   string
	Where      string
	MadeAt     *time.Time
	Language   string
	AnsweredAt time.Time // when it was answered through this link; zero for not yet
}

// Open reports whether an answer about the claim is still taken through the link.
func (c PageClaim) Open() bool { return c.AnsweredAt.IsZero() }

// AnswerPage shows what a link asks. Only a link that is open, or was used,
// shows more than its state. It returns CodeNotFound for one that never was.
func (d *Door) AnswerPage(ctx context.Context, link PageLink) (PageView, error) {
	letters, party, err := d.LettersByLink(ctx, link)
	if err != nil {
		return PageView{}, err
	}
	now := d.now()
	view := PageView{State: letters.Link(link.Request, link.Contact, now)}
	switch view.State {
	case claim.LinkUnknown:
		return PageView{}, NotFound(ARequest, "")
	case claim.LinkOpen, claim.LinkUsed:
		return view, d.fillPage(ctx, &view, letters, party, link, now)
	}
	view.Code, view.Zone = claim.RequestCode(link.Request), ZoneOf(party)
	return view, nil
}

func (d *Door) fillPage(ctx context.Context, v *PageView, letters *claim.Correspondence, party *claim.Party, link PageLink, now time.Time) error {
	r := letters.Request(link.Request)
	v.Code, v.Zone, v.AnswerBy, v.Passed = claim.RequestCode(r.ID), ZoneOf(party), r.AnswerBy, now.After(r.AnswerBy)
	var err error
	if v.Reporter, err = d.ownerName(ctx, letters.Case); err != nil {
		return err
	}
	lib, err := d.library(ctx, r.Questions, party.Profile)
	if err != nil {
		return err
	}
	v.Questions, v.Party = lib.Text(r.Questions), Read[claim.PartyProfile](lib, party.Profile).Name
	v.Claims, err = d.pageClaims(ctx, letters, link)
	for _, c := range v.Claims {
		if c.AnsweredAt.After(v.UsedAt) {
			v.UsedAt = c.AnsweredAt
		}
	}
	return err
}

func (d *Door) pageClaims(ctx context.Context, letters *claim.Correspondence, link PageLink) ([]PageClaim, error) {
	r := letters.Request(link.Request)
	texts := make([]claim.Ref, len(r.Claims))
	for i, id := range r.Claims {
		c, err := Load[*claim.Claim](ctx, d.store, claim.StreamClaim, id)
		if err != nil {
			return nil, err
		}
		texts[i] = c.Text
	}
	lib, err := d.library(ctx, texts...)
	if err != nil {
		return nil, err
	}
	var out []PageClaim
	for i, id := range r.Claims {
		answered := letters.PageAnsweredAt(link.Request, link.Contact, id)
		if answered.IsZero() && slices.Contains(r.Dropped, id) {
			continue
		}
		text := Read[claim.ClaimText](lib, texts[i])
		out = append(out, PageClaim{id, text.Statement, text.Claimant, text.Where, text.MadeAt, text.Language, answered})
	}
	return out, nil
}
