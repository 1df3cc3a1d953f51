package main

import (
	"github.com/onrecord/onrecord/internal/casework"
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

// takeBack takes a public finding back and says so.
func (p *program) takeBack(take *operation.ClaimTakeBack, name, reason, untold, said string) error {
	reason, err := p.text("--reason", reason)
	if err != nil {
		return err
	}
	if untold, err = p.text("--untold", untold); err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, take, operation.OfClaim(name, casework.TakeBackInput{Reason: reason, Untold: untold}))
	if err != nil {
		return err
	}
	return p.did(r, said, name)
}
