package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// requestAttempt records that somebody has tried to reach the party.
func (s *Site) requestAttempt(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	in := casework.AttemptInput{
		Channel: claim.Channel(v.form("channel")), Result: letters.AttemptResult(v.form("result")), Number: v.form("number"), With: v.form("with"), Note: v.form("note"),
	}
	at, err := v.instant("triedAt")
	if !at.IsZero() {
		in.At = &at
	}
	if err == nil {
		promised, wrong := v.instant("promised")
		if err = wrong; !promised.IsZero() {
			in.Promised = &promised
		}
	}
	if err == nil {
		_, err = do(v, operation.RequestAttempt, operation.OfRequest(id, in))
	}
	return s.afterRequest(v, "The attempt is on record.", err)
}
