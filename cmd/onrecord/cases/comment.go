package cases

import (
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CommentList is the command onrecord comment list.
type CommentList struct {
	Case  string        `arg:"" help:"Case."`
	Claim string        `placeholder:"KEY"`
	On    comments.Kind `placeholder:"WHAT"`
	Open  bool
}

// Help implements kong.HelpProvider.
func (CommentList) Help() string {
	return `
Each comment stands with a short name, by which it is answered, changed and resolved.

Example:

    onrecord comment list vault7 --open
    onrecord comment list vault7 --claim google`
}

// Run lists the comments.
func (c *CommentList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.CommentList, operation.CommentQuery{
		CasePath: operation.CasePath{Case: c.Case}, Claim: c.Claim, On: c.On, Open: c.Open,
	})
	if err != nil {
		return err
	}
	if len(d.Threads) == 0 {
		p.Say("there is no comment; write one: onrecord comment write %s TEXT", c.Case)
	}
	return p.Show(d, func(w io.Writer) {
		for i, t := range d.Threads {
			if i > 0 {
				fmt.Fprintln(w)
			}
			showThread(p, w, t)
		}
	})
}

func showThread(p *terminal.Program, w io.Writer, t discussion.Thread) {
	fmt.Fprintf(w, "on %s%s\n", t.About, terminal.Mark(t.Resolved(), ", resolved by "+t.ResolvedBy))
	terminal.Quote(w, t.Words)
	for _, one := range t.Comments {
		fmt.Fprintf(w, "%s  %s, %s%s%s\n", shortComment(one.ID), one.By, terminal.When(one.At, p.Now()), terminal.Mark(one.EditedAt != nil, ", changed since"), terminal.Mark(one.Waits, ", mentions you"))
		for line := range strings.SplitSeq(one.Text, "\n") {
			fmt.Fprintln(w, "  "+line)
		}
		for _, m := range one.Mentions {
			if !m.Seen {
				fmt.Fprintf(w, "  %s has not looked yet\n", m.Name)
			}
		}
	}
}

// shortComment is the beginning of an identifier by which a comment is called.
func shortComment(id uuid.UUID) string { return id.String()[:8] }

// CommentWrite is the command onrecord comment write.
type CommentWrite struct {
	Case    string `arg:"" help:"Case."`
	Text    string `arg:"" help:"What you say; @handle mentions a colleague; @file or - for more."`
	Claim   string `placeholder:"KEY"`
	Party   string `placeholder:"PARTY"`
	Passage string `placeholder:"N" help:"The passage of the draft that it is on: its number as case draft show has it, or its identifier."`
	Draft   bool
	Words   string   `placeholder:"TEXT"`
	Mention []string `placeholder:"HANDLE" field:"mentions"`
}

// Help implements kong.HelpProvider.
func (CommentWrite) Help() string {
	return `
Whoever is mentioned has it among what waits, until she has seen it or has answered.

Example:

    onrecord comment write vault7 "Is this theirs or ours? @jonas" --claim google
    onrecord comment write vault7 "Too strong." --words "four times"`
}

// Run writes the comment.
func (c *CommentWrite) Run(p *terminal.Program) error {
	text, err := commentText(p, c.Text)
	if err != nil {
		return err
	}
	in := discussion.CommentInput{Text: text, Claim: c.Claim, Party: c.Party, Draft: c.Draft, Words: c.Words, Mentions: c.Mention}
	if c.Passage != "" {
		if _, in.Passage, _, err = passageCalled(p, c.Case, c.Passage); err != nil {
			return err
		}
	}
	return writeComment(p, c.Case, in)
}

// commentText reads the words of a comment. One that begins by mentioning somebody is no file.
func commentText(p *terminal.Program, text string) (string, error) {
	if name, rest, _ := strings.Cut(text, " "); strings.HasPrefix(name, "@") && rest != "" {
		return text, nil
	}
	return p.Text("text", text)
}

func writeComment(p *terminal.Program, name string, in discussion.CommentInput) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.CommentWrite, operation.InCase(name, in))
	if err != nil {
		return err
	}
	return p.Made(r, shortComment(r.ID), "wrote a comment in %s, for colleagues alone", name)
}

// CommentReply is the command onrecord comment reply.
type CommentReply struct {
	Case    string   `arg:"" help:"Case."`
	Comment string   `arg:"" help:"Any comment of the thread, as comment list has it."`
	Text    string   `arg:"" help:"What you say; @handle mentions a colleague; @file or - for more."`
	Mention []string `placeholder:"HANDLE" field:"mentions"`
}

// Help implements kong.HelpProvider.
func (CommentReply) Help() string {
	return `
A thread that is resolved is open again.

Example:

    onrecord comment reply vault7 3f0c2a11 "Theirs: see the letter of Monday."`
}

// Run answers in the thread.
func (c *CommentReply) Run(p *terminal.Program) error {
	text, err := commentText(p, c.Text)
	if err != nil {
		return err
	}
	_, thread, err := commentCalled(p, c.Case, c.Comment)
	if err != nil {
		return err
	}
	return writeComment(p, c.Case, discussion.CommentInput{Text: text, Thread: thread.ID, Mentions: c.Mention})
}

// CommentRevise is the command onrecord comment revise.
type CommentRevise struct {
	Case    string   `arg:"" help:"Case."`
	Comment string   `arg:"" help:"A comment of yours, as comment list has it."`
	Text    string   `arg:"" help:"What it says instead; @file or - for more."`
	Mention []string `placeholder:"HANDLE" field:"mentions"`
}

// Help implements kong.HelpProvider.
func (CommentRevise) Help() string {
	return `
What it said stays in the record.

Example:

    onrecord comment revise vault7 3f0c2a11 "Is this theirs? @jonas"`
}

// Run changes the comment.
func (c *CommentRevise) Run(p *terminal.Program) error {
	text, err := commentText(p, c.Text)
	if err != nil {
		return err
	}
	at, _, err := commentCalled(p, c.Case, c.Comment)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := operation.CommentRevising{CommentPath: at, Body: &discussion.CommentRevision{Text: text, Mentions: c.Mention}}
	r, err := client.Call(p.Ctx, desk, operation.CommentRevise, in)
	if err != nil {
		return err
	}
	return p.Did(r, "changed the comment")
}

// commentNamed is a comment that a command is about.
type commentNamed struct {
	Case    string `arg:"" help:"Case."`
	Comment string `arg:"" help:"A comment, as comment list has it."`
}

func (c commentNamed) do(p *terminal.Program, o *operation.Operation[operation.CommentPath, casework.Receipt], said string) error {
	at, _, err := commentCalled(p, c.Case, c.Comment)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, o, at)
	if err != nil {
		return err
	}
	return p.Did(r, "%s", said)
}

type (
	// CommentSee is the command onrecord comment see.
	CommentSee struct{ commentNamed }
	// CommentResolve is the command onrecord comment resolve.
	CommentResolve struct{ commentNamed }
	// CommentReopen is the command onrecord comment reopen.
	CommentReopen struct{ commentNamed }
)

// Help implements kong.HelpProvider.
func (CommentSee) Help() string {
	return `
Example:

    onrecord comment see vault7 3f0c2a11`
}

// Help implements kong.HelpProvider.
func (CommentResolve) Help() string {
	return `
Any comment of the thread names it. It waits for nobody any more.

Example:

    onrecord comment resolve vault7 3f0c2a11`
}

// Help implements kong.HelpProvider.
func (CommentReopen) Help() string {
	return `
Example:

    onrecord comment reopen vault7 3f0c2a11`
}

// Run says that the comment was seen.
func (c *CommentSee) Run(p *terminal.Program) error {
	return c.do(p, operation.CommentSee, "you have seen the comment")
}

// Run resolves the thread.
func (c *CommentResolve) Run(p *terminal.Program) error {
	return c.do(p, operation.CommentResolve, "the thread is resolved")
}

// Run opens the thread again.
func (c *CommentReopen) Run(p *terminal.Program) error {
	return c.do(p, operation.CommentReopen, "the thread is open again")
}

// commentCalled finds a comment by the beginning of its identifier, and its thread.
func commentCalled(p *terminal.Program, name, called string) (operation.CommentPath, discussion.Thread, error) {
	desk, err := p.Client()
	if err != nil {
		return operation.CommentPath{}, discussion.Thread{}, err
	}
	d, err := client.Call(p.Ctx, desk, operation.CommentList, operation.CommentQuery{CasePath: operation.CasePath{Case: name}})
	if err != nil {
		return operation.CommentPath{}, discussion.Thread{}, err
	}
	var at uuid.UUID
	var in discussion.Thread
	found := 0
	for _, t := range d.Threads {
		for _, one := range t.Comments {
			if len(called) >= 4 && strings.HasPrefix(one.ID.String(), strings.ToLower(called)) {
				at, in = one.ID, t
				found++
			}
		}
	}
	if found != 1 {
		return operation.CommentPath{}, discussion.Thread{}, claim.Errorf(claim.CodeNotFound, "there is no one comment %q on %s", called, name).
			WithHint("see: onrecord comment list %s", name)
	}
	return operation.CommentOf(name, at), in, nil
}
