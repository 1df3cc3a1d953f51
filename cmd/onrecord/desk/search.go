package desk

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Search is the command onrecord search.
type Search struct {
	Words []string         `arg:"" help:"Words, '\"a phrase\"', begin* and, after --, -without."`
	Kind  lists.SearchKind `placeholder:"KIND" help:"Only this kind: case, claim, party, answer, request or message."`
	Case  string           `placeholder:"NAME"`
	After string           `placeholder:"CURSOR"`
	Limit int              `placeholder:"N" help:"; 30 if left out, at most 100."`
}

// Help implements kong.HelpProvider.
func (Search) Help() string {
	return `
What was just recorded is found at once. Nothing of a restricted case is found.

Example:

    onrecord search contacted goog*
    onrecord search --kind claim -- contacted -apple`
}

// Run searches.
func (c *Search) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	page, err := client.Call(p.Ctx, desk, operation.Search, operation.SearchQuery{
		Query: strings.Join(c.Words, " "), Kind: c.Kind, Case: c.Case, Page: operation.Page{After: c.After, Limit: c.Limit},
	})
	if err != nil {
		return err
	}
	if len(page.Found) == 0 {
		p.Say("nothing was found for: %s", page.Query)
	}
	if err := p.Show(page, func(w io.Writer) {
		for _, f := range page.Found {
			showFound(w, f)
		}
	}); err != nil {
		return err
	}
	p.More("--after", page.Next)
	return nil
}

func showFound(w io.Writer, f desk.Found) {
	name := f.Name
	if f.Case != "" && f.Kind == lists.FoundClaim {
		name = f.Case + "/" + f.Name
	}
	fmt.Fprintf(w, "%-8s %s  %s\n", f.Kind, cmp.Or(name, f.Link), f.Title)
	text := ""
	for _, part := range f.Snippet {
		text += part.Text
	}
	terminal.Quote(w, text)
}
