package cases

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// AccessTake is the command onrecord access take.
type AccessTake struct {
	Case   string   `arg:"" help:"Short name of the case."`
	Handle []string `arg:"" help:"Who may not see it any more, while it is restricted."`
}

// Help implements kong.HelpProvider.
func (AccessTake) Help() string {
	return `
What would leave a claim with too few people who can sign it is refused.

Example:

    onrecord access take vault7 lea`
}

// Run takes people off the access list.
func (c *AccessTake) Run(p *terminal.Program) error {
	r, err := changeAccess(p, c.Case, func(in *writing.AccessInput) error {
		for _, handle := range c.Handle {
			if !slices.Contains(in.Access, handle) {
				return claim.Errorf(claim.CodeNotFound, "%s is not on the access list of %s", handle, c.Case).
					WithHint("see who is: onrecord access list %s", c.Case)
			}
		}
		in.Access = slices.DeleteFunc(in.Access, func(handle string) bool { return slices.Contains(c.Handle, handle) })
		return nil
	})
	if err != nil {
		return err
	}
	return p.Did(r, "off the access list of %s: %s", c.Case, strings.Join(c.Handle, ", "))
}
