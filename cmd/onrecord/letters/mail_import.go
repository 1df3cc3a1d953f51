package letters

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/mailfile"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailImport is the command onrecord mail import.
type MailImport struct {
	Files    []string `arg:"" name:"file" help:"A message as a mail program saves it (.eml), an mbox, a Maildir, or a folder of these; - for what is piped in."`
	Received string   `placeholder:"TIME" help:": an instant, or a date; now if left out."`
}

// Help implements kong.HelpProvider.
func (MailImport) Help() string {
	return `
Each message is kept byte for byte and matched as mail that comes by itself; the record
says who put it in. What was there already is not doubled, so the command can be given
again. Say when the mail had arrived, or it counts as having arrived now.

Example:

    onrecord mail import answer.eml --received 2017-03-17T17:04:00Z
    onrecord mail import ~/Maildir/.Press exported.mbox`
}

// Run puts the messages in, one by one.
func (c *MailImport) Run(p *terminal.Program) error {
	var received time.Time
	if c.Received != "" {
		at, err := terminal.Instant("--received", c.Received, p.Now(), true)
		if err != nil {
			return err
		}
		received = at
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := importing{Program: p, desk: desk, received: received}
	for _, file := range c.Files {
		if err := in.file(file); err != nil {
			in.Say("%d messages were taken in before that; the command can be given again, and doubles nothing", in.count[casework.MailTaken])
			return err
		}
	}
	return in.finish()
}

// importing puts messages in and keeps what became of each.
type importing struct {
	*terminal.Program
	desk     *client.Client
	received time.Time
	all      []casework.ImportedMail
	count    map[casework.ImportOutcome]int
	other    int
}

func (in *importing) file(path string) error {
	if path == "-" {
		return mailfile.Read("what was piped in", in.In, in.message)
	}
	err := mailfile.Walk(path, in.message)
	var wrong *os.PathError
	if errors.As(err, &wrong) {
		return claim.Errorf(claim.CodeInvalid, "%s cannot be read: %v", wrong.Path, wrong.Err)
	}
	return err
}

func (in *importing) message(m mailfile.Message) error {
	if m.Problem != "" {
		in.note(m.Other, casework.ImportedMail{Name: m.Name, Outcome: casework.MailRefused, Says: m.Problem})
		return nil
	}
	done, err := client.Call(in.Ctx, in.desk, operation.MailImport, operation.Body(casework.MailImportInput{Data: m.Raw, Received: in.received}))
	if err != nil {
		return err
	}
	for _, one := range done.Messages {
		one.Name = m.Name
		in.note(false, one)
	}
	return nil
}

func (in *importing) note(other bool, one casework.ImportedMail) {
	if in.count == nil {
		in.count = map[casework.ImportOutcome]int{}
	}
	in.all = append(in.all, one)
	if other {
		in.other++
	} else {
		in.count[one.Outcome]++
	}
	if !in.JSON {
		fmt.Fprintln(in.Out, terminal.Clean(one.Name+": "+one.Says))
	}
}

func (in *importing) finish() error {
	in.Say("%d taken in, %d here already, %d refused, %d left alone",
		in.count[casework.MailTaken], in.count[casework.MailKnown], in.count[casework.MailRefused], in.other)
	if err := in.showed(); err != nil || in.count[casework.MailRefused] == 0 {
		return err
	}
	return claim.Errorf(claim.CodeInvalid, "%d of the messages were not taken in", in.count[casework.MailRefused])
}

func (in *importing) showed() error {
	if !in.JSON {
		return nil
	}
	return in.Show(casework.MailImported{Messages: in.all}, func(io.Writer) {})
}
