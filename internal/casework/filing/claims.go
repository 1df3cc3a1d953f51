package filing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func (f *filing) addClaims() error { return each(f, "claims", f.in.Claims, f.addClaim) }

func (f *filing) addClaim(part string, in writing.ClaimInput) error {
	text, wrong := in.Words()
	if text.Key == "" {
		text.Key = in.Key
	}
	if _, twice := f.claims[text.Key]; twice {
		return casework.Invalid("key", "another claim of the file has the same")
	}
	keyed, err := f.keyed("claim", text.Key, in)
	if err != nil {
		return err
	}
	body := in.Adds(f.caller, f.c)
	to := claim.Stream{Kind: claim.StreamClaim, ID: casework.ClaimID(f.c, text.Key)}
	f.claims[text.Key] = to.ID
	f.assumed[to] = &verification.Claim{Head: claim.Head{ID: to.ID, Version: 1}, Case: f.c.ID, Stage: body.Opens()}
	if wrong != nil {
		return wrong
	}
	if body.Involved, err = in.Involved(f.namedIn(part)); err != nil {
		return err
	}
	if f.there {
		if there, err := f.claimThere(keyed, to, text, body); there || err != nil {
			return err
		}
	}
	if body.Text, err = f.keepJSON(keyed, "claim", text); err != nil {
		return err
	}
	f.act(keyed, part, to, body)
	return nil
}

// claimThere reports whether the claim is in the case already, whatever has become
// of it since. One that was added with other words is refused.
func (f *filing) claimThere(keyed context.Context, to claim.Stream, text claim.ClaimText, add verification.AddClaim) (bool, error) {
	if taken, err := f.taken(keyed, to); taken || err != nil {
		return taken, err
	}
	there, err := casework.Load[*verification.Claim](f.ctx, f.d.Record(), to.Kind, to.ID)
	if err != nil || there.Version == 0 {
		return false, err
	}
	return true, writing.SameClaim(f.ctx, f.d, there, text, add)
}

// checkStatusLine looks whether the claims that the status line is about are there.
func (f *filing) checkStatusLine() error {
	for i, name := range f.in.Case.StatusLine {
		_, err := f.claimNamed(name)
		if err := f.wrong(caseOfFile, casework.NotThere(fmt.Sprintf("statusLine[%d]", i), err)); err != nil {
			return err
		}
	}
	return nil
}

// claimNamed finds a claim in the file, or else in the case.
func (f *filing) claimNamed(name string) (uuid.UUID, error) {
	if id, ok := f.claims[name]; ok {
		return id, nil
	}
	if !f.there {
		return uuid.Nil, casework.NotFound(claim.StreamClaim, name)
	}
	return f.d.Resolve(f.ctx, claim.StreamClaim, f.c.ID, name)
}
