package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// move moves a claim and says so.
func move(p *terminal.Program, move *operation.ClaimMove, name, reason, said string) error {
	reason, err := p.Text("--reason", reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, move, operation.OfClaim(name, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.Did(r, said, name)
}

// takeBack takes a public finding back and says so.
func takeBack(p *terminal.Program, take *operation.ClaimTakeBack, name, reason, untold, said string) error {
	reason, err := p.Text("--reason", reason)
	if err != nil {
		return err
	}
	if untold, err = p.Text("--untold", untold); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, take, operation.OfClaim(name, findings.TakeBackInput{Reason: reason, Untold: untold}))
	if err != nil {
		return err
	}
	return p.Did(r, said, name)
}

// versionSeen is the version of a claim that a person says to have had before her; the one that
// is there now, if she says none.
func versionSeen(p *terminal.Program, desk *client.Client, name string, said *int64) (int64, error) {
	if said != nil {
		return *said, nil
	}
	there, err := client.Call(p.Ctx, desk, operation.ClaimShow, operation.ClaimAt(name, nil))
	return there.Version, err
}

// reasoned reads why somebody does something about a claim, and which version of it she
// has had before her.
func reasoned(p *terminal.Program, name, reason string, said *int64) (desk *client.Client, why string, seen int64, err error) {
	if why, err = p.Text("--reason", reason); err != nil {
		return nil, "", 0, err
	}
	if desk, err = p.Client(); err != nil {
		return nil, "", 0, err
	}
	seen, err = versionSeen(p, desk, name, said)
	return desk, why, seen, err
}
