package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// how says how many things are done at once.
type how struct {
	Try bool `field:"try"`
	All bool `field:"all"`
}

func (h how) how() casework.How { return casework.How{Try: h.Try, All: h.All} }

// many carries out an act on many things and says what became of each.
func many[In any](p *program, op *operation.Operation[In, casework.Many], in In) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	m, err := client.Call(p.ctx, desk, op, in)
	if err != nil {
		return err
	}
	return p.show(m, func(w io.Writer) {
		for _, one := range m.Each {
			fmt.Fprintf(w, "%-10s %s%s\n", fate(one), one.Name, why(one))
			for _, warning := range one.Warnings {
				fmt.Fprintf(w, "%-10s %s\n", "warning", warning)
			}
		}
		fmt.Fprintf(w, "\n%d of %d done\n", m.Carried, len(m.Each))
	})
}

func fate(one casework.One) string {
	switch {
	case one.Refused != nil:
		return "refused"
	case one.Undone:
		return "possible"
	}
	return "done"
}

func why(one casework.One) string {
	if one.Refused == nil {
		return ""
	}
	return ": " + one.Refused.Message
}

type manyAskCmd struct {
	Claims    []string      `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Party     []string      `required:"" placeholder:"NAME" sep:"none" help:"Whom to ask; may be repeated."`
	Questions string        `default:"-" placeholder:"TEXT" help:"What to ask: a text, @FILE, or what is piped in (default)."`
	AnswerBy  string        `required:"" placeholder:"TIME" help:"When an answer is needed: 3d, 36h, or an instant."`
	Channel   claim.Channel `placeholder:"CHANNEL" help:"On which channel."`

	Kind    claim.RequestKind `placeholder:"KIND" help:"What is asked for. Default: a request for comment."`
	Statute string            `placeholder:"TEXT" help:"Of a records request: what it is made under."`
	Cc      []string          `placeholder:"ADDRESS,…" help:"E-mail addresses that get a copy of each letter; such letters have no link to the answer page."`
	Attach  []string          `placeholder:"SHA256,…" help:"Files among the evidence of the case that go out with each, by SHA-256 or the identifier of the evidence."`
	how
}

// Help implements kong.HelpProvider.
func (manyAskCmd) Help() string {
	return `
The same questions to several parties, in one act. About a series, each is asked about
the claim that is about itself.

Example:

    onrecord many ask vault7/contact --party google --party apple --answer-by 3d --questions @questions.txt --try`
}

// Run asks.
func (c *manyAskCmd) Run(p *program) error {
	caseName, claims, err := ofOneCase(c.Claims)
	if err != nil {
		return err
	}
	at, err := answerBy(c.AnswerBy, p.now())
	if err != nil {
		return err
	}
	questions, err := p.text("--questions", c.Questions)
	if err != nil {
		return err
	}
	in := casework.AskInputs{How: c.how.how()}
	for _, party := range c.Party {
		in.Requests = append(in.Requests, casework.AskInput{Party: party, Claims: claims, Questions: questions, AnswerBy: at, Channel: c.Channel, Kind: c.Kind, Statute: c.Statute,
			EnclosedInput: casework.EnclosedInput{Cc: c.Cc, Attach: c.Attach}})
	}
	return many(p, operation.RequestAskMany, operation.InCase(caseName, in))
}

type manyAssessCmd struct {
	Claims     []string         `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Outcome    claim.Outcome    `required:"" placeholder:"OUTCOME"`
	Why        verification.Why `placeholder:"WHY"`
	ForReaders string           `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Rationale  string           `default:"-" placeholder:"TEXT" help:": a text, @FILE, or what is piped in (default)."`
	AsOf       string           `placeholder:"TIME"`
	how
}

// Help implements kong.HelpProvider.
func (manyAssessCmd) Help() string {
	return `
The same outcome, with the same words, for each. Each needs the ground for it by itself;
with --try you see which have it, and why the others have not.

Example:

    onrecord many assess vault7/contact --outcome unverified --why "not answered" --rationale "Four letters to each, and no answer." --try`
}

// Run proposes the outcome.
func (c *manyAssessCmd) Run(p *program) error {
	caseName, claims, err := ofOneCase(c.Claims)
	if err != nil {
		return err
	}
	one := assessCmd{Outcome: c.Outcome, Why: c.Why, ForReaders: c.ForReaders, Rationale: c.Rationale, AsOf: c.AsOf}
	in, err := one.input(p)
	if err != nil {
		return err
	}
	return many(p, operation.ClaimAssessMany, operation.InCase(caseName, casework.AssessInputs{How: c.how.how(), Claims: claims, AssessInput: in}))
}

type manyExtendCmd struct {
	Requests []string `arg:"" help:"Identifiers of the requests."`
	AnswerBy string   `required:"" placeholder:"TIME" help:"The new answer-by instant; a time span counts from now."`
	Reason   string   `required:"" placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
	how
}

// Help implements kong.HelpProvider.
func (manyExtendCmd) Help() string {
	return `
Example:

    onrecord many extend 4f1c2a0e-8c1d-5c77-9f0a-6d1f2b3c4d5e 7a… --answer-by 2d --reason "The story runs later."`
}

// Run extends the requests.
func (c *manyExtendCmd) Run(p *program) error {
	at, err := answerBy(c.AnswerBy, p.now())
	if err != nil {
		return err
	}
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	in := casework.ExtendInputs{How: c.how.how(), Requests: c.Requests, ExtendInput: casework.ExtendInput{AnswerBy: at, Reason: reason}}
	return many(p, operation.RequestExtendMany, operation.Body(in))
}

type manyStopCmd struct {
	Requests []string `arg:"" help:"Identifiers of the requests."`
	Reason   string   `placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
	how
}

// Help implements kong.HelpProvider.
func (manyStopCmd) Help() string {
	return `
Parties to whom a request has gone out are told.

Example:

    onrecord many stop 4f1c2a0e-8c1d-5c77-9f0a-6d1f2b3c4d5e 7a… --reason "The story does not run."`
}

// Run withdraws the requests.
func (c *manyStopCmd) Run(p *program) error {
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	in := casework.RequestsInput{How: c.how.how(), Requests: c.Requests, Reason: reason}
	return many(p, operation.RequestWithdrawMany, operation.Body(in))
}

type manyWithdrawCmd struct {
	Claims []string `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Reason string   `required:"" placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
	how
}

// Help implements kong.HelpProvider.
func (manyWithdrawCmd) Help() string {
	return `
Example:

    onrecord many withdraw vault7/google apple --reason "They are not part of the story any more."`
}

// Run gives the claims up.
func (c *manyWithdrawCmd) Run(p *program) error {
	return manyClaims(p, operation.ClaimWithdrawMany, c.Claims, c.Reason, c.how)
}

type manyPublishCmd struct {
	Claims []string `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	publishing
	how
}

// Help implements kong.HelpProvider.
func (manyPublishCmd) Help() string {
	return `
The policy of each is checked again at this moment. With --try you see what would
become public, and why the rest cannot.

Example:

    onrecord many publish vault7/google apple microsoft --try
    onrecord many publish vault7/contact`
}

// Run publishes the findings.
func (c *manyPublishCmd) Run(p *program) error {
	caseName, claims, err := ofOneCase(c.Claims)
	if err != nil {
		return err
	}
	in, err := c.input(p)
	if err != nil {
		return err
	}
	return many(p, operation.ClaimPublishMany, operation.InCase(caseName, casework.PublishInputs{How: c.how.how(), Claims: claims, PublishInput: in}))
}

func manyClaims(p *program, op *operation.Operation[operation.CaseWith[casework.ClaimsInput], casework.Many], names []string, why string, h how) error {
	caseName, claims, err := ofOneCase(names)
	if err != nil {
		return err
	}
	reason, err := p.text("--reason", why)
	if err != nil {
		return err
	}
	return many(p, op, operation.InCase(caseName, casework.ClaimsInput{How: h.how(), Claims: claims, Reason: reason}))
}

type manySignCmd struct {
	Claims  []string `arg:"" help:"CASE/CLAIM=HASH, with the subject hash that you saw of each, or CASE/SERIES=HASH; all of one case."`
	Comment string   `placeholder:"TEXT" help:"A note on each, for the record."`
	how
}

// Help implements kong.HelpProvider.
func (manySignCmd) Help() string {
	return `
Each sign-off is bound to what you saw: onrecord review show CASE/CLAIM prints the
hash, and onrecord review list CASE that of a series. What has changed since is
refused, and the others are signed. Of a series, any change refuses all of it.

Example:

    onrecord many sign vault7/google=1f0e9c… vault7/apple=77ab01… --as jonas
    onrecord many sign vault7/contact=5d3e2a… --as jonas`
}

// Run signs the claims.
func (c *manySignCmd) Run(p *program) error {
	names, hashes, err := withHashes(c.Claims)
	if err != nil {
		return err
	}
	caseName, claims, err := ofOneCase(names)
	if err != nil {
		return err
	}
	in := casework.SignInputs{How: c.how.how(), Comment: c.Comment}
	for i, name := range claims {
		in.Claims = append(in.Claims, casework.SeenClaim{Claim: name, Subject: hashes[i]})
	}
	return many(p, operation.ClaimSignMany, operation.InCase(caseName, in))
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
