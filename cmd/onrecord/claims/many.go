package claims

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/operation"
)

// ManyAssess is the command onrecord many assess.
type ManyAssess struct {
	Claims     []string      `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Outcome    claim.Outcome `required:"" placeholder:"OUTCOME"`
	Why        finding.Why   `placeholder:"WHY"`
	ForReaders string        `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Rationale  string        `default:"-" placeholder:"TEXT" help:": a text, @FILE, or what is piped in (default)."`
	AsOf       string        `placeholder:"TIME"`
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManyAssess) Help() string {
	return `
The same outcome, with the same words, for each. Each needs the ground for it by itself;
with --try you see which have it, and why the others have not.

Example:

    onrecord many assess vault7/contact --outcome unverified --why "not answered" --rationale "Four letters to each, and no answer." --try`
}

// Run proposes the outcome.
func (c *ManyAssess) Run(p *terminal.Program) error {
	caseName, claims, err := terminal.OfOneCase(c.Claims)
	if err != nil {
		return err
	}
	one := Assess{Outcome: c.Outcome, Why: c.Why, ForReaders: c.ForReaders, Rationale: c.Rationale, AsOf: c.AsOf}
	in, err := one.input(p)
	if err != nil {
		return err
	}
	return terminal.Many(p, operation.ClaimAssessMany, operation.InCase(caseName, findings.AssessInputs{How: c.How.How(), Claims: claims, AssessInput: in}))
}

// ManyWithdraw is the command onrecord many withdraw.
type ManyWithdraw struct {
	Claims []string `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Reason string   `required:"" placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManyWithdraw) Help() string {
	return `
Example:

    onrecord many withdraw vault7/google apple --reason "They are not part of the story any more."`
}

// Run gives the claims up.
func (c *ManyWithdraw) Run(p *terminal.Program) error {
	return manyClaims(p, operation.ClaimWithdrawMany, c.Claims, c.Reason, c.How)
}

// ManyPublish is the command onrecord many publish.
type ManyPublish struct {
	Claims []string `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	publishing
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManyPublish) Help() string {
	return `
The policy of each is checked again at this moment. With --try you see what would
become public, and why the rest cannot.

Example:

    onrecord many publish vault7/google apple microsoft --try
    onrecord many publish vault7/contact`
}

// Run publishes the findings.
func (c *ManyPublish) Run(p *terminal.Program) error {
	caseName, claims, err := terminal.OfOneCase(c.Claims)
	if err != nil {
		return err
	}
	in, err := c.input(p)
	if err != nil {
		return err
	}
	return terminal.Many(p, operation.ClaimPublishMany, operation.InCase(caseName, findings.PublishInputs{How: c.How.How(), Claims: claims, PublishInput: in}))
}

// ManySign is the command onrecord many sign.
type ManySign struct {
	Claims  []string `arg:"" help:"CASE/CLAIM=HASH, with the subject hash that you saw of each, or CASE/SERIES=HASH; all of one case."`
	Comment string   `placeholder:"TEXT" help:"A note on each, for the record."`
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManySign) Help() string {
	return `
Each sign-off is bound to what you saw: onrecord review show CASE/CLAIM prints the
hash, and onrecord review list CASE that of a series. What has changed since is
refused, and the others are signed. Of a series, any change refuses all of it.

Example:

    onrecord many sign vault7/google=1f0e9c… vault7/apple=77ab01… --as jonas
    onrecord many sign vault7/contact=5d3e2a… --as jonas`
}

// Run signs the claims.
func (c *ManySign) Run(p *terminal.Program) error {
	names, hashes, err := withHashes(c.Claims)
	if err != nil {
		return err
	}
	caseName, claims, err := terminal.OfOneCase(names)
	if err != nil {
		return err
	}
	in := findings.SignInputs{How: c.How.How(), Comment: c.Comment}
	for i, name := range claims {
		in.Claims = append(in.Claims, findings.SeenClaim{Claim: name, Subject: hashes[i]})
	}
	return terminal.Many(p, operation.ClaimSignMany, operation.InCase(caseName, in))
}

func manyClaims(p *terminal.Program, op *operation.Operation[operation.CaseWith[casework.ClaimsInput], casework.Many], names []string, why string, h terminal.How) error {
	caseName, claims, err := terminal.OfOneCase(names)
	if err != nil {
		return err
	}
	reason, err := p.Text("--reason", why)
	if err != nil {
		return err
	}
	return terminal.Many(p, op, operation.InCase(caseName, casework.ClaimsInput{How: h.How(), Claims: claims, Reason: reason}))
}

// withHashes takes names apart that have a hash with them.
func withHashes(args []string) (names, hashes []string, err error) {
	for _, arg := range args {
		name, hash, _ := strings.Cut(arg, "=")
		if hash == "" {
			return nil, nil, claim.Errorf(claim.CodeInvalid, "%q does not say what you saw", arg).
				WithHint("write the claim and the hash that onrecord review show prints: vault7/google=1f0e9c…")
		}
		names, hashes = append(names, name), append(hashes, hash)
	}
	return names, hashes, nil
}
