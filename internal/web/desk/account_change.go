package desk

import (
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// ProfileChange changes a person's own name and address.
func ProfileChange(v *page.Visit) error {
	in := staff.ProfileInput{Name: v.Form("name"), Email: v.Form("email")}
	if _, err := page.Do(v, operation.MeProfile, operation.Body(in)); err != nil {
		return refuseAccount(v, err)
	}
	return v.Done("/account", "Your name and address were changed.")
}

// PasswordChange sets a new password, or the first one.
func PasswordChange(v *page.Visit) error {
	err := typedTwice(v, "password")
	var in auth.SignedIn
	if err == nil {
		in, err = v.Accounts.ChangePassword(v.Context(), v.Session, v.Form("current_password"), v.Form("password"))
	}
	if err != nil {
		return refuseAccount(v, err)
	}
	enterAs(v, in)
	return v.Done("/account", "Your password was changed. Your other sessions have ended.")
}

// WayRemove takes a passkey or an identity away.
func WayRemove(v *page.Visit) error {
	id, err := v.ID("way")
	if err != nil {
		return err
	}
	in, err := v.Accounts.RemoveWay(v.Context(), v.Session, v.Form("current_password"), id)
	if err != nil {
		return refuseAccount(v, err)
	}
	enterAs(v, in)
	return v.Done("/account", "It was removed. Your other sessions have ended.")
}
