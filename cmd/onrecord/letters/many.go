package letters

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/operation"
)

// ManyAsk is the command onrecord many ask.
type ManyAsk struct {
	Claims    []string      `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Party     []string      `required:"" placeholder:"NAME" sep:"none" help:"Whom to ask; may be repeated."`
	Questions string        `default:"-" placeholder:"TEXT" help:"What to ask: a text, @FILE, or what is piped in (default)."`
	AnswerBy  string        `required:"" placeholder:"TIME" help:"When an answer is needed: 3d, 36h, or an instant."`
	Channel   claim.Channel `placeholder:"CHANNEL" help:"On which channel."`

	Kind    claim.RequestKind `placeholder:"KIND" help:"What is asked for. Default: a request for comment."`
	Statute string            `placeholder:"TEXT" help:"Of a records request: what it is made under."`
	Cc      []string          `placeholder:"ADDRESS,…" help:"E-mail addresses that get a copy of each letter; such letters have no link to the answer page."`
	Attach  []string          `placeholder:"SHA256,…" help:"Files among the evidence of the case that go out with each, by SHA-256 or the identifier of the evidence."`
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManyAsk) Help() string {
	return `
The same questions to several parties, in one act. About a series, each is asked about
the claim that is about itself.

Example:

    onrecord many ask vault7/contact --party google --party apple --answer-by 3d --questions @questions.txt --try`
}

// Run asks.
func (c *ManyAsk) Run(p *terminal.Program) error {
	caseName, claims, err := terminal.OfOneCase(c.Claims)
	if err != nil {
		return err
	}
	at, err := answerBy(c.AnswerBy, p.Now())
	if err != nil {
		return err
	}
	questions, err := p.Text("--questions", c.Questions)
	if err != nil {
		return err
	}
	in := requests.AskInputs{How: c.How.How()}
	for _, party := range c.Party {
		in.Requests = append(in.Requests, requests.AskInput{Party: party, Claims: claims, Questions: questions, AnswerBy: at, Channel: c.Channel, Kind: c.Kind, Statute: c.Statute,
			EnclosedInput: requests.EnclosedInput{Cc: c.Cc, Attach: c.Attach}})
	}
	return terminal.Many(p, operation.RequestAskMany, operation.InCase(caseName, in))
}

// ManyExtend is the command onrecord many extend.
type ManyExtend struct {
	Requests []string `arg:"" help:"Identifiers of the requests."`
	AnswerBy string   `required:"" placeholder:"TIME" help:"The new answer-by instant; a time span counts from now."`
	Reason   string   `required:"" placeholder:"TEXT" help:"Why, which the parties read; @FILE, or - for what is piped in."`
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManyExtend) Help() string {
	return `
Example:

    onrecord many extend 4f1c2a0e-8c1d-5c77-9f0a-6d1f2b3c4d5e 7a… --answer-by 2d --reason "The story runs later."`
}

// Run extends the requests.
func (c *ManyExtend) Run(p *terminal.Program) error {
	at, err := answerBy(c.AnswerBy, p.Now())
	if err != nil {
		return err
	}
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	in := requests.ExtendInputs{How: c.How.How(), Requests: c.Requests, ExtendInput: requests.ExtendInput{AnswerBy: at, Reason: reason}}
	return terminal.Many(p, operation.RequestExtendMany, operation.Body(in))
}

// ManyStop is the command onrecord many stop.
type ManyStop struct {
	Requests []string `arg:"" help:"Identifiers of the requests."`
	Reason   string   `placeholder:"TEXT" help:"Why, which the parties read; @FILE, or - for what is piped in."`
	terminal.How
}

// Help implements kong.HelpProvider.
func (ManyStop) Help() string {
	return `
Parties to whom a request has gone out are told.

Example:

    onrecord many stop 4f1c2a0e-8c1d-5c77-9f0a-6d1f2b3c4d5e 7a… --reason "The story does not run."`
}

// Run withdraws the requests.
func (c *ManyStop) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	in := requests.RequestsInput{How: c.How.How(), Requests: c.Requests, Reason: reason}
	return terminal.Many(p, operation.RequestWithdrawMany, operation.Body(in))
}
