package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// sure asks a person before something that cannot be undone, unless she has said --yes.
// A program that gives the command is not asked.
func (p *program) sure(what string) error {
	if what == "" || p.Yes || p.JSON || !onTerminal(p.in) || !onTerminal(p.err) {
		return nil
	}
	agreed, err := p.agreed(what + " Go on?")
	if err == nil && !agreed {
		err = claim.Errorf(claim.CodeInvalid, "nothing was done")
	}
	return err
}

// agreed asks a person, who answers y or yes if she agrees.
func (p *program) agreed(question string) (bool, error) {
	fmt.Fprintf(p.err, "%s [y/N] ", question)
	line, err := p.typed(func() ([]byte, error) { return bufio.NewReader(p.in).ReadBytes('\n') })
	if p.ctx.Err() != nil {
		return false, err
	}
	return isYes(string(line)), nil
}

func isYes(typed string) bool {
	typed = strings.TrimSpace(typed)
	return strings.EqualFold(typed, "y") || strings.EqualFold(typed, "yes")
}
