package cases

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/deadline"
	"github.com/onrecord/onrecord/internal/opening"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/rehearse"
)

// Rehearse is the command onrecord rehearse.
type Rehearse struct {
	Case    string   `arg:"" name:"case-or-file" help:"Short name of the case, or a case file that is not opened: a name with a dot or a slash in it, or - for what is piped in."`
	Days    string   `placeholder:"N"`
	If      []string `placeholder:"PARTY=ACT" sep:"none"`
	Holiday []string `placeholder:"DATE" sep:"none"`
	Extend  string   `placeholder:"TIME"`
	Plan    string   `placeholder:"NAME"`
	Letters bool     `help:"Print what every letter says."`

	KeepAddresses bool `help:"Of a case file: letters to parties of the directory go where the directory says."`
}

// Help implements kong.HelpProvider.
func (Rehearse) Help() string {
	return `
It plays what will happen if nobody does anything, on a copy of the case and an engine
of its own in which time is skipped: every letter that will go out, and what it says,
every one that is held back, and why, deadlines, what comes to be somebody's turn, and
the publication. Nothing leaves this machine, and nothing of the case is changed.
What is assumed of a party with --if happens at a time after now. With --plan, --holiday
or --extend it is played twice, without the change and with it: the calendar is the one
with it, each entry that it moves, brings or takes away says so, and what it changes
stands below once more.

Example:

    onrecord rehearse vault7 --letters
    onrecord rehearse vault7 --if mozilla=answers:confirms@2d --if apple=bounces
    onrecord rehearse case.yaml --days 14
    onrecord rehearse vault7 --plan news-day
    onrecord rehearse vault7 --holiday 2026-12-24@Europe/Riga
    onrecord rehearse vault7 --extend +2d
    onrecord rehearse vault7 --extend "mozilla=2026-12-24 18:00 America/Los_Angeles"`
}

// Run rehearses, and prints the calendar.
func (c *Rehearse) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := rehearsal.Input{If: c.If, Holiday: c.Holiday, Plan: c.Plan}
	if in.Days, err = rehearsal.ParseDays(c.Days); err != nil {
		return err
	}
	if in.Extend, err = extension(c.Extend); err != nil {
		return err
	}
	s, file, err := c.begin(p, desk, in)
	if err != nil {
		return err
	}
	for !s.Done {
		select {
		case <-p.Ctx.Done():
			return p.Ctx.Err()
		case <-time.After(250 * time.Millisecond):
		}
		if s, err = client.Call(p.Ctx, desk, operation.RehearsalShow, operation.RehearsalPath{Rehearsal: s.ID}); err != nil {
			return err
		}
	}
	if s.Refused != nil && file == nil {
		return s.Refused
	}
	if s.Refused != nil {
		return opening.Located(file, s.Refused)
	}
	return p.Show(s.Result, func(w io.Writer) { c.print(w, *s.Result) })
}

// extension has what is written as a time and its zone be an instant, with whose it is before it.
func extension(text string) (string, error) {
	whose, at := "", text
	if i := strings.IndexByte(text, '='); i >= 0 {
		whose, at = text[:i+1], text[i+1:]
	}
	wall, zone, ok := terminal.InZone(strings.TrimSpace(at), "2006-01-02 15:04")
	if !ok {
		return text, nil
	}
	instant, err := deadline.Local(wall, zone)
	return whose + instant.Format(time.RFC3339), err
}

// begin begins the rehearsal of a case, or of a case file.
func (c *Rehearse) begin(p *terminal.Program, desk *client.Client, in rehearsal.Input) (rehearsal.Status, *casefile.File, error) {
	ctx := client.WithKey(p.Ctx, uuid.New())
	if c.Case != "-" && !strings.ContainsAny(c.Case, "./\\") {
		s, err := client.Call(ctx, desk, operation.CaseRehearse, operation.InCase(c.Case, in))
		return s, nil, err
	}
	file, err := readCaseFile(p.In, c.Case)
	if err != nil {
		return rehearsal.Status{}, nil, err
	}
	input := opening.Input(file)
	if c.KeepAddresses {
		input.Addresses = filing.KeepAddresses
	}
	s, err := client.Call(ctx, desk, operation.FileRehearse, operation.Body(rehearsal.Unopened{File: input, Asked: in}))
	return s, file, opening.Located(file, err)
}

func (c *Rehearse) print(w io.Writer, r rehearsal.Result) {
	for _, assumed := range r.Assumed {
		fmt.Fprintf(w, "if %s\n", assumed)
	}
	for _, changed := range r.Changed {
		fmt.Fprintf(w, "if %s\n", changed)
	}
	calendar := r.Looked()
	zone, err := time.LoadLocation(calendar.Zone)
	if err != nil {
		zone = time.UTC
	}
	names := map[string]string{}
	for _, one := range append(r.Calendar.Parties, calendar.Parties...) {
		names[one.Key] = one.Name
	}
	fmt.Fprintf(w, "from %s until %s\n", claim.Moment(calendar.From, zone), claim.Moment(calendar.Until, zone))
	for _, e := range calendar.Entries {
		fmt.Fprintf(w, "%s  %s%s\n", e.Local, entryLine(e, names), changeSays(e))
		if c.Letters && e.Letter != nil {
			fmt.Fprintf(w, "    to: %s\n    subject: %s\n\n%s\n", e.Letter.To, e.Letter.Subject, indented(e.Letter.Text))
		}
	}
	if calendar.Bound != "" {
		fmt.Fprintf(w, "%s\n", calendar.Bound)
	}
	c.printDifference(w, r, names)
}

func (*Rehearse) printDifference(w io.Writer, r rehearsal.Result, names map[string]string) {
	if r.With == nil {
		return
	}
	fmt.Fprintf(w, "\nif %s:\n", strings.Join(r.Changed, ", and "))
	if len(r.Difference) == 0 {
		fmt.Fprintln(w, "nothing is otherwise")
	}
	for _, d := range r.Difference {
		about := entryLine(rehearsal.Entry{Kind: d.Kind, Party: d.Party, Claim: d.Claim, Says: d.Says}, names)
		switch d.What {
		case rehearsal.Moved:
			fmt.Fprintf(w, "moved  %s: from %s to %s\n", about, d.WasLocal, d.IsLocal)
		case rehearsal.Gone:
			fmt.Fprintf(w, "gone   %s: %s\n", about, d.WasLocal)
		default:
			fmt.Fprintf(w, "new    %s: %s\n", about, d.IsLocal)
		}
	}
}

// changeSays says what a change does to an entry; nothing of one that is as it was.
func changeSays(e rehearsal.Entry) string {
	switch e.Change {
	case "":
		return ""
	case rehearsal.Moved:
		return " [moved: without it " + e.WasLocal + "]"
	case rehearsal.Gone:
		return " [gone: without it alone]"
	}
	return " [new]"
}

// entryLine is an entry on one line, without its instant.
func entryLine(e rehearsal.Entry, names map[string]string) string {
	line := e.Says
	switch {
	case e.Party != "":
		line = names[e.Party] + ": " + line
	case e.Claim != "":
		line = e.Claim + ": " + line
	}
	if e.Why != "" {
		line += " (" + e.Why + ")"
	}
	return line
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}

// RehearseApart is the command onrecord rehearse-apart.
type RehearseApart struct{}

// Run plays the rehearsal that a desk orders on standard input, in this process and apart from the desk.
func (RehearseApart) Run(p *terminal.Program) error { return rehearse.Apart(p.Ctx, p.In, p.Out) }
