package findings

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// SignInputs decide on several claims, each with the subject that was seen.
type SignInputs struct {
	casework.How
	Claims  []SeenClaim `json:"claims" doc:"what to sign"`
	Comment string      `json:"comment,omitempty" doc:"a note on each"`
}

// SeenClaim is a claim as a reviewer saw it.
type SeenClaim struct {
	Claim   string `json:"claim" doc:"key of the claim; that of a series stands for all of its claims that wait for a reviewer"`
	Subject string `json:"subject" doc:"the subject hash that the reviewer saw; of a series, that of all of these together"`
}

// SignMany signs off several claims of a case in one act, each bound to what was
// seen of it.
func SignMany(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in SignInputs) (casework.Many, error) {
	claims, stale, err := unfoldSeen(ctx, d, caller, caseName, in.Claims)
	if err != nil {
		return casework.Many{}, err
	}
	b, err := d.Batch(ctx, caller, in.How, len(claims)+len(stale))
	if err != nil {
		return casework.Many{}, err
	}
	b.Refuse(stale...)
	for _, seen := range claims {
		err := b.Add(ctx, seen.Claim, d.OnClaim(caller, caseName, seen.Claim, in.Comment, func(note claim.Ref) claim.Body {
			return finding.Sign{Subject: seen.Subject, Note: note}
		}))
		if err != nil {
			return casework.Many{}, err
		}
	}
	many, err := b.CarryOut(ctx)
	if err != nil {
		return casework.Many{}, err
	}
	for i, one := range many.Each[len(stale):] {
		if one.Refused == nil && !one.Undone {
			decided(ctx, d, caller, one.ID, claims[i].Subject)
		}
	}
	return many, nil
}

// AssessInputs propose one outcome for several claims.
type AssessInputs struct {
	casework.How
	Claims []string `json:"claims" doc:"keys of the claims; that of a series stands for all of its claims"`
	AssessInput
}

// AssessMany proposes the same outcome for several claims in one act. Each has to have
// the ground for it by itself.
func AssessMany(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in AssessInputs) (casework.Many, error) {
	var err error
	if in.Claims, err = d.UnfoldSeries(ctx, caller, caseName, in.Claims); err != nil {
		return casework.Many{}, err
	}
	b, err := d.Batch(ctx, caller, in.How, len(in.Claims))
	if err != nil {
		return casework.Many{}, err
	}
	if in.AsOf == nil { // one instant for all of them
		now := d.Now()
		in.AsOf = &now
	}
	for _, name := range in.Claims {
		err := b.Add(ctx, name, func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
			c, err := d.TheClaim(ctx, caller, caseName+"/"+name)
			if err != nil {
				return uuid.Nil, claim.Stream{}, nil, err
			}
			assess, err := assessing(ctx, d, in.AssessInput)
			return c.ID, c.Stream(), assess, err
		})
		if err != nil {
			return casework.Many{}, err
		}
	}
	return b.CarryOut(ctx)
}

// assessing keeps what was written, and makes the command.
func assessing(ctx context.Context, d *casework.Door, in AssessInput) (finding.Assess, error) {
	rationale, err := casework.Prose("rationale", in.Rationale, casework.MaxText, true)
	if err != nil {
		return finding.Assess{}, err
	}
	readers, err := casework.Prose("forReaders", in.ForReaders, MaxReason, false)
	if err != nil {
		return finding.Assess{}, err
	}
	refs, err := d.Keep(ctx, rationale, readers)
	if err != nil {
		return finding.Assess{}, err
	}
	return finding.Assess{Outcome: in.Outcome, Why: in.Why, Rationale: refs[0], ForReaders: refs[1], AsOf: casework.InstantOr(in.AsOf, d.Now())}, nil
}

// unfoldSeen puts the claims of a series that wait for a reviewer in place of the
// series, each with its own subject, if the hash of the series is of them as they are
// now. One that is of something else stays as it is, and is stale.
func unfoldSeen(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, seen []SeenClaim) (all []SeenClaim, stale []casework.One, err error) {
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil || len(c.Series) == 0 {
		return seen, nil, err
	}
	for _, one := range seen {
		of := c.SeriesCalled(casework.ClaimID(c, one.Claim))
		if of == nil {
			all = append(all, one)
			continue
		}
		claims, err := d.InSeries(ctx, c, of.ID)
		if err != nil {
			return nil, nil, err
		}
		claims = slices.DeleteFunc(claims, func(c *verification.Claim) bool { return !c.AwaitsReview() })
		if refused := seenSeries(one, claims); refused != nil {
			stale = append(stale, casework.One{ID: of.ID, Name: one.Claim, Refused: refused})
			continue
		}
		keys, err := d.KeysOf(ctx, claims)
		if err != nil {
			return nil, nil, err
		}
		for i, c := range claims {
			all = append(all, SeenClaim{keys[i], c.Subject()})
		}
	}
	return casework.Distinct(all, func(s SeenClaim) string { return s.Claim }), stale, nil
}

// seenSeries refuses a series of which a reviewer saw something else.
func seenSeries(seen SeenClaim, waiting []*verification.Claim) *claim.Error {
	switch {
	case len(waiting) == 0:
		return claim.Errorf(claim.CodeWrongStage, "no claim of the series waits for a reviewer")
	case seen.Subject != verification.SeriesSubject(waiting):
		return claim.Errorf(claim.CodeStale, "the series has changed since you saw it").
			WithHint("look at its claims again, or sign those that have not changed one by one")
	}
	return nil
}
