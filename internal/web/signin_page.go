package web

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
)

// signInPageView is the page to sign in: where somebody was going, and the ways
// in that this desk has.
type signInPageView struct {
	signInView
	Passkeys, OIDC bool
}

func (s *Site) signInPageView(view signInView) signInPageView {
	return signInPageView{view, s.Accounts.HasPasskeys(), s.Accounts.HasOIDC()}
}

// signInPage shows the page to sign in.
func (s *Site) signInPage(v *visit, status int, view signInView) error {
	return v.renderStatus(status, "signin", s.signInPageView(view))
}

// signInShow shows the page to sign in to whoever has not.
func (s *Site) signInShow(v *visit) error {
	next := local(v.query("next"))
	if v.known() {
		return v.redirect(next)
	}
	return s.signInPage(v, http.StatusOK, signInView{Next: next})
}

// going is where somebody was going, as the forms to sign in carry it.
func (v *visit) going() signInView {
	return signInView{Next: local(v.form(nextField)), Carry: v.form(carryField)}
}

// refuseSignIn shows the page to sign in again, with what is wrong.
func (v *visit) refuseSignIn(err error) error {
	v.forget()
	return v.refuse("signin", v.site.signInPageView(v.going()), err)
}

// forget takes passwords and codes out of a form before it is shown again.
func (v *visit) forget() {
	for name := range v.r.PostForm {
		if secret(name) {
			delete(v.r.PostForm, name)
		}
	}
}

// enterAs puts the token of a session into its cookie.
func (v *visit) enterAs(in auth.SignedIn) {
	v.setCookie(SessionCookie, in.Token, v.now.Add(auth.SessionLife))
}

// signInSend checks a handle and a password.
func (s *Site) signInSend(v *visit) error {
	step, err := s.Accounts.SignIn(v.ctx(), v.visitor(), v.form("handle"), v.form("password"))
	if err != nil {
		return v.refuseSignIn(err)
	}
	if step.Second != "" {
		return v.render("signin_code", codeView{v.going(), step.Second})
	}
	v.enterAs(step.SignedIn)
	return v.signedIn()
}

// codeView is the page for the second step.
type codeView struct {
	signInView
	Step string
}

// signInCode checks the code of the second step.
func (s *Site) signInCode(v *visit) error {
	view := codeView{v.going(), v.form("step_token")}
	in, err := s.Accounts.SecondStep(v.ctx(), v.visitor(), view.Step, v.form("code"))
	if claim.CodeOf(err) == claim.CodeUnauthenticated {
		return v.refuseSignIn(err)
	}
	if err != nil {
		v.forget()
		return v.refuse("signin_code", view, err)
	}
	v.enterAs(in)
	return v.signedIn()
}

// clearCache takes the pages that were read from the browser's cache (W3C Clear
// Site Data): others may use the computer. Drafts are not touched: the script
// removes those of whoever signs out, and other people's stay.
func (v *visit) clearCache() { v.w.Header().Set("Clear-Site-Data", `"cache"`) }

// signOut ends the session of this browser.
func (s *Site) signOut(v *visit) error {
	if c, err := v.r.Cookie(SessionCookie); err == nil {
		if err := s.Accounts.SignOut(v.ctx(), c.Value); err != nil {
			return err
		}
	}
	v.setCookie(SessionCookie, "", v.now)
	v.clearCache()
	return v.done("/signin", "You are signed out.")
}
