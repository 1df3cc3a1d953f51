package main

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type claimReviseCmd struct {
	Claim     string     `arg:"" help:"CASE/CLAIM."`
	Seen      *int64     `placeholder:"VERSION" help:"The version that you had before you, from onrecord claim show. Default: the one that is there now."`
	Statement *string    `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Claimant  *string    `placeholder:"WHO"`
	MadeAt    *string    `placeholder:"TIME"`
	Holds     *string    `placeholder:"PERIOD"`
	Where     *string    `placeholder:"TEXT"`
	Subject   []string   `placeholder:"WHO" sep:"none" field:"subjects" help:", in place of all that stand there; may be repeated."`
	Language  *string    `placeholder:"TAG"`
	Tier      claim.Tier `placeholder:"TIER" help:"How much harm a mistake would do."`

	AnswersHold string `placeholder:"WHY" help:"; @FILE, or - for what is piped in."`

	Witness      []string `placeholder:"WHO" sep:"none" field:"witnesses" help:", in place of all that stand there; may be repeated."`
	Expert       []string `placeholder:"WHO" sep:"none" field:"experts" help:", in place of all that stand there; may be repeated."`
	RecordHolder []string `placeholder:"WHO" sep:"none" field:"recordHolders" help:", in place of all that stand there; may be repeated."`
	Relay        []string `placeholder:"WHO" sep:"none" field:"relays" help:", in place of all that stand there; may be repeated."`
}

// Help implements kong.HelpProvider.
func (claimReviseCmd) Help() string {
	return `
What is left out stays as it is; an empty value takes it away. Whoever changes a
claim is one of its authors, and cannot sign it. A claim in review or signed off
goes back to assessing.

What parties were asked and answered is of the words that were there. With other
words it counts for nothing, unless --answers-hold says why it does (a comma), or
onrecord claim uphold-answers says it of one party.

If somebody else has changed what the claim says since the version that you saw,
nothing is changed, and both versions are printed.

Example:

    onrecord claim revise vault7/google --statement "WikiLeaks wrote to Google." --seen 3`
}

// Run changes the claim.
func (c *claimReviseCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	there, err := client.Call(p.ctx, desk, operation.ClaimShow, operation.ClaimAt(c.Claim, nil))
	if err != nil {
		return err
	}
	in := revisionOfClaim(there)
	if err := c.change(p, &in); err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.ClaimRevise, operation.OfClaim(c.Claim, in))
	if err != nil {
		return p.conflict(err, claimSide(in, p.zone()), c.now(p, desk))
	}
	return p.did(r, "changed what %s says", c.Claim)
}

func (c *claimReviseCmd) now(p *program, desk *client.Client) func() (side, error) {
	return func() (side, error) {
		there, err := client.Call(p.ctx, desk, operation.ClaimShow, operation.ClaimAt(c.Claim, nil))
		return claimSide(revisionOfClaim(there), p.zone()), err
	}
}

// change puts what was given in place of what stands there.
func (c *claimReviseCmd) change(p *program, in *casework.ClaimRevision) error {
	replace(&in.Seen, c.Seen)
	replace(&in.Claimant, c.Claimant)
	replace(&in.Where, c.Where)
	replace(&in.Language, c.Language)
	replaceList(&in.Subjects, c.Subject)
	replaceList(&in.Witnesses, c.Witness)
	replaceList(&in.Experts, c.Expert)
	replaceList(&in.RecordHolders, c.RecordHolder)
	replaceList(&in.Relays, c.Relay)
	if c.Tier != "" {
		in.Tier = c.Tier
	}
	if err := p.replaceClaimTimes(in, c.MadeAt, c.Holds); err != nil {
		return err
	}
	var err error
	if c.AnswersHold != "" {
		if in.AnswersHold, err = p.text("--answers-hold", c.AnswersHold); err != nil {
			return err
		}
	}
	return p.replaceText("--statement", &in.Statement, c.Statement)
}

// revisionOfClaim is the revision that changes nothing.
func revisionOfClaim(c reading.ClaimReport) casework.ClaimRevision {
	return casework.ClaimRevision{Seen: c.Version, ClaimInput: casework.ClaimInput{
		Statement: c.Statement, Claimant: strings.Join(c.As(verification.PartClaimant), ", "), MadeAt: c.MadeAt, Holds: c.Holds, Where: c.Where,
		Subjects: c.As(verification.PartSubject), Language: c.Language, Tier: c.Tier,
		Witnesses: c.As(verification.PartWitness), Experts: c.As(verification.PartExpert),
		RecordHolders: c.As(verification.PartRecordHolder), Relays: c.As(verification.PartRelay),
	}}
}

func claimSide(in casework.ClaimRevision, zone *time.Location) side {
	return side{in.Seen, in, [][2]string{
		{"statement", in.Statement}, {"claimant", in.Claimant}, {"when it was made", wordsSet(in.MadeAt, zone)}, {"holds", wordsSet(in.Holds, zone)}, {"where it was made", in.Where},
		{"subjects", strings.Join(in.Subjects, ", ")}, {"witnesses", strings.Join(in.Witnesses, ", ")},
		{"experts", strings.Join(in.Experts, ", ")}, {"record holders", strings.Join(in.RecordHolders, ", ")}, {"relays", strings.Join(in.Relays, ", ")},
		{"language", in.Language}, {"tier", string(in.Tier)},
	}}
}
