package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// oidcCookie ties a visit to the identity provider to this browser.
const oidcCookie = "__Host-onrecord-oidc"

// The way to the identity provider is a link and not a form: form-action would
// keep a browser from following the redirect. Only what was cut off by the end of
// a session comes by a form, and gets a page with the link.

// carriedPrefix begins where somebody goes on to with a form. No address of this
// desk does, so that a link cannot bring a form along that nobody wrote.
const carriedPrefix = "?"

// oidcBegin sends the browser to the identity provider.
func (s *Site) oidcBegin(v *visit) error {
	next := local(v.query("next"))
	if v.r.Method == http.MethodPost {
		next = carriedPrefix + url.Values{nextField: {v.form(nextField)}, carryField: {v.form(carryField)}}.Encode()
	}
	address, err := v.leave(auth.OIDCInput{Next: next})
	if err != nil {
		return v.refuse("signin", s.signInPageView(v.going()), err)
	}
	if v.r.Method == http.MethodPost {
		return v.render("signin_oidc", address)
	}
	http.Redirect(v.w, v.r, address, http.StatusSeeOther)
	return nil
}

// leave begins a visit to the identity provider. Another site cannot begin one.
func (v *visit) leave(in auth.OIDCInput) (address string, err error) {
	if site := v.r.Header.Get("Sec-Fetch-Site"); site == "cross-site" {
		return "", claim.Errorf(claim.CodeForbidden, "another site sent you here").WithHint("begin on the page to sign in")
	}
	address, flow, err := v.site.Accounts.BeginOIDC(v.ctx(), v.visitor(), in)
	if err == nil {
		v.setCookie(oidcCookie, flow, time.Time{})
	}
	return address, err
}

// identityAdd sends whoever is signed in to the identity provider, to add what
// they are called there to the account.
func (s *Site) identityAdd(v *visit) error {
	address, err := v.leave(auth.OIDCInput{Next: "/account", Session: &v.session})
	if err != nil {
		return err
	}
	http.Redirect(v.w, v.r, address, http.StatusSeeOther)
	return nil
}

// oidcReturn takes in whoever comes back from the identity provider.
func (s *Site) oidcReturn(v *visit) error {
	cookie, err := v.r.Cookie(oidcCookie)
	if err != nil {
		cookie = &http.Cookie{}
	}
	v.setCookie(oidcCookie, "", time.Time{})
	var session *signin.Session
	if v.known() {
		session = &v.session
	}
	out, err := s.Accounts.FinishOIDC(v.ctx(), v.visitor(), cookie.Value, v.query("state"), v.query("code"), session)
	if err != nil {
		return v.refuseSignIn(err)
	}
	v.enterAs(out.SignedIn)
	if out.Linked {
		return v.done("/account", "The identity was added. Your other sessions have ended.")
	}
	return v.goOn(out.Next)
}

// goOn goes on after a sign-in that led elsewhere: to an address, or with a form
// that was cut off.
func (v *visit) goOn(next string) error {
	v.r.PostForm = url.Values{nextField: {next}}
	if query, ok := strings.CutPrefix(next, carriedPrefix); ok {
		if carried, err := url.ParseQuery(query); err == nil {
			v.r.PostForm = carried
		}
	}
	return v.signedIn()
}
