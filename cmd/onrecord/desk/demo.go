package desk

import (
	"fmt"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/examples"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/demo"
	"github.com/onrecord/onrecord/internal/export"
)

// Demo is the command onrecord demo.
type Demo struct {
	Story string `default:"vault7" help:"Which story to play; see below."`
	Keep  string `placeholder:"DIR" help:"Keep the data in this new directory, for onrecord --data DIR serve."`
}

// Help implements kong.HelpProvider.
func (Demo) Help() string {
	var b strings.Builder
	b.WriteString(`
It plays a story as if it happened just now: requests, reminders, answers, sign-offs and
publication on the real engine, with real mail on loopback. Time is skipped, not
scaled. Nothing leaves this machine. The stories:

`)
	for _, s := range examples.Stories() {
		fmt.Fprintf(&b, "    %-8s %s.\n", s.Name, s.Doc)
	}
	b.WriteString(`
Example:

    onrecord demo
    onrecord demo --keep /tmp/vault7 && onrecord --data /tmp/vault7 --as mara serve`)
	return b.String()
}

// Run plays the story, and prints what comes out.
func (c *Demo) Run(p *terminal.Program) error {
	log, err := app.NewLog(p.Err, config.Config{LogLevel: "error"}, terminal.OnTerminal(p.Err))
	if err != nil {
		return err
	}
	defer func() { _ = log.Sync() }() // standard error cannot always be synced
	result, err := demo.Play(p.Ctx, demo.Options{Story: c.Story, Dir: c.Keep, Log: log.WithOptions(zap.WithCaller(false)), Show: c.printer(p)})
	if err != nil {
		return err
	}
	if n := len(result.Verified.Problems); n > 0 {
		return claim.Errorf(claim.CodeRecordDamaged, "the record of the story does not verify: %d problems, the first: %s", n, result.Verified.Problems[0])
	}
	if p.JSON {
		return p.PrintJSON(result)
	}
	return c.conclude(p, result)
}

func (c *Demo) printer(p *terminal.Program) demo.Show {
	if p.JSON || p.Quiet {
		return demo.Silent{}
	}
	p.Say("Playing the story %s: one real engine, real mail on loopback. This takes a few seconds.", c.Story)
	return &demo.Printer{Out: p.Out, Err: p.Err, Terminal: terminal.OnTerminal(p.Err)}
}

// conclude prints the report, and the line that can be printed.
func (c *Demo) conclude(p *terminal.Program, r demo.Result) error {
	fmt.Fprintln(p.Out)
	if err := export.Markdown(p.Out, r.Report); err != nil {
		return err
	}
	fmt.Fprintf(p.Out, "\n%s\n", r.StatusLine)
	p.Say("\n%d letters went out by SMTP. The record has %d entries and verifies; its head is %.16s….", r.Letters, r.Verified.Entries, r.Verified.Head)
	p.Say("%s passed in %s.", passed(r.Passed), time.Duration(r.Took*float64(time.Second)).Round(100*time.Millisecond))
	if r.Data != "" {
		p.Say("The data is in %s. Serve it: onrecord --data %s serve", r.Data, r.Data)
	}
	return nil
}

// passed says how long a story lasts.
func passed(hours float64) string {
	if days := int(hours) / 24; days > 0 {
		return fmt.Sprintf("%d days and %d hours", days, int(hours)%24)
	}
	return fmt.Sprintf("%.1f hours", hours)
}
