package findings

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// PublishInput says how a finding is made public. The kind, the reason and the
// prominence are those of a change: of a finding that is public already.
type PublishInput struct {
	Kind       finding.PublicationKind `json:"kind,omitempty" enum:"update,correction" doc:"of a finding that is public already, an update if nothing was wrong, else a correction, which it is if left out"`
	Reason     string                  `json:"reason,omitempty" doc:"of an update or a correction, why, for readers"`
	Prominence finding.Prominence      `json:"prominence,omitempty" doc:"of an update or a correction, how readers are told; at the top if left out"`
	Early      string                  `json:"early,omitempty" doc:"why it is published while somebody who was asked still has time to answer, for the record; readers are told until when who was given"`
	Untold     string                  `json:"untold,omitempty" doc:"why those who were asked are not told in letters, for the record; they are, if it is left out"`
}

// Publish makes the finding public, or replaces the public one. The policy is
// checked again at this moment. Unless it is a change, it returns [claim.CodePolicy]
// while a right of reply runs and nothing is said to that. The receipt warns of rights
// of reply that still run, and names the public page.
func Publish(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in PublishInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	warnings, err := PublishWarnings(ctx, d, c)
	if err != nil {
		return casework.Receipt{}, err
	}
	publish, err := publishing(ctx, d, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := d.Do(ctx, c.Stream(), casework.Command(ctx, caller, publish)); err != nil {
		return casework.Receipt{}, err
	}
	made := casework.Receipt{ID: c.ID, Warnings: warnings}
	made.Public, err = PublicPage(ctx, d, c)
	return made, err
}

// publishing keeps what was written, and makes the command.
func publishing(ctx context.Context, d *casework.Door, in PublishInput) (finding.Publish, error) {
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, false)
	if err != nil {
		return finding.Publish{}, err
	}
	early, err := casework.Prose("early", in.Early, casework.MaxText, false)
	if err != nil {
		return finding.Publish{}, err
	}
	untold, err := casework.Prose("untold", in.Untold, casework.MaxText, false)
	if err != nil {
		return finding.Publish{}, err
	}
	refs, err := d.Keep(ctx, reason, early, untold)
	if err != nil {
		return finding.Publish{}, err
	}
	return finding.Publish{Kind: in.Kind, Reason: refs[0], Prominence: in.Prominence, Early: refs[1], Untold: refs[2]}, nil
}

// ScheduleInput has a finding published at an instant.
type ScheduleInput struct {
	At   time.Time `json:"at" doc:"when it is published"`
	Zone string    `json:"zone,omitempty" doc:"IANA time zone in which the instant was chosen; the desk's if left out"`
	PublishInput
}

// Schedule has the finding published at an instant, by the clock of the claim. An
// embargo or a right of reply that lasts longer is refused now, with
// [claim.CodePolicy]. All is checked again at the instant: if it cannot be published
// then, that is the turn of whoever scheduled it.
func Schedule(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ScheduleInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	if in.Zone == "" {
		desk, err := d.DeskSettings(ctx)
		if err != nil {
			return casework.Receipt{}, err
		}
		in.Zone = desk.Zone
	}
	publish, err := publishing(ctx, d, in.PublishInput)
	if err != nil {
		return casework.Receipt{}, err
	}
	schedule := finding.SchedulePublication{At: claim.Instant(in.At), Zone: in.Zone, Publish: publish}
	return casework.Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, schedule))
}

// CancelSchedule takes a scheduled publication back, or lays one aside that did not
// come about.
func CancelSchedule(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return finding.CancelSchedule{} })
}

// Retract takes a public finding back. It stays visible, as retracted.
func Retract(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in TakeBackInput) (casework.Receipt, error) {
	return takeBack(ctx, d, caller, name, in, func(reason, untold claim.Ref) claim.Body {
		return finding.Retract{Reason: reason, Untold: untold}
	})
}

// TakeDown removes the words of a finding from the public pages, for a legal reason,
// and leaves a notice with the reason.
func TakeDown(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in TakeBackInput) (casework.Receipt, error) {
	return takeBack(ctx, d, caller, name, in, func(reason, untold claim.Ref) claim.Body {
		return finding.TakeDown{Reason: reason, Untold: untold}
	})
}

// TakeBackInput says why a public finding is taken back.
type TakeBackInput struct {
	Reason string `json:"reason" doc:"why, for readers"`
	Untold string `json:"untold,omitempty" doc:"why those who were asked are not told in letters, for the record; they are, if it is left out"`
}

func takeBack(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in TakeBackInput, body func(reason, untold claim.Ref) claim.Body) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	untold, err := casework.Prose("untold", in.Untold, casework.MaxText, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, untold)
	if err != nil {
		return casework.Receipt{}, err
	}
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(r claim.Ref) claim.Body { return body(r, refs[0]) })
}

// PublishInputs make several findings public.
type PublishInputs struct {
	casework.How
	Claims []string    `json:"claims" doc:"keys of the claims; that of a series stands for all of its claims"`
	Seen   []SeenClaim `json:"seen,omitempty" doc:"what was looked at of them: one that has changed since is refused; not compared if left out"`
	PublishInput
}

// seen is what was looked at of a claim; empty if that is not said.
func (in PublishInputs) seen(name string) string {
	for _, s := range in.Seen {
		if s.Claim == name {
			return s.Subject
		}
	}
	return ""
}

// PublishMany makes the findings of several claims public in one act.
func PublishMany(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in PublishInputs) (casework.Many, error) {
	var err error
	if in.Claims, err = d.UnfoldSeries(ctx, caller, caseName, in.Claims); err != nil {
		return casework.Many{}, err
	}
	b, err := d.Batch(ctx, caller, in.How, len(in.Claims))
	if err != nil {
		return casework.Many{}, err
	}
	warnings := make([][]string, len(in.Claims))
	for i, name := range in.Claims {
		err := b.Add(ctx, name, func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
			c, err := d.TheClaim(ctx, caller, caseName+"/"+name)
			if err != nil {
				return uuid.Nil, claim.Stream{}, nil, err
			}
			if warnings[i], err = PublishWarnings(ctx, d, c); err != nil {
				return c.ID, claim.Stream{}, nil, err
			}
			publish, err := publishing(ctx, d, in.PublishInput)
			publish.Subject = in.seen(name)
			return c.ID, c.Stream(), publish, err
		})
		if err != nil {
			return casework.Many{}, err
		}
	}
	many, err := b.CarryOut(ctx)
	for i := range many.Each {
		if many.Each[i].Refused == nil {
			many.Each[i].Warnings = warnings[i]
		}
	}
	return many, err
}

// PublicPage is the address of the public page of a claim's finding; it is empty if
// nothing of it is public, or the desk does not know its address.
func PublicPage(ctx context.Context, d *casework.Door, c *verification.Claim) (string, error) {
	of, err := casework.Load[*cases.Case](ctx, d.Record(), claim.StreamCase, c.Case)
	if err != nil || d.MadeWith().PublicURL == "" {
		return "", err
	}
	now, err := casework.Load[*verification.Claim](ctx, d.Record(), claim.StreamClaim, c.ID)
	if err != nil || len(now.Publications) == 0 {
		return "", err
	}
	lib, err := d.Library(ctx, of.Text, now.Text)
	if err != nil {
		return "", err
	}
	slug, key := casework.Read[claim.CaseHead](lib, of.Text).Slug, casework.Read[claim.ClaimText](lib, now.Text).Key
	if slug == "" || key == "" { // erased
		return "", nil
	}
	return d.MadeWith().PublicURL + "/" + slug + "/claims/" + key, nil
}
