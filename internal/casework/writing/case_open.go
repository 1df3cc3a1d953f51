package writing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
)

// CaseInput opens a case.
type CaseInput struct {
	Slug        string            `json:"slug,omitempty" doc:"short name, unique on the desk; made from the title if left out"`
	Title       string            `json:"title,omitempty" doc:"what the story is about; if left out, the first line of its draft"`
	Sensitivity claim.Sensitivity `json:"sensitivity,omitempty" doc:"who may see it; desk if left out"`
	Access      []string          `json:"access,omitempty" doc:"handles of the people who may see a restricted case"`
	Policy      *claim.Policy     `json:"policy,omitempty" doc:"sign-offs and origins needed; one each if left out"`
	PolicyName  string            `json:"policyName,omitempty" doc:"the desk's policy, or a preset, that its claims are pinned to; none if left out"`
	Plan        *claim.Plan       `json:"plan,omitempty" doc:"when the silent are reminded"`
	StatusLine  []string          `json:"statusLine,omitempty" doc:"keys of the claims that the status line is about; all if left out"`
	Sample      bool              `json:"sample,omitempty" doc:"nothing in it is real: public pages say so, and the public list leaves it out"`
	Notice      string            `json:"notice,omitempty" doc:"a sentence that stands at the end of every letter"`
	PublishAt   *time.Time        `json:"publishAt,omitempty" doc:"when the story is to run"`
	Embargo     *time.Time        `json:"embargo,omitempty" doc:"no finding is made public before"`
	Draft       *DraftInput       `json:"draft,omitempty" doc:"the draft of the story; with a case file it is put in afterwards"`
}

// OpenCase opens a case, owned by the caller. Opening it again under the same
// key changes nothing. A policy that leaves nobody able to sign is refused: in a
// restricted case only those who may see it can.
func OpenCase(ctx context.Context, d *casework.Door, caller casework.Caller, in CaseInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	if in.Draft != nil && in.Title == "" {
		in.Title = titleOf(*in.Draft)
	}
	head, err := in.Head()
	if err != nil {
		return casework.Receipt{}, err
	}
	access, err := personIDs(ctx, d, in.Access)
	if err != nil {
		return casework.Receipt{}, err
	}
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return casework.Receipt{}, err
	}
	open := in.Opens(caller, access, settings)
	if open.Text, err = d.KeepJSON(ctx, "case", head); err != nil {
		return casework.Receipt{}, err
	}
	act := claim.Act{To: claim.Stream{Kind: claim.StreamCase, ID: d.IDOf("case", head.Slug)}, Command: casework.Command(ctx, caller, open)}
	made := casework.Receipt{ID: act.To.ID, Name: head.Slug}
	if in.Draft == nil {
		return made, d.Write(ctx, act.To, act.Command)
	}
	acts, err := withDraft(ctx, d, caller, act, *in.Draft)
	if err != nil {
		return casework.Receipt{}, claim.InField(err, "draft")
	}
	return made, d.Together(ctx, acts...)
}

// Opens is the command that opens the case, without its head, with what was left out as the desk has set it.
func (in CaseInput) Opens(caller casework.Caller, access []uuid.UUID, settings claim.DeskSettings) cases.OpenCase {
	open := cases.OpenCase{
		Owner: caller.ID, Sensitivity: claim.OpenToDesk, Access: access,
		Policy: settings.Policy, Plan: settings.Plan, Sample: in.Sample, Under: in.PolicyName,
		PublishAt: casework.InstantOr(in.PublishAt, time.Time{}), Embargo: casework.InstantOr(in.Embargo, time.Time{}),
	}
	if in.Sensitivity != "" {
		open.Sensitivity = in.Sensitivity
	}
	if in.Policy != nil {
		open.Policy = *in.Policy
	}
	if in.Plan != nil {
		open.Plan = *in.Plan
	}
	return open
}

// Head is what the case says about itself, checked.
func (in CaseInput) Head() (claim.CaseHead, error) {
	var head claim.CaseHead
	var err error
	if head.Title, err = casework.Line("title", in.Title, casework.MaxTitle, true); err != nil {
		return head, err
	}
	if in.Slug == "" {
		in.Slug = casework.Slug(head.Title)
	}
	if head.Slug, err = casework.ShortName("slug", in.Slug); err != nil {
		return head, err
	}
	if head.Slug == "new" || head.Slug == "corrections" {
		return head, casework.Invalid("slug", "the name "+head.Slug+" is taken by a page of the desk")
	}
	if head.Notice, err = casework.Line("notice", in.Notice, casework.MaxNotice, false); err != nil {
		return head, err
	}
	head.StatusLine = in.StatusLine
	return head, nil
}

// personIDs resolves handles.
func personIDs(ctx context.Context, d *casework.Door, handles []string) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, h := range handles {
		id, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, h)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
