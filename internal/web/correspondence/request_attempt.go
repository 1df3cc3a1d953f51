package correspondence

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// RequestAttempt records that somebody has tried to reach the party.
func RequestAttempt(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	in := requests.AttemptInput{
		Channel: claim.Channel(v.Form("channel")), Result: letters.AttemptResult(v.Form("result")), Number: v.Form("number"), With: v.Form("with"), Note: v.Form("note"),
	}
	at, err := v.Instant("triedAt")
	if !at.IsZero() {
		in.At = &at
	}
	if err == nil {
		promised, wrong := v.Instant("promised")
		if err = wrong; !promised.IsZero() {
			in.Promised = &promised
		}
	}
	if err == nil {
		_, err = page.Do(v, operation.RequestAttempt, operation.OfRequest(id, in))
	}
	return afterRequest(v, "The attempt is on record.", err)
}
