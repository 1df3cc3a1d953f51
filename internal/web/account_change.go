package web

import (
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// profileChange changes a person's own name and address.
func (s *Site) profileChange(v *visit) error {
	in := casework.ProfileInput{Name: v.form("name"), Email: v.form("email")}
	if _, err := do(v, operation.MeProfile, operation.Body(in)); err != nil {
		return v.refuseAccount(err)
	}
	return v.done("/account", "Your name and address were changed.")
}

// passwordChange sets a new password, or the first one.
func (s *Site) passwordChange(v *visit) error {
	err := v.again("password")
	var in auth.SignedIn
	if err == nil {
		in, err = s.Accounts.ChangePassword(v.ctx(), v.session, v.form("current_password"), v.form("password"))
	}
	if err != nil {
		return v.refuseAccount(err)
	}
	v.enterAs(in)
	return v.done("/account", "Your password was changed. Your other sessions have ended.")
}

// wayRemove takes a passkey or an identity away.
func (s *Site) wayRemove(v *visit) error {
	id, err := v.id("way")
	if err != nil {
		return err
	}
	in, err := s.Accounts.RemoveWay(v.ctx(), v.session, v.form("current_password"), id)
	if err != nil {
		return v.refuseAccount(err)
	}
	v.enterAs(in)
	return v.done("/account", "It was removed. Your other sessions have ended.")
}
