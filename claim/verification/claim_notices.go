package verification

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
)

// Notices implements [claim.Aggregate]: the correspondences that ask about the claim
// hear what becomes of it, and so do the claims that rest on it.
func (c *Claim) Notices(e claim.Entry, around claim.Around) []claim.Notice {
	others := c.relationNotices(e)
	note := claim.NoteClaim{Claim: c.ID}
	switch f := e.Fact.(type) {
	case ClaimMoved:
		note.Held, note.Over = f.Stage == claim.StageOnHold, f.Stage == claim.StageWithdrawn || f.Stage == claim.StageDeclined
	case finding.ClaimPublished:
		return append(claim.TellAll(c.Stream(), around.Asking(c.ID), finding.NotePublished{Claim: c.ID, Publication: f.Publication}), others...)
	default:
		pause := claim.NotePause{Level: claim.PauseClaim, About: c.ID, Pause: c.Paused}
		return append(others, claim.PauseNotices(e, pause, func() []claim.Stream { return around.Asking(c.ID) })...)
	}
	return append(claim.TellAll(c.Stream(), around.Asking(c.ID), note), others...)
}
