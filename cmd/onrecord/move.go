package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
)

// move moves a claim and says so.
func (p *program) move(m client.Move, name, reason, said string) error {
	reason, err := p.text("--reason", reason)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := desk.MoveClaim(p.ctx, m, name, casework.ReasonInput{Reason: reason})
	if err != nil {
		return err
	}
	return p.did(r, said, name)
}
