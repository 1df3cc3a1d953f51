package web

import "github.com/onrecord/onrecord/claim"

// sessionRevoke ends one of the person's sessions. One that is over is no error.
func (s *Site) sessionRevoke(v *visit) error {
	id, err := v.id("session")
	if err != nil {
		return err
	}
	err = s.Accounts.RevokeSession(v.ctx(), v.who.ID, id)
	if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
		return err
	}
	if id == v.session.ID {
		v.setCookie(SessionCookie, "", v.now)
		v.clearCache()
		return v.done("/signin", "You are signed out.")
	}
	return v.done("/account", "The session has ended.")
}

// sessionsRevoke ends all of the person's sessions but this one.
func (s *Site) sessionsRevoke(v *visit) error {
	if err := s.Accounts.RevokeOtherSessions(v.ctx(), v.session); err != nil {
		return err
	}
	return v.done("/account", "Your other sessions have ended.")
}
