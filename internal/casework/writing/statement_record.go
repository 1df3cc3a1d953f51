package writing

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// StatementInput records what a party said about a claim without having been asked.
type StatementInput struct {
	Party       string            `json:"party" doc:"whose statement it is: a party's short name, or its name, which puts it into the directory"`
	Way         []string          `json:"way,omitempty" doc:"through whom it came, the one that it was said to first; none if it was said to you"`
	Stance      claim.Stance      `json:"stance"`
	Statement   string            `json:"statement" doc:"what was said, verbatim"`
	Summary     bool              `json:"summary,omitempty" doc:"the words are yours: a translation or a summary of what was said"`
	SaidAt      *claim.When       `json:"saidAt" doc:"when it was said: a date, or an instant with its zone"`
	GroundRules claim.GroundRules `json:"groundRules,omitempty" doc:"the terms; on the record if left out"`
	Channel     claim.Channel     `json:"channel,omitempty" doc:"how it came to the desk; leave it out for what was said in public"`
	casework.SpeakerInput
}

// RecordStatement takes what a party said without having been asked, and makes the
// caller one of the claim's authors. What was signed is stale then; after publication
// it starts a correction.
func RecordStatement(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in StatementInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	words, body, err := in.Records(d.IDOf("statement", c.ID.String()+casework.Key(ctx).String()))
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := throughWhom(ctx, d, caller, in, &body); err != nil {
		return casework.Receipt{}, err
	}
	if body.Spoken, err = d.KeepSpeaker(ctx, in.SpeakerInput); err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, words)
	if err != nil {
		return casework.Receipt{}, err
	}
	body.Words = refs[0]
	return casework.Receipt{ID: body.Statement}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, body))
}

// Records is the command that records the statement, without its parties, and its words, which have to be kept first.
func (in StatementInput) Records(id uuid.UUID) (words string, body sources.RecordStatement, err error) {
	if words, err = casework.Prose("statement", in.Statement, casework.MaxText, true); err != nil {
		return "", body, err
	}
	if in.SaidAt == nil || in.SaidAt.IsZero() {
		return "", body, casework.Invalid("saidAt", "say when it was said")
	}
	body = sources.RecordStatement{
		Statement: id, Stance: in.Stance, Summary: in.Summary, GroundRules: in.GroundRules,
		Channel: in.Channel, SaidAt: *in.SaidAt,
	}
	if body.GroundRules == "" {
		body.GroundRules = claim.OnTheRecord
	}
	if body.Channel == "" {
		body.Channel = claim.InPublic
	}
	return words, body, casework.TooFar(in.Way)
}

// throughWhom finds whose statement it is, and through whom it came. What the record
// would refuse is refused before anybody is put into the directory.
func throughWhom(ctx context.Context, d *casework.Door, caller casework.Caller, in StatementInput, body *sources.RecordStatement) error {
	n := d.Namer(ctx, caller)
	var err error
	if body.Party, err = n.Party("party", in.Party); err != nil {
		return err
	}
	body.Way, err = n.Parties("way", in.Way)
	return err
}

// WithdrawStatement says that a statement was not recorded as it was made. It stays in
// the record, and the reason with it.
func WithdrawStatement(ctx context.Context, d *casework.Door, caller casework.Caller, name string, statement uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	body := func(reason claim.Ref) claim.Body {
		return sources.WithdrawStatement{Statement: statement, Reason: reason}
	}
	made, err := d.MoveClaim(ctx, caller, name, in, body)
	made.ID = statement
	return made, err
}

// DisclosureInput decides whether the claimant is named outside.
type DisclosureInput struct {
	Name bool `json:"name" doc:"the claimant's name is shown to those who are asked, and to the public"`
}

// DiscloseClaimant decides whether the claimant's name is shown to those who are asked,
// and to the public. Until somebody decides, it is for a routine claim alone.
func DiscloseClaimant(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in DisclosureInput) (casework.Receipt, error) {
	body := func(claim.Ref) claim.Body { return verification.DiscloseClaimant{Name: in.Name} }
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{}, body)
}

// ContestInput says that two origins are one.
type ContestInput struct {
	One    string `json:"one" doc:"a party that says something for or against the claim, or passes it on; or the words of an origin"`
	Other  string `json:"other" doc:"another one, which is the same origin"`
	Reason string `json:"reason" doc:"why they are one"`
}

// ContestIndependence says that two of the claim's origins are one, and makes the caller
// one of its authors.
func ContestIndependence(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ContestInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	one, err := Origin(ctx, d, caller, in.One)
	if err != nil {
		return casework.Receipt{}, err
	}
	other, err := Origin(ctx, d, caller, in.Other)
	if err != nil {
		return casework.Receipt{}, err
	}
	id := d.IDOf("contest", casework.Key(ctx).String())
	body := func(reason claim.Ref) claim.Body {
		return sources.ContestIndependence{Contest: id, One: one, Other: other, Reason: reason}
	}
	made, err := d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, body)
	made.ID = id
	return made, err
}

// WithdrawContest takes back that two origins are one.
func WithdrawContest(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contest uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	body := func(reason claim.Ref) claim.Body {
		return sources.WithdrawContest{Contest: contest, Reason: reason}
	}
	made, err := d.MoveClaim(ctx, caller, name, in, body)
	made.ID = contest
	return made, err
}
