package desk

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/web/page"
)

// invited finds whom an invitation is for.
func invited(v *page.Visit) (linkView, error) {
	view := linkView{Token: v.Path("token"), OIDC: v.Accounts.HasOIDC()}
	var err error
	view.Who, err = v.Accounts.Invited(v.Context(), v.Visitor(), view.Token)
	return view, err
}

// InvitationShow shows the page on which whoever was invited chooses a password.
func InvitationShow(v *page.Visit) error {
	view, err := invited(v)
	if err != nil {
		return linkOver(v, err)
	}
	return v.Render("invitation", view)
}

// InvitationAccept sets the password, and signs the person in.
func InvitationAccept(v *page.Visit) error {
	view, err := invited(v)
	if err != nil {
		return linkOver(v, err)
	}
	var in auth.SignedIn
	if err = typedTwice(v, "password"); err == nil {
		in, err = v.Accounts.Accept(v.Context(), v.Visitor(), view.Token, v.Form("password"))
	}
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound:
		return linkOver(v, err)
	case err != nil:
		v.Forget()
		return v.Refuse("invitation", view, err)
	}
	enterAs(v, in)
	return v.Done("/account", "Welcome. Add a passkey or a second step here: a password alone can be stolen.")
}

// InvitationIdentity sends whoever was invited to the identity provider, to sign
// in by it from now on.
func InvitationIdentity(v *page.Visit) error {
	view, err := invited(v)
	if err != nil {
		return linkOver(v, err)
	}
	address, err := leaveFor(v, auth.OIDCInput{Next: "/account", Invitation: view.Token})
	if err != nil {
		return v.Refuse("invitation", view, err)
	}
	http.Redirect(v.W, v.R, address, http.StatusSeeOther)
	return nil
}
