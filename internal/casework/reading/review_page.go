package reading

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// Review is all that a reviewer needs to decide on a claim: everything that the
// subject hash covers, who may still sign, and what is new.
type Review struct {
	Case       string                  `json:"case"`
	Title      string                  `json:"title" doc:"of the case"`
	Claim      report.ClaimReport      `json:"claim"`
	Covers     []Covered               `json:"covers" doc:"all that a sign-off covers, field by field; empty while nothing is proposed"`
	Requests   []report.RequestReport  `json:"requests" doc:"those about the claim"`
	Signed     int                     `json:"signed" doc:"sign-offs on exactly what is there now"`
	Needed     int                     `json:"needed" doc:"sign-offs that the policy asks for"`
	Signers    []Signer                `json:"signers" doc:"who can sign in this case"`
	Short      *claim.Error            `json:"short,omitempty" doc:"why too few people are left who can sign it; nil if enough are"`
	Refused    *claim.Error            `json:"refused,omitempty" doc:"why the caller cannot sign it; nil if she can"`
	Returnable bool                    `json:"returnable,omitempty" doc:"the caller can send it back"`
	Owed       bool                    `json:"owed,omitempty" doc:"it was published without sign-offs, which are owed"`
	Looked     *time.Time              `json:"looked,omitempty" doc:"when the caller last looked; nil if never"`
	Since      int64                   `json:"since" doc:"version of the claim then; 0 for the beginning"`
	News       []timeline.TimelineItem `json:"news" doc:"entries of the claim since then, newest first"`
	Changes    []Difference            `json:"changes" doc:"what a sign-off covers, then and now"`

	Passages []ChangedPassage `json:"passages,omitempty" doc:"passages of the story's draft whose words have changed since somebody last looked: what is signed may not be what they say"`
}

// Signer is somebody who can sign in the case, and where she stands to the claim.
type Signer struct {
	desk.Member
	Own    string `json:"own,omitempty" doc:"what makes it her own work, so that she cannot sign it: wrote this claim"`
	Signed bool   `json:"signed,omitempty" doc:"she has signed what is there now"`
	Stale  bool   `json:"stale,omitempty" doc:"she has signed what was there before"`
}

// ReviewPage shows a claim to a reviewer, with what is new since she last looked,
// or since a version of the claim if one is given.
func (r *Room) ReviewPage(ctx context.Context, caller casework.Caller, name string, since *int64) (Review, error) {
	c, b, err := r.reviewed(ctx, caller, name)
	if err != nil {
		return Review{}, err
	}
	out := review(b, c)
	if out.Claim.Offers, err = r.ClaimOffers(ctx, caller, c); err != nil {
		return Review{}, err
	}
	out.Refused, out.Returnable = out.Claim.Offers.Refusal("claim-sign"), out.Claim.Offers.Can("claim-return")
	staff, err := r.Everybody(ctx)
	if err != nil {
		return Review{}, err
	}
	out.Claim.MarkLapsed(c, b.Case, staff)
	out.Signed = out.Claim.Counting()
	able := desk.AccessTo(b.Case, staff).Signers
	around, failed := r.store.Around(ctx)
	out.Signers, out.Short = signersOf(c, able), short(c, b.Case, around)
	if err := errors.Join(failed(), r.AskedOn(ctx, c, &out.Claim)); err != nil {
		return Review{}, err
	}
	if out.Passages, err = r.changedPassages(ctx, c); err != nil {
		return Review{}, err
	}
	look, err := r.store.Look(ctx, caller.ID, c.ID)
	if err != nil {
		return Review{}, err
	}
	out.Looked, out.Since = casework.Pointer(look.At), look.Version
	if since != nil {
		out.Looked, out.Since = nil, max(0, *since)
	}
	err = r.addNews(ctx, b, c, &out)
	return out, err
}

// reviewed finds a claim, and gathers its case.
func (r *Room) reviewed(ctx context.Context, caller casework.Caller, name string) (*verification.Claim, *report.Gathered, error) {
	found, err := r.door.TheClaim(ctx, caller, name)
	if err != nil {
		return nil, nil, err
	}
	b, err := r.GatherAbout(ctx, caller, found.Case.String(), found.ID, nil)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range b.Claims { // as it was gathered, with all else
		if c.ID == found.ID {
			return c, b, nil
		}
	}
	return nil, nil, casework.NotFound(claim.StreamClaim, name)
}

func review(b *report.Gathered, c *verification.Claim) Review {
	head := casework.Read[claim.CaseHead](b.Lib, b.Case.Text)
	r := Review{
		Case: head.Slug, Title: head.Title, Claim: b.Claim(c), Requests: []report.RequestReport{},
		Owed: c.OwesReview(), Covers: covered(b, b.Lib, c), Signed: len(c.ValidSignOffs()), Needed: c.Policy[claim.Reviewers], Changes: []Difference{},
	}
	for _, l := range b.Letters {
		for _, request := range l.Requests {
			if slices.Contains(request.Claims, c.ID) {
				r.Requests = append(r.Requests, b.Request(l, request))
			}
		}
	}
	return r
}

func signersOf(c *verification.Claim, able []desk.Member) []Signer {
	valid := c.ValidSignOffs()
	by := func(id uuid.UUID) func(finding.SignOff) bool {
		return func(s finding.SignOff) bool { return s.By == id }
	}
	signers := []Signer{}
	for _, m := range able {
		s := Signer{Member: m, Own: c.OwnWork(m.ID), Signed: slices.ContainsFunc(valid, by(m.ID))}
		s.Stale = !s.Signed && slices.ContainsFunc(c.SignOffs, by(m.ID))
		signers = append(signers, s)
	}
	return signers
}

// short says that too few people are left who can sign the claim, or returns nil.
// That somebody loses a role, or records an answer, is never refused for it: it is
// said here.
func short(c *verification.Claim, of *cases.Case, around claim.Around) *claim.Error {
	if c.Stage.Over() || c.Stage == claim.StagePublished && !c.OwesReview() {
		return nil
	}
	return c.CheckSigners(of.SigningMembers(around.Staff()), around)
}

// addNews adds what has happened to the claim since a version of it. Who has
// never looked gets no comparison: all of it is new.
func (r *Room) addNews(ctx context.Context, b *report.Gathered, c *verification.Claim, out *Review) error {
	entries, err := r.store.Entries(ctx, c.Stream())
	if err != nil {
		return err
	}
	var news []claim.Recorded
	for _, e := range slices.Backward(entries) {
		if e.Version > out.Since && e.Version <= c.Version && len(news) < timeline.MaxTimeline {
			news = append(news, claim.Recorded{Entry: e})
		}
	}
	if out.News, err = r.InWords(ctx, b, news); err != nil || out.Since == 0 || len(news) == 0 {
		return err
	}
	then := claim.New(claim.StreamClaim, c.ID).(*verification.Claim)
	for _, e := range entries {
		if e.Version <= out.Since {
			then.Evolve(e)
		}
	}
	out.Changes, err = r.changes(ctx, b, then, c)
	return err
}
