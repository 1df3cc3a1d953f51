package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// linkView is a page behind a one-time link.
type linkView struct {
	Token string
	Who   signin.Account // whom an invitation is for
	OIDC  bool
}

// setUpShow shows the page on which the first admin of a desk chooses a handle,
// a name and a password.
func (s *Site) setUpShow(v *visit) error {
	view := linkView{Token: v.path("token")}
	if err := s.Accounts.CheckSetUp(v.ctx(), v.visitor(), view.Token); err != nil {
		return v.linkOver(err)
	}
	return v.render("setup", view)
}

// setUpSend makes the account of the first admin.
func (s *Site) setUpSend(v *visit) error {
	view := linkView{Token: v.path("token")}
	in := auth.NewAdmin{Handle: v.form("handle"), Name: v.form("name"), Password: v.form("password")}
	err := v.again("password")
	var signedIn auth.SignedIn
	if err == nil {
		signedIn, err = s.Accounts.SetUp(v.ctx(), v.visitor(), view.Token, in)
	}
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound:
		return v.linkOver(err)
	case err != nil:
		v.forget()
		return v.refuse("setup", view, err)
	}
	v.enterAs(signedIn)
	return v.done("/", "Welcome. This desk is yours.")
}

// again makes sure that a new password was typed the same way twice.
func (v *visit) again(name string) error {
	if v.form(name) == v.form(name+"_again") {
		return nil
	}
	return fieldError(name+"_again", "the two are not the same")
}

// linkOver shows that a one-time link is good for nothing any more.
func (v *visit) linkOver(err error) error {
	if claim.CodeOf(err) != claim.CodeNotFound {
		return err
	}
	return v.renderStatus(statusOf(err), "link_over", nil)
}
