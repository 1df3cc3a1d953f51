package letters

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Answer is the command onrecord answer.
type Answer struct {
	Case         string       `arg:"" help:"Short name of the case."`
	Party        string       `required:"" placeholder:"NAME"`
	Stance       []StanceFlag `required:"" sep:"none" placeholder:"CLAIM=STANCE" help:"What it said about a claim; may be repeated."`
	Quote        []string     `sep:"none" placeholder:"CLAIM=TEXT" help:"The words, verbatim: a text, @FILE, or - for what is piped in; may be repeated."`
	Summary      []string     `sep:"none" placeholder:"CLAIM" help:"The words about this claim are yours, a translation or a summary; else those from a message have to stand in it. May be repeated."`
	Speaker      string       `placeholder:"NAME"`
	SpeakerNamed bool
	Via          []string          `placeholder:"WHO" sep:"none" field:"way" help:"; may be repeated, in this order."`
	Message      string            `placeholder:"ID"`
	Request      string            `placeholder:"ID"`
	Channel      claim.Channel     `placeholder:"CHANNEL"`
	GroundRules  claim.GroundRules `placeholder:"RULES"`
	ReceivedAt   string            `placeholder:"TIME" help:"; a time span counts back from now."`
	AnswerBy     string            `placeholder:"TIME" help:"If it asks for more time as well: until when that is given, in the same act; the party is told."`
	Reason       string            `placeholder:"TEXT" help:"With --answer-by: why; the party reads it. @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (Answer) Help() string {
	return `
What the party said before it was asked is no answer to the request: record it with
onrecord claim statement.

Example:

    onrecord answer vault7 --party google --stance google=denies --quote google="Nobody has contacted us." --channel phone
    onrecord answer vault7 --party microsoft --stance microsoft=confirms --channel phone --via "The Register" --via Reuters`
}

// Run records the answer.
func (c *Answer) Run(p *terminal.Program) error {
	in := answers.AnswerInput{
		Party: c.Party, Message: c.Message, Request: c.Request, Channel: c.Channel, GroundRules: c.GroundRules,
		SpeakerInput: casework.SpeakerInput{Speaker: c.Speaker, SpeakerNamed: c.SpeakerNamed}, Way: c.Via,
	}
	var err error
	if in.ReceivedAt, err = terminal.OptionalInstant("--received-at", c.ReceivedAt, p.Now(), true); err != nil {
		return err
	}
	if in.Stances, err = c.stances(p); err != nil {
		return err
	}
	if in.MoreTime, err = moreTime(p, c.AnswerBy, c.Reason, ""); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.AnswerRecord, operation.InCase(c.Case, in))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "recorded an answer of %s", c.Party)
}

// stances puts every quotation to the stance on its claim.
func (c *Answer) stances(p *terminal.Program) ([]answers.StanceInput, error) {
	var out []answers.StanceInput
	place := map[string]int{}
	for _, text := range c.Stance {
		key, stance, ok := strings.Cut(string(text), "=")
		if !ok {
			return nil, claim.Errorf(claim.CodeInvalid, "--stance: %q is not CLAIM=STANCE", text).WithHint("write it as google=denies")
		}
		place[key] = len(out)
		out = append(out, answers.StanceInput{Claim: key, Stance: claim.Stance(stance)})
	}
	for _, text := range c.Quote {
		key, words, _ := strings.Cut(text, "=")
		i, ok := place[key]
		if !ok {
			return nil, claim.Errorf(claim.CodeInvalid, "--quote: there is no stance on a claim %q", key).
				WithHint("write it as google=\"…\", and give --stance google=… too")
		}
		statement, err := p.Text("--quote", words)
		if err != nil {
			return nil, err
		}
		out[i].Statement = statement
	}
	for _, key := range c.Summary {
		i, ok := place[key]
		if !ok {
			return nil, claim.Errorf(claim.CodeInvalid, "--summary: there is no stance on a claim %q", key).WithHint("give --stance %s=… too", key)
		}
		out[i].Summary = true
	}
	return out, nil
}

// StanceFlag is CLAIM=STANCE.
type StanceFlag string
