package terminal

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// Sure asks a person before something that cannot be undone, unless she has said --yes.
// A program that gives the command is not asked.
func (p *Program) Sure(what string) error {
	if what == "" || p.Yes || p.JSON || !OnTerminal(p.In) || !OnTerminal(p.Err) {
		return nil
	}
	agreed, err := p.Agreed(what + " Go on?")
	if err == nil && !agreed {
		err = claim.Errorf(claim.CodeInvalid, "nothing was done")
	}
	return err
}

// Agreed asks a person, who answers y or yes if she agrees.
func (p *Program) Agreed(question string) (bool, error) {
	fmt.Fprintf(p.Err, "%s [y/N] ", question)
	line, err := p.Typed(func() ([]byte, error) { return bufio.NewReader(p.In).ReadBytes('\n') })
	if p.Ctx.Err() != nil {
		return false, err
	}
	return isYes(string(line)), nil
}

func isYes(typed string) bool {
	typed = strings.TrimSpace(typed)
	return strings.EqualFold(typed, "y") || strings.EqualFold(typed, "yes")
}
