package writing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
)

// CaseRevision replaces what a case says about itself and how it is worked on.
// Its short name stays. Claims keep the policy that they were added under.
type CaseRevision struct {
	Seen       int64        `json:"seen" doc:"version of the case that you had before you"`
	Title      string       `json:"title" doc:"what the story is about; readers of its public page read it so at once"`
	Policy     claim.Policy `json:"policy" doc:"sign-offs and origins that new claims need"`
	PolicyName string       `json:"policyName,omitempty" doc:"the desk's policy, or a preset, that new claims are pinned to; none if left out"`
	Plan       claim.Plan   `json:"plan" doc:"when the silent are reminded"`
	StatusLine []string     `json:"statusLine,omitempty" doc:"what the status line is about: keys of claims, and identifiers of series; all claims if left out"`
	Notice     string       `json:"notice,omitempty" doc:"a sentence that stands at the end of every letter"`
	PublishAt  *time.Time   `json:"publishAt,omitempty" doc:"when the story is to run"`
	Embargo    *time.Time   `json:"embargo,omitempty" doc:"no finding is made public before"`
}

// ReviseCase changes a case. It returns [claim.CodeConflict] if somebody else
// has changed it since the version that was seen, and [claim.CodePolicy] for a
// policy that leaves nobody able to sign.
func ReviseCase(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in CaseRevision) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	l, err := d.Library(ctx, c.Text)
	if err != nil {
		return casework.Receipt{}, err
	}
	was := casework.Read[claim.CaseHead](l, c.Text)
	head, err := CaseInput{Slug: was.Slug, Title: in.Title, Notice: in.Notice, StatusLine: in.StatusLine}.Head()
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := checkChoice(ctx, d, c, in.StatusLine); err != nil {
		return casework.Receipt{}, err
	}
	revise := cases.ReviseCase{
		Text: c.Text, Policy: in.Policy, Under: in.PolicyName, Plan: in.Plan, Seen: in.Seen,
		PublishAt: casework.InstantOr(in.PublishAt, time.Time{}), Embargo: casework.InstantOr(in.Embargo, time.Time{}),
	}
	if !casework.Same(was, head) {
		if revise.Text, err = d.KeepJSON(ctx, "case", head); err != nil {
			return casework.Receipt{}, err
		}
	}
	return casework.Receipt{ID: c.ID, Name: was.Slug}, d.Write(ctx, c.Stream(), casework.Command(ctx, caller, revise))
}

// AccessInput replaces who owns a case and who may see it.
type AccessInput struct {
	Seen        int64             `json:"seen" doc:"version of the case that you had before you"`
	Owner       string            `json:"owner,omitempty" doc:"handle of the owner; as it is if left out"`
	Sensitivity claim.Sensitivity `json:"sensitivity"`
	Access      []string          `json:"access,omitempty" doc:"handles of the people who may see it while it is restricted, besides its owner"`
}

// ChangeAccess grants and revokes sight of a case, and hands it to another
// owner. It refuses with [claim.CodePolicy] what would leave a claim of the case
// with too few people who can sign it, and with [claim.CodeConflict] what
// somebody else has changed since the version that was seen. What is assigned to
// people who may not see the case any more is given back.
func ChangeAccess(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in AccessInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	change := cases.ChangeAccess{Owner: c.Owner, Sensitivity: in.Sensitivity, Seen: in.Seen}
	if change.Access, err = personIDs(ctx, d, in.Access); err != nil {
		return casework.Receipt{}, casework.NotThere("access", err)
	}
	if in.Owner != "" {
		if change.Owner, err = d.Resolve(ctx, claim.StreamPerson, uuid.Nil, in.Owner); err != nil {
			return casework.Receipt{}, casework.NotThere("owner", err)
		}
	}
	return casework.Receipt{ID: c.ID, Name: caseName}, d.Write(ctx, c.Stream(), casework.Command(ctx, caller, change))
}
