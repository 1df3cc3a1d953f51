package casework

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
)

// ClaimInput writes a claim.
type ClaimInput struct {
	Key        string              `json:"key,omitempty" doc:"short name, unique in the case; made from the statement if left out"`
	Statement  string              `json:"statement" doc:"one checkable statement"`
	Claimant   string              `json:"claimant,omitempty" doc:"who says so"`
	MadeAt     *claim.When         `json:"madeAt,omitempty" doc:"when it was said: a date, or an instant with its zone"`
	Holds      *claim.Period       `json:"holds,omitempty" doc:"at or over what time it holds: a date or an instant, or from/until"`
	Where      string              `json:"where,omitempty" doc:"where it was said, often an address on the web"`
	Subjects   []string            `json:"subjects,omitempty" doc:"parties that it is about; a name that is not in the directory is put there"`
	Language   string              `json:"language,omitempty" doc:"language of the statement (BCP 47)"`
	Tier       claim.Tier          `json:"tier,omitempty" doc:"how much harm a mistake would do; routine if left out"`
	Draft      bool                `json:"draft,omitempty" doc:"keep it a draft"`
	PolicyName string              `json:"policyName,omitempty" doc:"the desk's policy, or a preset, that it is pinned to; the case's if left out"`
	Marks      []verification.Mark `json:"marks,omitempty" doc:"what the policy has to know of it"`

	Witnesses     []string `json:"witnesses,omitempty" doc:"parties that saw or heard it"`
	Experts       []string `json:"experts,omitempty" doc:"parties that can judge it"`
	RecordHolders []string `json:"recordHolders,omitempty" doc:"parties that keep the documents that show it"`
	Relays        []string `json:"relays,omitempty" doc:"parties that pass on what others said, such as news outlets; the word of one is no origin unless it says whom it quotes"`
	NameClaimant  string   `json:"nameClaimant,omitempty" enum:"yes,no" doc:"whether the claimant's name is shown to those who are asked, and to the public; if left out, only of a routine claim"`
}

// AddClaim writes a claim into a case. Adding the same claim again changes
// nothing. A claim that nobody but its author could sign is refused.
func (d *Door) AddClaim(ctx context.Context, caller Caller, caseName string, in ClaimInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return Receipt{}, err
	}
	if in.Key == "" {
		if in.Key, err = d.freeKey(ctx, c, strings.TrimSpace(in.Statement), nil); err != nil {
			return Receipt{}, err
		}
	}
	add, err := d.adding(ctx, c, in, d.Namer(ctx, caller))
	if err != nil || add.there {
		return add.made, err
	}
	refs, err := d.store.Put(ctx, add.text)
	if err != nil {
		return Receipt{}, err
	}
	add.body.Text = refs[0]
	return add.made, d.Do(ctx, claim.Stream{Kind: claim.StreamClaim, ID: add.made.ID}, Command(ctx, caller, add.body))
}

// ClaimID is the identifier of the claim with a key in a case.
func ClaimID(c *cases.Case, key string) uuid.UUID { return SeriesID(c.ID, key) }

// SeriesID is the identifier of the series of a case that is called so. No claim of the
// case has that name: both are drawn in the same way.
func SeriesID(of uuid.UUID, key string) uuid.UUID {
	return claim.DerivedID("claim", of.String(), key)
}

// adding is a claim that is to be added to a case, or that is there already.
type adding struct {
	made  Receipt
	there bool
	body  verification.AddClaim // without its text, which has to be kept first
	text  claim.Content
}

// adding reads a claim that is to be added. One that is there with other words
// is refused.
func (d *Door) adding(ctx context.Context, c *cases.Case, in ClaimInput, n *Namer) (adding, error) {
	text, err := in.Words()
	if err != nil {
		return adding{}, err
	}
	body := in.Adds(n.caller, c)
	if body.Involved, err = in.Involved(n.Party); err != nil {
		return adding{}, err
	}
	out := adding{made: Receipt{ID: ClaimID(c, text.Key), Name: text.Key}, body: body}
	there, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, out.made.ID)
	if err != nil {
		return adding{}, err
	}
	if there.Version > 0 {
		out.there = true
		return out, d.SameClaim(ctx, there, text, body)
	}
	out.text, err = JSONContent(Key(ctx), "claim", text)
	return out, err
}

// Adds is the command that adds the claim to a case, without its text and its parties.
func (in ClaimInput) Adds(caller Caller, c *cases.Case) verification.AddClaim {
	body := verification.AddClaim{Case: c.ID, Tier: claim.Routine, Author: caller.ID, Policy: c.Policy, Under: in.PolicyName, Marks: in.Marks, Draft: in.Draft}
	if in.Tier != "" {
		body.Tier = in.Tier
	}
	if in.NameClaimant != "" {
		named := in.NameClaimant == "yes"
		body.NameClaimant = &named
	}
	return body
}

// SameClaim refuses a claim that is there and says something else.
func (d *Door) SameClaim(ctx context.Context, there *verification.Claim, text claim.ClaimText, add verification.AddClaim) error {
	l, err := d.Library(ctx, there.Text)
	if err != nil {
		return err
	}
	with := ""
	switch {
	case !l.Has(there.Text):
		with = "and what it said was erased"
	case !Same(Read[claim.ClaimText](l, there.Text), text):
		with = "with other words"
	case there.Tier != add.Tier:
		with = "as " + string(there.Tier)
	case !slices.Equal(there.Involved, add.Involved):
		with = "with other parties"
	default:
		return nil
	}
	return claim.Errorf(claim.CodeExists, "the claim is in the case already, %s", with).
		WithHint("revise the claim, or add another one under another key")
}

// Words are what the claim says, checked.
func (in ClaimInput) Words() (claim.ClaimText, error) {
	var text claim.ClaimText
	if in.MadeAt != nil && !in.MadeAt.IsZero() {
		text.MadeAt = in.MadeAt
	}
	if in.Holds != nil && !in.Holds.IsZero() {
		if err := in.Holds.Validate(); err != nil {
			return text, err
		}
		text.Holds = in.Holds
	}
	var err error
	if text.Statement, err = Prose("statement", in.Statement, MaxStatement, true); err != nil {
		return text, err
	}
	if in.Key == "" {
		in.Key = Slug(text.Statement)
	}
	if text.Key, err = ShortName("key", in.Key); err != nil {
		return text, err
	}
	if text.Where, err = Line("where", in.Where, MaxStatement, false); err != nil {
		return text, err
	}
	text.Language, err = Line("language", in.Language, 35, false)
	return text, err
}

// TheClaim finds a claim that the caller may see, by "case/key" or identifier.
func (d *Door) TheClaim(ctx context.Context, caller Caller, name string) (*verification.Claim, error) {
	caseID := uuid.Nil
	key := name
	if caseName, rest, ok := strings.Cut(name, "/"); ok {
		c, err := d.TheCase(ctx, caller, caseName)
		if err != nil {
			return nil, err
		}
		caseID, key = c.ID, rest
	}
	id, err := d.Resolve(ctx, claim.StreamClaim, caseID, key)
	if err != nil {
		return nil, err
	}
	c, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, id)
	if err != nil {
		return nil, err
	}
	if _, err := d.CaseByID(ctx, caller, c.Case, name); err != nil {
		return nil, Hide(err, claim.StreamClaim, name)
	}
	return c, nil
}

// ClaimsOf finds claims of one case by key or identifier.
func (d *Door) ClaimsOf(ctx context.Context, c *cases.Case, names []string) ([]*verification.Claim, error) {
	claims := make([]*verification.Claim, 0, len(names))
	for _, name := range names {
		id, err := d.Resolve(ctx, claim.StreamClaim, c.ID, name)
		if err != nil {
			return nil, err
		}
		found, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, id)
		if err != nil {
			return nil, err
		}
		if found.Case != c.ID {
			return nil, NotFound(claim.StreamClaim, name)
		}
		claims = append(claims, found)
	}
	return claims, nil
}
