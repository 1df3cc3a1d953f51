package casework

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// ClaimInput writes a claim.
type ClaimInput struct {
	Key       string     `json:"key,omitempty" doc:"short name, unique in the case; made from the statement if left out"`
	Statement string     `json:"statement" doc:"one checkable statement"`
	Claimant  string     `json:"claimant,omitempty" doc:"who says so"`
	MadeAt    *time.Time `json:"madeAt,omitempty" doc:"when it was said"`
	Where     string     `json:"where,omitempty" doc:"where it was said, often an address on the web"`
	Subjects  []string   `json:"subjects,omitempty" doc:"whom or what it is about"`
	Language  string     `json:"language,omitempty" doc:"language of the statement (BCP 47)"`
	Tier      claim.Tier `json:"tier,omitempty" doc:"how much harm a mistake would do; routine if left out"`
	Draft     bool       `json:"draft,omitempty" doc:"keep it a draft"`
}

// AddClaim writes a claim into a case. Adding the same claim again changes
// nothing. A claim that nobody but its author could sign is refused.
func (d *Door) AddClaim(ctx context.Context, caller Caller, caseName string, in ClaimInput) (Receipt, error) {
	if err := caller.May(MayWriteClaims); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	c, err := d.theCase(ctx, caller, caseName)
	if err != nil {
		return Receipt{}, err
	}
	if in.Key == "" {
		if in.Key, err = d.freeKey(ctx, c, strings.TrimSpace(in.Statement), nil); err != nil {
			return Receipt{}, err
		}
	}
	made, _, err := d.addClaim(ctx, caller, c, in, d.canBeSigned(ctx, c, caller))
	return made, err
}

// claimID is the claim with a key in a case.
func claimID(c *claim.Case, key string) uuid.UUID {
	return claim.DerivedID("claim", c.ID.String(), key)
}

// addClaim adds a claim, and reports whether it is new. One that is new is
// refused with unsignable, unless that is nil.
func (d *Door) addClaim(ctx context.Context, caller Caller, c *claim.Case, in ClaimInput, unsignable error) (made Receipt, isNew bool, err error) {
	text, err := claimText(in)
	if err != nil {
		return Receipt{}, false, err
	}
	add := claim.AddClaim{Case: c.ID, Tier: claim.Routine, Author: caller.ID, Policy: c.Policy, Draft: in.Draft}
	if in.Tier != "" {
		add.Tier = in.Tier
	}
	made = Receipt{ID: claimID(c, text.Key), Name: text.Key}
	there, err := load[*claim.Claim](ctx, d, claim.StreamClaim, made.ID)
	if err != nil {
		return Receipt{}, false, err
	}
	if there.Version > 0 {
		return made, false, d.sameClaim(ctx, there, text, add.Tier)
	}
	if unsignable != nil {
		return Receipt{}, false, unsignable
	}
	if add.Text, err = d.keepJSON(ctx, "claim", text); err != nil {
		return Receipt{}, false, err
	}
	return made, true, d.do(ctx, there.Stream(), command(ctx, caller, add))
}

// sameClaim refuses a claim that is there and says something else.
func (d *Door) sameClaim(ctx context.Context, there *claim.Claim, text claim.ClaimText, tier claim.Tier) error {
	l, err := d.library(ctx, there.Text)
	if err != nil {
		return err
	}
	with := ""
	switch {
	case !l.has(there.Text):
		with = "and what it said was erased"
	case !same(read[claim.ClaimText](l, there.Text), text):
		with = "with other words"
	case there.Tier != tier:
		with = "as " + string(there.Tier)
	default:
		return nil
	}
	return claim.Errorf(claim.CodeExists, "the claim is in the case already, %s", with).
		WithHint("revise the claim, or add another one under another key")
}

// canBeSigned checks the policy again: since the case was opened, roles may have changed.
func (d *Door) canBeSigned(ctx context.Context, c *claim.Case, author Caller) error {
	signers, err := d.signers(ctx, c)
	if err != nil {
		return err
	}
	return c.Policy.CheckSigners(signers, author.ID)
}

func claimText(in ClaimInput) (claim.ClaimText, error) {
	text := claim.ClaimText{Subjects: in.Subjects}
	if in.MadeAt != nil {
		text.MadeAt = pointer(claim.Instant(*in.MadeAt))
	}
	var err error
	if text.Statement, err = prose("statement", in.Statement, MaxStatement, true); err != nil {
		return text, err
	}
	if in.Key == "" {
		in.Key = Slug(text.Statement)
	}
	if text.Key, err = slug("key", in.Key); err != nil {
		return text, err
	}
	if text.Claimant, err = line("claimant", in.Claimant, MaxName, false); err != nil {
		return text, err
	}
	if text.Where, err = line("where", in.Where, MaxStatement, false); err != nil {
		return text, err
	}
	text.Language, err = line("language", in.Language, 35, false)
	return text, err
}

// theClaim finds a claim that the caller may see, by "case/key" or identifier.
func (d *Door) theClaim(ctx context.Context, caller Caller, name string) (*claim.Claim, error) {
	caseID := uuid.Nil
	key := name
	if caseName, rest, ok := strings.Cut(name, "/"); ok {
		c, err := d.theCase(ctx, caller, caseName)
		if err != nil {
			return nil, err
		}
		caseID, key = c.ID, rest
	}
	id, err := d.resolve(ctx, claim.StreamClaim, caseID, key)
	if err != nil {
		return nil, err
	}
	c, err := load[*claim.Claim](ctx, d, claim.StreamClaim, id)
	if err != nil {
		return nil, err
	}
	if _, err := d.caseByID(ctx, caller, c.Case, name); err != nil {
		return nil, hide(err, claim.StreamClaim, name)
	}
	return c, nil
}

// claimsOf finds claims of one case by key or identifier.
func (d *Door) claimsOf(ctx context.Context, c *claim.Case, names []string) ([]*claim.Claim, error) {
	claims := make([]*claim.Claim, 0, len(names))
	for _, name := range names {
		id, err := d.resolve(ctx, claim.StreamClaim, c.ID, name)
		if err != nil {
			return nil, err
		}
		found, err := load[*claim.Claim](ctx, d, claim.StreamClaim, id)
		if err != nil {
			return nil, err
		}
		if found.Case != c.ID {
			return nil, notFound(claim.StreamClaim, name)
		}
		claims = append(claims, found)
	}
	return claims, nil
}
