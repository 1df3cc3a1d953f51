package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// move moves a claim and says so.
func (p *program) move(move *operation.ClaimMove, name, reason, said string) error {
	reason, err := p.text("--reason", reason)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, move, operation.OfClaim(name, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.did(r, said, name)
}
