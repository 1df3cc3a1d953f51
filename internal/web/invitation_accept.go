package web

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
)

// invited finds whom an invitation is for.
func (v *visit) invited() (linkView, error) {
	view := linkView{Token: v.path("token"), OIDC: v.site.Accounts.HasOIDC()}
	var err error
	view.Who, err = v.site.Accounts.Invited(v.ctx(), v.visitor(), view.Token)
	return view, err
}

// invitationShow shows the page on which whoever was invited chooses a password.
func (s *Site) invitationShow(v *visit) error {
	view, err := v.invited()
	if err != nil {
		return v.linkOver(err)
	}
	return v.render("invitation", view)
}

// invitationAccept sets the password, and signs the person in.
func (s *Site) invitationAccept(v *visit) error {
	view, err := v.invited()
	if err != nil {
		return v.linkOver(err)
	}
	var in auth.SignedIn
	if err = v.again("password"); err == nil {
		in, err = s.Accounts.Accept(v.ctx(), v.visitor(), view.Token, v.form("password"))
	}
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound:
		return v.linkOver(err)
	case err != nil:
		v.forget()
		return v.refuse("invitation", view, err)
	}
	v.enterAs(in)
	return v.done("/account", "Welcome. Add a passkey or a second step here: a password alone can be stolen.")
}

// invitationIdentity sends whoever was invited to the identity provider, to sign
// in by it from now on.
func (s *Site) invitationIdentity(v *visit) error {
	view, err := v.invited()
	if err != nil {
		return v.linkOver(err)
	}
	address, err := v.leave(auth.OIDCInput{Next: "/account", Invitation: view.Token})
	if err != nil {
		return v.refuse("invitation", view, err)
	}
	http.Redirect(v.w, v.r, address, http.StatusSeeOther)
	return nil
}
