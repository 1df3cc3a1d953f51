package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/web/page"
)

// linkView is a page behind a one-time link.
type linkView struct {
	Token string
	Who   signin.Account // whom an invitation is for
	OIDC  bool
}

// SetUpShow shows the page on which the first admin of a desk chooses a handle,
// a name and a password.
func SetUpShow(v *page.Visit) error {
	view := linkView{Token: v.Path("token")}
	if err := v.Accounts.CheckSetUp(v.Context(), v.Visitor(), view.Token); err != nil {
		return linkOver(v, err)
	}
	return v.Render("setup", view)
}

// SetUpSend makes the account of the first admin.
func SetUpSend(v *page.Visit) error {
	view := linkView{Token: v.Path("token")}
	in := auth.NewAdmin{Handle: v.Form("handle"), Name: v.Form("name"), Password: v.Form("password")}
	err := typedTwice(v, "password")
	var signedIn auth.SignedIn
	if err == nil {
		signedIn, err = v.Accounts.SetUp(v.Context(), v.Visitor(), view.Token, in)
	}
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound:
		return linkOver(v, err)
	case err != nil:
		v.Forget()
		return v.Refuse("setup", view, err)
	}
	enterAs(v, signedIn)
	return v.Done("/", "Welcome. This desk is yours.")
}

// typedTwice makes sure that a new password was typed the same way twice.
func typedTwice(v *page.Visit, name string) error {
	if v.Form(name) == v.Form(name+"_again") {
		return nil
	}
	return page.FieldError(name+"_again", "the two are not the same")
}

// linkOver shows that a one-time link is good for nothing any more.
func linkOver(v *page.Visit, err error) error {
	if claim.CodeOf(err) != claim.CodeNotFound {
		return err
	}
	return v.RenderStatus(page.StatusOf(err), "link_over", nil)
}
