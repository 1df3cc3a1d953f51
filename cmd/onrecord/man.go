package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

type manCmd struct{}

// Help implements kong.HelpProvider.
func (manCmd) Help() string {
	return `
Example:

    onrecord man > /usr/local/share/man/man1/onrecord.1`
}

// Run prints the manual page of all commands, see man(7).
func (manCmd) Run(p *terminal.Program) error {
	if err := manual(p.Out, p.Model); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

// manual writes the manual page, in the order of the help.
func manual(w io.Writer, model *kong.Application) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH ONRECORD 1 \"\" \"onrecord %s\"\n.SH NAME\nonrecord \\- %s\n", roff(terminal.Version()), roff(model.Help))
	b.WriteString(".SH SYNOPSIS\n.B onrecord\n.I command\n.RI [ argument ...]\n.RI [ flag ...]\n.SH DESCRIPTION\n" + paragraphs(model.Detail))
	b.WriteString(".SH FLAGS OF EVERY COMMAND\n")
	for _, flag := range model.Flags {
		describeFlag(&b, flag)
	}
	b.WriteString(".SH COMMANDS\n")
	for _, leaf := range model.Leaves(true) {
		describeCommand(&b, leaf)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func describeCommand(b *strings.Builder, leaf *kong.Node) {
	fmt.Fprintf(b, ".SS %s\n%s\n", roff(leaf.Summary()), roff(leaf.Help))
	for _, argument := range leaf.Positional {
		fmt.Fprintf(b, ".TP\n.I %s\n%s\n", roff(argument.Summary()), roff(argument.Help))
	}
	for _, flag := range leaf.Flags {
		describeFlag(b, flag)
	}
	b.WriteString(paragraphs(leaf.Detail))
}

func describeFlag(b *strings.Builder, flag *kong.Flag) {
	if !flag.Hidden {
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(flag.String()), roff(flag.Help))
	}
}

// paragraphs writes text as it stands in help: what is indented is printed as it is.
func paragraphs(text string) string {
	var b strings.Builder
	for _, part := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(part, "    ") {
			fmt.Fprintf(&b, ".PP\n.nf\n%s\n.fi\n", roff(part))
		} else if part != "" {
			fmt.Fprintf(&b, ".PP\n%s\n", roff(part))
		}
	}
	return b.String()
}

// roff escapes what man(7) would take for its own: backslashes, hyphens that are to be
// copied, and a dot or apostrophe at the beginning of a line.
func roff(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
