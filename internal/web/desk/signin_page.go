package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/web/page"
)

// SignInShow shows the page to sign in to whoever has not.
func SignInShow(v *page.Visit) error {
	next := page.Local(v.Query("next"))
	if v.Known() {
		return v.Redirect(next)
	}
	return v.ToSignIn(next)
}

// refuseSignIn shows the page to sign in again, with what is wrong.
func refuseSignIn(v *page.Visit, err error) error {
	v.Forget()
	return v.SignInAgain(err)
}

// enterAs puts the token of a session into its cookie.
func enterAs(v *page.Visit, in auth.SignedIn) {
	v.SetCookie(page.SessionCookie, in.Token, v.Now.Add(auth.SessionLife))
}

// SignInSend checks a handle and a password.
func SignInSend(v *page.Visit) error {
	step, err := v.Accounts.SignIn(v.Context(), v.Visitor(), v.Form("handle"), v.Form("password"))
	if err != nil {
		return refuseSignIn(v, err)
	}
	if step.Second != "" {
		return v.Render("signin_code", codeView{v.Going(), step.Second})
	}
	enterAs(v, step.SignedIn)
	return v.SignedIn()
}

// codeView is the page for the second step.
type codeView struct {
	page.SignIn
	Step string
}

// SignInCode checks the code of the second step.
func SignInCode(v *page.Visit) error {
	view := codeView{v.Going(), v.Form("step_token")}
	in, err := v.Accounts.SecondStep(v.Context(), v.Visitor(), view.Step, v.Form("code"))
	if claim.CodeOf(err) == claim.CodeUnauthenticated {
		return refuseSignIn(v, err)
	}
	if err != nil {
		v.Forget()
		return v.Refuse("signin_code", view, err)
	}
	enterAs(v, in)
	return v.SignedIn()
}

// clearCache takes the pages that were read from the browser's cache (W3C Clear
// Site Data): others may use the computer. Drafts are not touched: the script
// removes those of whoever signs out, and other people's stay.
func clearCache(v *page.Visit) { v.W.Header().Set("Clear-Site-Data", `"cache"`) }

// SignOut ends the session of this browser.
func SignOut(v *page.Visit) error {
	if c, err := v.R.Cookie(page.SessionCookie); err == nil {
		if err := v.Accounts.SignOut(v.Context(), c.Value); err != nil {
			return err
		}
	}
	v.SetCookie(page.SessionCookie, "", v.Now)
	clearCache(v)
	return v.Done("/signin", "You are signed out.")
}
