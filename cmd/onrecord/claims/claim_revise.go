package claims

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimRevise is the command onrecord claim revise.
type ClaimRevise struct {
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
func (ClaimRevise) Help() string {
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
func (c *ClaimRevise) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	there, err := client.Call(p.Ctx, desk, operation.ClaimShow, operation.ClaimAt(c.Claim, nil))
	if err != nil {
		return err
	}
	in := revisionOfClaim(there)
	if err := c.change(p, &in); err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimRevise, operation.OfClaim(c.Claim, in))
	if err != nil {
		return p.Conflict(err, claimSide(in, p.Zone()), c.now(p, desk))
	}
	return p.Did(r, "changed what %s says", c.Claim)
}

func (c *ClaimRevise) now(p *terminal.Program, desk *client.Client) func() (terminal.Side, error) {
	return func() (terminal.Side, error) {
		there, err := client.Call(p.Ctx, desk, operation.ClaimShow, operation.ClaimAt(c.Claim, nil))
		return claimSide(revisionOfClaim(there), p.Zone()), err
	}
}

// change puts what was given in place of what stands there.
func (c *ClaimRevise) change(p *terminal.Program, in *writing.ClaimRevision) error {
	terminal.Replace(&in.Seen, c.Seen)
	terminal.Replace(&in.Claimant, c.Claimant)
	terminal.Replace(&in.Where, c.Where)
	terminal.Replace(&in.Language, c.Language)
	terminal.ReplaceList(&in.Subjects, c.Subject)
	terminal.ReplaceList(&in.Witnesses, c.Witness)
	terminal.ReplaceList(&in.Experts, c.Expert)
	terminal.ReplaceList(&in.RecordHolders, c.RecordHolder)
	terminal.ReplaceList(&in.Relays, c.Relay)
	if c.Tier != "" {
		in.Tier = c.Tier
	}
	if err := replaceClaimTimes(p, in, c.MadeAt, c.Holds); err != nil {
		return err
	}
	var err error
	if c.AnswersHold != "" {
		if in.AnswersHold, err = p.Text("--answers-hold", c.AnswersHold); err != nil {
			return err
		}
	}
	return p.ReplaceText("--statement", &in.Statement, c.Statement)
}

// revisionOfClaim is the revision that changes nothing.
func revisionOfClaim(c report.ClaimReport) writing.ClaimRevision {
	return writing.ClaimRevision{Seen: c.Version, ClaimInput: writing.ClaimInput{
		Statement: c.Statement, Claimant: strings.Join(c.As(sources.PartClaimant), ", "), MadeAt: c.MadeAt, Holds: c.Holds, Where: c.Where,
		Subjects: c.As(sources.PartSubject), Language: c.Language, Tier: c.Tier,
		Witnesses: c.As(sources.PartWitness), Experts: c.As(sources.PartExpert),
		RecordHolders: c.As(sources.PartRecordHolder), Relays: c.As(sources.PartRelay),
	}}
}

func claimSide(in writing.ClaimRevision, zone *time.Location) terminal.Side {
	return terminal.Side{Version: in.Seen, Value: in, Fields: [][2]string{
		{"statement", in.Statement}, {"claimant", in.Claimant}, {"when it was made", wordsSet(in.MadeAt, zone)}, {"holds", wordsSet(in.Holds, zone)}, {"where it was made", in.Where},
		{"subjects", strings.Join(in.Subjects, ", ")}, {"witnesses", strings.Join(in.Witnesses, ", ")},
		{"experts", strings.Join(in.Experts, ", ")}, {"record holders", strings.Join(in.RecordHolders, ", ")}, {"relays", strings.Join(in.Relays, ", ")},
		{"language", in.Language}, {"tier", string(in.Tier)},
	}}
}

// replaceClaimTimes puts what was given in place of when a claim was made and when it
// holds; an empty one takes it away.
func replaceClaimTimes(p *terminal.Program, in *writing.ClaimRevision, madeAt, holds *string) error {
	var err error
	if madeAt != nil {
		if in.MadeAt, err = optionalWhen("--made-at", *madeAt, p.Now()); err != nil {
			return err
		}
	}
	if holds != nil {
		in.Holds, err = optionalPeriod("--holds", *holds)
	}
	return err
}
