package writing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
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
func AddClaim(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in ClaimInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	if in.Key == "" {
		if in.Key, err = freeKey(ctx, d, c, strings.TrimSpace(in.Statement), nil); err != nil {
			return casework.Receipt{}, err
		}
	}
	add, err := prepareClaim(ctx, d, caller, c, in, d.Namer(ctx, caller))
	if err != nil || add.there {
		return add.made, err
	}
	act, err := add.act(ctx, d, caller)
	if err != nil {
		return casework.Receipt{}, err
	}
	return add.made, d.Do(ctx, act.To, act.Command)
}

// claimToAdd is a claim that is to be added to a case, or that is there already.
type claimToAdd struct {
	made  casework.Receipt
	there bool
	body  verification.AddClaim // without its text, which has to be kept first
	text  claim.Content
}

// act keeps the text of the claim, and adds it.
func (c claimToAdd) act(ctx context.Context, d *casework.Door, caller casework.Caller) (claim.Act, error) {
	refs, err := d.Record().Put(ctx, c.text)
	if err != nil {
		return claim.Act{}, err
	}
	c.body.Text = refs[0]
	return claim.Act{To: claim.Stream{Kind: claim.StreamClaim, ID: c.made.ID}, Command: casework.Command(ctx, caller, c.body)}, nil
}

// prepareClaim reads a claim that is to be added. One that is there with other words
// is refused.
func prepareClaim(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, in ClaimInput, n *casework.Namer) (claimToAdd, error) {
	text, err := in.Words()
	if err != nil {
		return claimToAdd{}, err
	}
	body := in.Adds(caller, c)
	if body.Involved, err = in.Involved(n.Party); err != nil {
		return claimToAdd{}, err
	}
	out := claimToAdd{made: casework.Receipt{ID: casework.ClaimID(c, text.Key), Name: text.Key}, body: body}
	there, err := casework.Load[*verification.Claim](ctx, d.Record(), claim.StreamClaim, out.made.ID)
	if err != nil {
		return claimToAdd{}, err
	}
	if there.Version > 0 {
		out.there = true
		return out, SameClaim(ctx, d, there, text, body)
	}
	out.text, err = casework.JSONContent(casework.Key(ctx), "claim", text)
	return out, err
}

// Adds is the command that adds the claim to a case, without its text and its parties.
func (in ClaimInput) Adds(caller casework.Caller, c *cases.Case) verification.AddClaim {
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
func SameClaim(ctx context.Context, d *casework.Door, there *verification.Claim, text claim.ClaimText, add verification.AddClaim) error {
	l, err := d.Library(ctx, there.Text)
	if err != nil {
		return err
	}
	with := ""
	switch {
	case !l.Has(there.Text):
		with = "and what it said was erased"
	case !casework.Same(casework.Read[claim.ClaimText](l, there.Text), text):
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
	if text.Statement, err = casework.Prose("statement", in.Statement, casework.MaxStatement, true); err != nil {
		return text, err
	}
	if in.Key == "" {
		in.Key = casework.Slug(text.Statement)
	}
	if text.Key, err = casework.ShortName("key", in.Key); err != nil {
		return text, err
	}
	if text.Where, err = casework.Line("where", in.Where, casework.MaxStatement, false); err != nil {
		return text, err
	}
	text.Language, err = casework.Line("language", in.Language, 35, false)
	return text, err
}

// Involved finds the parties of a claim that is to be written.
func (in ClaimInput) Involved(find func(field, name string) (uuid.UUID, error)) ([]sources.Involved, error) {
	var claimant []string
	if strings.TrimSpace(in.Claimant) != "" {
		claimant = []string{in.Claimant}
	}
	var involved []sources.Involved
	for _, list := range []struct {
		field string
		as    sources.Part
		names []string
	}{
		{"claimant", sources.PartClaimant, claimant},
		{"subjects", sources.PartSubject, in.Subjects},
		{"witnesses", sources.PartWitness, in.Witnesses},
		{"experts", sources.PartExpert, in.Experts},
		{"recordHolders", sources.PartRecordHolder, in.RecordHolders},
		{"relays", sources.PartRelay, in.Relays},
	} {
		if len(list.names)+len(involved) > sources.MaxInvolved {
			return nil, claim.Errorf(claim.CodeTooLarge, "a claim takes at most %d parties, counted by their parts", sources.MaxInvolved).
				WithField(list.field, "name fewer")
		}
		for _, name := range list.names {
			id, err := find(list.field, name)
			if err != nil {
				return nil, err
			}
			involved = append(involved, sources.Involved{Party: id, As: list.as})
		}
	}
	return involved, nil
}

// freeKey makes a short name from a statement, with a few letters more if the
// case, or the list that is being added, has that name for other words.
func freeKey(ctx context.Context, d *casework.Door, c *cases.Case, statement string, taken map[string]bool) (string, error) {
	key := claimSlug(statement)
	sum := sha256.Sum256([]byte(statement))
	longer := key + "-" + hex.EncodeToString(sum[:4])
	if taken[key] {
		return longer, nil
	}
	there, err := casework.Load[*verification.Claim](ctx, d.Record(), claim.StreamClaim, casework.ClaimID(c, key))
	if err != nil || there.Version == 0 {
		return key, err
	}
	l, err := d.Library(ctx, there.Text)
	if casework.Read[claim.ClaimText](l, there.Text).Statement == statement {
		return key, err
	}
	return longer, err
}

// claimSlug is the short name that a statement gives, if it has letters from a to z.
func claimSlug(statement string) string {
	if !strings.ContainsFunc(strings.ToLower(statement), func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return "claim"
	}
	return casework.Slug(statement)
}
