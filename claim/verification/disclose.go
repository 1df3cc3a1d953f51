package verification

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// Disclosure is a decision whether the claimant's name is shown to those who are
// asked, and to the public.
type Disclosure struct {
	Name bool      `json:"name"` // it is shown
	By   uuid.UUID `json:"by"`
	At   time.Time `json:"at"`
}

// DiscloseClaimant decides whether the claimant is named to those who are asked, and
// to the public.
type DiscloseClaimant struct {
	Name bool `json:"name"`
}

// CommandKind implements [claim.Body].
func (DiscloseClaimant) CommandKind() string { return "disclose claimant" }

// ClaimantDisclosed: somebody decided whether the claimant is named outside.
type ClaimantDisclosed struct {
	Name  bool        `json:"name"`
	By    uuid.UUID   `json:"by"`
	Stage claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimantDisclosed) FactKind() string { return "claim.claimant_disclosed" }

func init() {
	claim.RegisterBody[DiscloseClaimant](claim.StreamClaim)
	claim.RegisterFact[ClaimantDisclosed]()
}

// NamesClaimant reports whether the claimant's name is shown to those who are asked,
// and to the public: as was decided; without a decision, only of a routine claim.
func (c *Claim) NamesClaimant() bool {
	if c.Disclosure != nil {
		return c.Disclosure.Name
	}
	return c.Tier == claim.Routine
}

func (c *Claim) disclose(b DiscloseClaimant, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	if c.Disclosure != nil && c.Disclosure.Name == b.Name {
		return nil, nil
	}
	if len(c.As(sources.PartClaimant)) == 0 {
		return nil, claim.Errorf(claim.CodeInvalid, "the claim has no claimant whose name could be shown").WithHint("say first who the claimant is")
	}
	if err := c.TakesEvidence(); err != nil {
		return nil, err
	}
	if err := c.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{ClaimantDisclosed{b.Name, actor.ID, c.Reconsidered()}}, nil
}

func (c *Claim) disclosed(e claim.Entry, f ClaimantDisclosed) {
	c.Disclosure = &Disclosure{f.Name, f.By, e.At}
	c.at(f.Stage)
}
