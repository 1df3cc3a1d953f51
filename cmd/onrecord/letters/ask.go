package letters

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Ask is the command onrecord ask.
type Ask struct {
	Claims    []string      `arg:"" help:"CASE/CLAIM or CASE/SERIES, all of one case; after the first, CLAIM alone will do."`
	Party     string        `required:"" placeholder:"NAME"`
	Questions string        `default:"-" placeholder:"TEXT" help:": a text, @FILE, or what is piped in (default)."`
	AnswerBy  string        `placeholder:"TIME" help:": 3d, 36h, 2026-12-01T18:00:00+02:00, \"2026-12-01 18:00 Europe/Riga\" or words, such as \"tomorrow 18:00 theirs\", \"three working days\" or \"two hours before publication\"."`
	IntentBy  string        `placeholder:"TIME"`
	Channel   claim.Channel `placeholder:"CHANNEL"`
	AskedAt   string        `placeholder:"TIME" help:"; a time span counts back from now."`

	Kind    claim.RequestKind `placeholder:"KIND"`
	Statute string            `placeholder:"TEXT"`
	Plan    string            `placeholder:"NAME"`
	Where   string            `placeholder:"PLACE"`
	Cc      []string          `placeholder:"ADDRESS,…"`
	Attach  []string          `placeholder:"SHA256,…"`
	Preview bool              `help:"Show the letter and the reminders that would follow; nothing is asked."`
	ID      string            `name:"id" placeholder:"NAME" help:"; asking again with it changes nothing."`
}

// Help implements kong.HelpProvider.
func (Ask) Help() string {
	return `
By e-mail the request goes out after the undo window; until then it can be
withdrawn without anybody knowing. It prints the identifier of the request.

Example:

    onrecord ask vault7/google --party google --answer-by 3d --questions "Has WikiLeaks contacted you?"
    onrecord ask vault7/google --party google --answer-by "three working days" --questions @questions.txt --preview
    onrecord ask mill/closed --party council --answer-by 20d --kind records --statute "the Freedom of Information Act 2000" < records.txt
    onrecord ask mill/closed --party council --kind records --plan records-request --where "United Kingdom" --statute "the Freedom of Information Act 2000" < records.txt
    onrecord ask vault7/genuine contractors --party cia --answer-by "2026-12-01 18:00 Europe/Riga" < questions.txt`
}

// Run puts the request.
func (c *Ask) Run(p *terminal.Program) error {
	caseName, claims, err := terminal.OfOneCase(c.Claims)
	if err != nil {
		return err
	}
	in := requests.AskInput{Party: c.Party, Claims: claims, Channel: c.Channel, ID: c.ID, Kind: c.Kind, Statute: c.Statute, Plan: c.Plan, Where: c.Where,
		EnclosedInput: requests.EnclosedInput{Cc: c.Cc, Attach: c.Attach}}
	if in.IntentBy, err = terminal.OptionalInstant("--intent-by", c.IntentBy, p.Now(), false); err != nil {
		return err
	}
	if in.AskedAt, err = terminal.OptionalInstant("--asked-at", c.AskedAt, p.Now(), true); err != nil {
		return err
	}
	if in.Questions, err = p.Text("--questions", c.Questions); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	if c.AnswerBy != "" {
		if in.AnswerBy, err = answerByWords(p, desk, "--answer-by", c.AnswerBy, c.Party, caseName); err != nil {
			return err
		}
	}
	if c.Preview {
		return c.preview(p, desk, caseName, in)
	}
	if l, err := client.Call(p.Ctx, desk, operation.RequestPreview, operation.InCase(caseName, in)); err == nil { // else asking says the same
		warnOf(p, l.Warnings)
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestAsk, operation.InCase(caseName, in))
	if err != nil {
		return err
	}
	if in.AnswerBy.IsZero() {
		return p.Made(r, r.ID.String(), "asked %s about %s, to answer within the time of the plan", c.Party, terminal.Enumerate(claims))
	}
	return p.Made(r, r.ID.String(), "asked %s about %s, to answer by %s", c.Party, terminal.Enumerate(claims), terminal.When(in.AnswerBy, p.Now()))
}

// preview shows what would go out.
func (c *Ask) preview(p *terminal.Program, desk *client.Client, caseName string, in requests.AskInput) error {
	l, err := client.Call(p.Ctx, desk, operation.RequestPreview, operation.InCase(caseName, in))
	if err != nil {
		return err
	}
	warnOf(p, l.Warnings)
	return p.Show(l, func(w io.Writer) {
		if l.ByMail {
			terminal.ShowLetter(w, l.LetterText)
			fmt.Fprintln(w)
		}
		for _, tells := range l.Tells {
			fmt.Fprintln(w, tells)
		}
		for _, next := range l.Planned {
			fmt.Fprintf(w, "%-12s  %s  %s\n", next.Kind, terminal.When(next.At, p.Now()), next.Reason)
		}
	})
}

// warnOf says what is wrong with a deadline, and when would be better.
func warnOf(p *terminal.Program, warnings []requests.Warning) {
	for _, w := range warnings {
		better := ""
		if w.Better != nil {
			better = "; better: --answer-by " + w.Better.In(p.Zone()).Format("2006-01-02T15:04:05Z07:00")
		}
		p.Say("warning: %s%s", w.Says, better)
	}
}
