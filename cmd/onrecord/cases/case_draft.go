package cases

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/story"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// DraftPut is the command onrecord case draft put.
type DraftPut struct {
	Case string     `arg:"" help:"Case."`
	File string     `arg:"" help:"Text, Markdown, HTML or .docx; - for what is piped in."`
	Form draft.Form `placeholder:"FORM"`
	Seen int        `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (DraftPut) Help() string {
	return `
Passages go where their words have gone. Where those have changed, somebody has to
look again: see onrecord case draft show, and settle.

Example:

    onrecord case draft put vault7 story.docx`
}

// Run puts a version in.
func (c *DraftPut) Run(p *terminal.Program) error {
	in, err := draftFile(p, c.File, c.Form)
	if err != nil {
		return err
	}
	in.Seen = c.Seen
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.DraftPut, operation.InCase(c.Case, in))
	if err != nil {
		return err
	}
	if len(r.Warnings) > 0 { // it has the words already
		return p.Did(r, "left the draft of %s as it is", c.Case)
	}
	return p.Did(r, "put the draft of %s in", c.Case)
}

// draftFile reads a draft: a file, or what is piped in.
func draftFile(p *terminal.Program, path string, form draft.Form) (writing.DraftInput, error) {
	from, name := p.In, ""
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return writing.DraftInput{}, claim.Errorf(claim.CodeInvalid, "the draft cannot be read: %v", err)
		}
		defer f.Close()
		from, name = f, filepath.Base(path)
	}
	data, err := io.ReadAll(io.LimitReader(from, sources.MaxEvidenceFile))
	if err != nil {
		return writing.DraftInput{}, claim.Errorf(claim.CodeInvalid, "the draft cannot be read: %v", err)
	}
	return writing.DraftInput{File: &writing.FileInput{Name: name, Data: data}, Form: form}, nil
}

// DraftShow is the command onrecord case draft show.
type DraftShow struct {
	Case    string `arg:"" help:"Case."`
	Number  int    `placeholder:"N" field:"version" help:"; its number."`
	Text    bool   `help:"Print its words alone."`
	Suggest bool   `help:"List sentences that can be checked and are not marked."`
}

// Help implements kong.HelpProvider.
func (DraftShow) Help() string {
	return `
It shows each passage as the claim stands that is anchored in it, what it waits for
and who can mend that, and how many facts are left before the story can run.

Sentences are suggested by plain rules, on the desk's own machine: numbers, dates,
names, quotations, superlatives, accusations.

Example:

    onrecord case draft show vault7
    onrecord case draft show vault7 --suggest`
}

// Run shows the draft.
func (c *DraftShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	s, err := client.Call(p.Ctx, desk, operation.DraftShow, operation.DraftQuery{CasePath: operation.CasePath{Case: c.Case}, Version: c.Number})
	if err != nil {
		return err
	}
	if s.Latest == 0 {
		p.Say("%s has no draft yet; put one in: onrecord case draft put %s FILE", c.Case, c.Case)
	}
	return p.Show(s, func(w io.Writer) {
		switch {
		case s.Latest == 0:
		case c.Text:
			fmt.Fprintln(w, s.Text)
		case c.Suggest:
			suggestions(w, s)
		default:
			showDraftPassages(p, w, s)
		}
	})
}

func suggestions(w io.Writer, s story.Story) {
	for _, one := range s.Suggests {
		signs := make([]string, len(one.Signs))
		for i, sign := range one.Signs {
			signs[i] = string(sign)
		}
		fmt.Fprintf(w, "%s%s\n  %s\n", one.Words, terminal.Mark(one.Nth > 1, fmt.Sprintf(" (--nth %d)", one.Nth)), strings.Join(signs, ", "))
	}
	if s.More {
		fmt.Fprintln(w, "and more")
	}
}

func showDraftPassages(p *terminal.Program, w io.Writer, s story.Story) {
	fmt.Fprintf(w, "version %d, %s\n%d of %d facts left before it can run\n", s.Version, terminal.When(s.Versions[s.Latest-s.Version].At, p.Now()), s.Left, s.Facts)
	if s.Version != s.Latest {
		fmt.Fprintf(w, "passages are those of version %d\n", s.Latest)
	}
	for _, one := range s.Passages {
		fmt.Fprintf(w, "\n%s %d  %s: %s\n", one.Standing.Sign(), one.Number, one.Claim, one.Standing)
		terminal.Quote(w, one.Words)
		terminal.Quoted(w, "it was", one.Before)
		terminal.Quoted(w, "the sentence around it", one.Around)
		for _, wait := range one.Waits {
			fmt.Fprintf(w, "  %s %s", wait.What, wait.Who)
			if wait.By != nil {
				fmt.Fprintf(w, ", by %s", terminal.Moment(*wait.By, p.Zone()))
			}
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "  passage %s\n", one.ID)
	}
}

// DraftMark is the command onrecord case draft mark.
type DraftMark struct {
	Case      string `arg:"" help:"Case."`
	Words     string `arg:"" help:"The words of the passage."`
	Claim     string `placeholder:"KEY"`
	Statement string `placeholder:"TEXT"`
	Nth       int    `placeholder:"N"`
	Whole     bool
	Seen      int `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (DraftMark) Help() string {
	return `
Without --claim a claim is added that says what the passage does, or what --statement
says.

Example:

    onrecord case draft mark vault7 "contacted Google" --claim google
    onrecord case draft mark vault7 "Apple was contacted four times."`
}

// Run marks the passage.
func (c *DraftMark) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := writing.PassageInput{Claim: c.Claim, Statement: c.Statement, Words: c.Words, Nth: c.Nth, Whole: c.Whole, Seen: c.Seen}
	r, err := client.Call(p.Ctx, desk, operation.PassageMark, operation.InCase(c.Case, in))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "anchored %s in the draft of %s", r.Name, c.Case)
}

// DraftClear is the command onrecord case draft clear.
type DraftClear struct {
	Case    string `arg:"" help:"Case."`
	Passage string `arg:"" help:"Its number as case draft show has it, or its identifier."`
}

// Help implements kong.HelpProvider.
func (DraftClear) Help() string {
	return `
The claim stays as it is.

Example:

    onrecord case draft clear vault7 3`
}

// Run clears the passage.
func (c *DraftClear) Run(p *terminal.Program) error {
	desk, id, _, err := passageCalled(p, c.Case, c.Passage)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PassageClear, operation.PassageOf(c.Case, id))
	if err != nil {
		return err
	}
	return p.Did(r, "the passage is no longer marked in the draft of %s", c.Case)
}

// DraftSettle is the command onrecord case draft settle.
type DraftSettle struct {
	Case    string `arg:"" help:"Case."`
	Passage string `arg:"" help:"Its number as case draft show has it, or its identifier."`
	Seen    int    `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (DraftSettle) Help() string {
	return `
You have looked at the new words, and they say what the claim does.

Example:

    onrecord case draft settle vault7 3`
}

// Run settles the passage.
func (c *DraftSettle) Run(p *terminal.Program) error {
	desk, id, latest, err := passageCalled(p, c.Case, c.Passage)
	if err != nil {
		return err
	}
	seen := c.Seen
	if seen == 0 {
		seen = latest
	}
	in := operation.PassageSettling{PassagePath: operation.PassageOf(c.Case, id), Body: &writing.PassageSettleInput{Seen: seen}}
	r, err := client.Call(p.Ctx, desk, operation.PassageSettle, in)
	if err != nil {
		return err
	}
	return p.Did(r, "the passage says what its claim does")
}

// passageCalled finds a passage by its number in the latest version, or its identifier.
func passageCalled(p *terminal.Program, name, passage string) (desk *client.Client, id uuid.UUID, latest int, err error) {
	if desk, err = p.Client(); err != nil {
		return nil, uuid.Nil, 0, err
	}
	s, err := client.Call(p.Ctx, desk, operation.DraftShow, operation.DraftQuery{CasePath: operation.CasePath{Case: name}})
	if err != nil {
		return nil, uuid.Nil, 0, err
	}
	for _, one := range s.Passages {
		if passage == fmt.Sprint(one.Number) || passage == one.ID.String() {
			return desk, one.ID, s.Latest, nil
		}
	}
	return nil, uuid.Nil, 0, claim.Errorf(claim.CodeNotFound, "there is no passage %q in the draft of %s", passage, name).
		WithHint("see: onrecord case draft show %s", name)
}

// DraftCopy is the command onrecord case draft copy.
type DraftCopy struct {
	Case   string       `arg:"" help:"Case."`
	Reader draft.Reader `placeholder:"READER"`
}

// Help implements kong.HelpProvider.
func (DraftCopy) Help() string {
	return `
The words of the draft with a number behind each passage, and a note on each: what was
found, who said what, the evidence and the sign-offs. What a reader is not to know is
left out, and it says how much that is. The desk prints the same as a page.

Example:

    onrecord case draft copy vault7 --reader "copy editor"`
}

// Run prints the annotated copy.
func (c *DraftCopy) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	made, err := client.Call(p.Ctx, desk, operation.DraftCopy, operation.DraftCopyQuery{CasePath: operation.CasePath{Case: c.Case}, Reader: c.Reader})
	if err != nil {
		return err
	}
	return p.Show(made, func(w io.Writer) {
		fmt.Fprintf(w, "%s, version %d, for the %s\n\n", made.Title, made.Version, made.Reader)
		for _, part := range made.Parts() {
			fmt.Fprint(w, part.Words)
			for _, n := range part.Ends {
				fmt.Fprintf(w, " [%d]", n)
			}
		}
		fmt.Fprintln(w)
		for _, n := range made.Notes {
			showNote(p, w, n)
		}
		if made.Held > 0 {
			fmt.Fprintf(w, "\n%d more that this reader is not shown\n", made.Held)
		}
	})
}

func showNote(p *terminal.Program, w io.Writer, n story.Note) {
	fmt.Fprintf(w, "\n[%d] %s\n  %s %s; %s\n", n.Number, n.Statement, n.Standing.Sign(), n.Standing, n.Finding)
	terminal.Quoted(w, "for readers", n.Reason)
	terminal.Quoted(w, "why", n.Why)
	for _, s := range n.Said {
		fmt.Fprintf(w, "  %s%s: %s, %s, %s%s%s\n", s.Who, terminal.Behind(s.Way), s.Stance, s.Terms, s.Authenticity,
			terminal.After(s.Speaker)+terminal.Mark(s.Earlier, ", of earlier words"), terminal.Mark(s.Replaced != "", ", "+s.Replaced))
		terminal.Quote(w, s.Words)
	}
	for _, s := range n.Silent {
		fmt.Fprintf(w, "  %s: %s; request %s\n", s.Who, s.Known, s.Request)
	}
	for _, e := range n.Evidence {
		fmt.Fprintf(w, "  %s: %s%s\n", e.Title, e.Bearing, terminal.Mark(e.Origin != "", ", "+e.Origin)+terminal.Mark(e.Earlier, ", of earlier words"))
	}
	for _, s := range n.SignOffs {
		fmt.Fprintf(w, "  signed by %s, %s%s\n", s.By, terminal.When(s.At, p.Now()), terminal.Mark(s.Stale, "; does not count: what was signed has changed"))
	}
}
