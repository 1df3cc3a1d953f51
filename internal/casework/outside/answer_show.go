package outside

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// PageView is what the answer page shows.
type PageView struct {
	State     letters.LinkState
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
	MadeAt     *claim.When
	Holds      *claim.Period
	Language   string
	AnsweredAt time.Time // when it was answered through this link; zero for not yet
}

// Open reports whether an answer about the claim is still taken through the link.
func (c PageClaim) Open() bool { return c.AnsweredAt.IsZero() }

// PageLanguages are those that a link's page is wanted in, the first that it can be written in: that of the
// letter which carried the link, whatever the party's has become since; where no letter says, the party's and
// the desk's. It returns CodeNotFound for a link that never was.
func (p *Porch) PageLanguages(ctx context.Context, link mailtext.PageLink) ([]string, error) {
	mail, party, err := lettersByLink(ctx, p.door, link)
	if err != nil {
		return nil, err
	}
	return p.languages(ctx, mail, party, link)
}

func (p *Porch) languages(ctx context.Context, mail *letters.Correspondence, party *people.Party, link mailtext.PageLink) ([]string, error) {
	if language := mail.PageLanguage(link.Request, link.Contact); language != "" {
		return []string{language}, nil
	}
	desk, err := p.DeskLanguage(ctx)
	if err != nil {
		return nil, err
	}
	lib, err := p.library(ctx, party.Profile)
	return []string{casework.Read[people.PartyProfile](lib, party.Profile).Language, desk}, err
}

// DeskLanguage is the desk's own language; empty if nobody has set one.
func (p *Porch) DeskLanguage(ctx context.Context) (string, error) {
	settings, err := p.door.DeskSettings(ctx)
	return settings.Language, err
}

// AnswerPage shows what a link asks. Only a link that is open, or was used,
// shows more than its state. It returns CodeNotFound for one that never was.
func (p *Porch) AnswerPage(ctx context.Context, link mailtext.PageLink) (PageView, error) {
	mail, party, err := lettersByLink(ctx, p.door, link)
	if err != nil {
		return PageView{}, err
	}
	now := p.now()
	view := PageView{State: mail.Link(link.Request, link.Contact, now)}
	switch view.State {
	case letters.LinkUnknown:
		return PageView{}, casework.NotFound(casework.ARequest, "")
	case letters.LinkOpen, letters.LinkUsed:
		return view, p.fillPage(ctx, &view, mail, party, link, now)
	}
	view.Code, view.Zone = letters.RequestCode(link.Request), casework.ZoneOf(party)
	return view, nil
}

func (p *Porch) fillPage(ctx context.Context, v *PageView, mail *letters.Correspondence, party *people.Party, link mailtext.PageLink, now time.Time) error {
	r := mail.Request(link.Request)
	v.Code, v.Zone, v.AnswerBy, v.Passed = letters.RequestCode(r.ID), casework.ZoneOf(party), r.AnswerBy, now.After(r.AnswerBy)
	var err error
	if v.Reporter, err = p.ownerName(ctx, mail.Case); err != nil {
		return err
	}
	lib, err := p.library(ctx, r.Questions, party.Profile)
	if err != nil {
		return err
	}
	v.Questions, v.Party = lib.Text(r.Questions), casework.Read[people.PartyProfile](lib, party.Profile).Name
	v.Claims, err = p.pageClaims(ctx, mail, link)
	for _, c := range v.Claims {
		if c.AnsweredAt.After(v.UsedAt) {
			v.UsedAt = c.AnsweredAt
		}
	}
	return err
}

func (p *Porch) pageClaims(ctx context.Context, letters *letters.Correspondence, link mailtext.PageLink) ([]PageClaim, error) {
	r := letters.Request(link.Request)
	texts := make([]claim.Ref, len(r.Claims))
	claimants := make([]string, len(r.Claims))
	for i, id := range r.Claims {
		c, err := casework.Load[*verification.Claim](ctx, p.store, claim.StreamClaim, id)
		if err != nil {
			return nil, err
		}
		texts[i] = c.Text
		if letters.WasPut(r.ID) { // the page shows what the letter put
			texts[i] = c.WordsOf(r.Wording(id))
		}
		if claimants[i], err = p.claimant(ctx, c); err != nil {
			return nil, err
		}
	}
	lib, err := p.library(ctx, texts...)
	if err != nil {
		return nil, err
	}
	var out []PageClaim
	for i, id := range r.Claims {
		answered := letters.PageAnsweredAt(link.Request, link.Contact, id)
		if answered.IsZero() && slices.Contains(r.Dropped, id) {
			continue
		}
		text := casework.Read[claim.ClaimText](lib, texts[i])
		out = append(out, PageClaim{id, text.Statement, claimants[i], text.Where, text.MadeAt, text.Holds, text.Language, answered})
	}
	return out, nil
}

// claimant is who made the claim, if whoever is asked may know it.
func (p *Porch) claimant(ctx context.Context, c *verification.Claim) (string, error) {
	if !c.NamesClaimant() {
		return "", nil
	}
	var profiles []claim.Ref
	for _, id := range c.As(sources.PartClaimant) {
		party, err := casework.Load[*people.Party](ctx, p.store, claim.StreamParty, id)
		if err != nil {
			return "", err
		}
		profiles = append(profiles, party.Profile)
	}
	lib, err := p.library(ctx, profiles...)
	var names []string
	for _, ref := range profiles {
		if name := casework.Read[people.PartyProfile](lib, ref).Name; name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", "), err
}
