package desk

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/web/page"
)

// oidcCookie ties a visit to the identity provider to this browser.
const oidcCookie = "__Host-onrecord-oidc"

// The way to the identity provider is a link and not a form: form-action would
// keep a browser from following the redirect. Only what was cut off by the end of
// a session comes by a form, and gets a page with the link.

// carriedPrefix begins where somebody goes on to with a form. No address of this
// desk does, so that a link cannot bring a form along that nobody wrote.
const carriedPrefix = "?"

// OIDCBegin sends the browser to the identity provider.
func OIDCBegin(v *page.Visit) error {
	next := page.Local(v.Query("next"))
	if v.R.Method == http.MethodPost {
		next = carriedPrefix + url.Values{page.NextField: {v.Form(page.NextField)}, page.CarryField: {v.Form(page.CarryField)}}.Encode()
	}
	address, err := leaveFor(v, auth.OIDCInput{Next: next})
	if err != nil {
		return v.SignInAgain(err)
	}
	if v.R.Method == http.MethodPost {
		return v.Render("signin_oidc", address)
	}
	http.Redirect(v.W, v.R, address, http.StatusSeeOther)
	return nil
}

// leaveFor begins a visit to the identity provider. Another site cannot begin one.
func leaveFor(v *page.Visit, in auth.OIDCInput) (address string, err error) {
	if site := v.R.Header.Get("Sec-Fetch-Site"); site == "cross-site" {
		return "", claim.Errorf(claim.CodeForbidden, "another site sent you here").WithHint("begin on the page to sign in")
	}
	address, flow, err := v.Accounts.BeginOIDC(v.Context(), v.Visitor(), in)
	if err == nil {
		v.SetCookie(oidcCookie, flow, time.Time{})
	}
	return address, err
}

// IdentityAdd sends whoever is signed in to the identity provider, to add what
// they are called there to the account.
func IdentityAdd(v *page.Visit) error {
	address, err := leaveFor(v, auth.OIDCInput{Next: "/account", Session: &v.Session})
	if err != nil {
		return err
	}
	http.Redirect(v.W, v.R, address, http.StatusSeeOther)
	return nil
}

// OIDCReturn takes in whoever comes back from the identity provider.
func OIDCReturn(v *page.Visit) error {
	cookie, err := v.R.Cookie(oidcCookie)
	if err != nil {
		cookie = &http.Cookie{}
	}
	v.SetCookie(oidcCookie, "", time.Time{})
	var session *signin.Session
	if v.Known() {
		session = &v.Session
	}
	out, err := v.Accounts.FinishOIDC(v.Context(), v.Visitor(), cookie.Value, v.Query("state"), v.Query("code"), session)
	if err != nil {
		return refuseSignIn(v, err)
	}
	enterAs(v, out.SignedIn)
	if out.Linked {
		return v.Done("/account", "The identity was added. Your other sessions have ended.")
	}
	return goOnTo(v, out.Next)
}

// goOnTo goes on after a sign-in that led elsewhere: to an address, or with a form
// that was cut off.
func goOnTo(v *page.Visit, next string) error {
	v.R.PostForm = url.Values{page.NextField: {next}}
	if query, ok := strings.CutPrefix(next, carriedPrefix); ok {
		if carried, err := url.ParseQuery(query); err == nil {
			v.R.PostForm = carried
		}
	}
	return v.SignedIn()
}
