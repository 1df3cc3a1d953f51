package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/web/page"
)

// SessionRevoke ends one of the person's sessions. One that is over is no error.
func SessionRevoke(v *page.Visit) error {
	id, err := v.ID("session")
	if err != nil {
		return err
	}
	err = v.Accounts.RevokeSession(v.Context(), v.Who.ID, id)
	if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
		return err
	}
	if id == v.Session.ID {
		v.SetCookie(page.SessionCookie, "", v.Now)
		clearCache(v)
		return v.Done("/signin", "You are signed out.")
	}
	return v.Done("/account", "The session has ended.")
}

// SessionsRevoke ends all of the person's sessions but this one.
func SessionsRevoke(v *page.Visit) error {
	if err := v.Accounts.RevokeOtherSessions(v.Context(), v.Session); err != nil {
		return err
	}
	return v.Done("/account", "Your other sessions have ended.")
}
