package page

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// A session can end while somebody types. What was sent then is carried through
// the sign-in: the page to sign in holds it, and afterwards offers to send it.

// Fields that carry a form through the sign-in.
const (
	NextField  = "_next"  // where to go afterwards
	CarryField = "_carry" // a form that was sent without a session, URL-encoded
)

// maxCarried is how large a form with files may be of which the words are carried.
const maxCarried = 32 << 20

// carriedView is a form to send again.
type carriedView struct {
	Action string
	Fields []typed
}

// SignIn is the page to sign in: where somebody was going, and the ways in
// that this desk has.
type SignIn struct {
	Next           string
	Carry          string
	Passkeys, OIDC bool
}

// askToSignIn shows the page to sign in, and keeps what was asked for.
func (v *Visit) askToSignIn() {
	view := v.signInView(v.R.URL.RequestURI(), "")
	status := http.StatusUnauthorized
	switch {
	case v.R.Method == http.MethodPost:
		view.Carry = v.carry()
	case v.Fragment():
		v.W.WriteHeader(status)
		return
	default:
		http.Redirect(v.W, v.R, "/signin?next="+url.QueryEscape(view.Next), http.StatusSeeOther)
		return
	}
	if err := v.showSignIn(status, view); err != nil {
		v.fail(err)
	}
}

// carry is the form that was sent, without anything secret and without files.
func (v *Visit) carry() string {
	if v.multipart() {
		_, _ = v.Upload(maxCarried) // what cannot be read cannot be carried
	}
	kept := url.Values{}
	for name, values := range v.R.PostForm {
		if !secret(name) {
			kept[name] = values
		}
	}
	return kept.Encode()
}

// SignedIn goes on after the sign-in: to where somebody was going, or to the
// form that was cut off.
func (v *Visit) SignedIn() error {
	next := Local(v.Form(NextField))
	carried, err := url.ParseQuery(v.Form(CarryField))
	if err != nil || len(carried) == 0 {
		return v.Redirect(next)
	}
	view := carriedView{Action: next}
	for name, values := range carried {
		for _, value := range values {
			view.Fields = append(view.Fields, typed{name, value})
		}
	}
	slices.SortStableFunc(view.Fields, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	return v.Render("carried", view)
}

func (v *Visit) signInView(next, carried string) SignIn {
	return SignIn{Next: next, Carry: carried, Passkeys: v.site.Accounts.HasPasskeys(), OIDC: v.site.Accounts.HasOIDC()}
}

// showSignIn shows the page to sign in.
func (v *Visit) showSignIn(status int, view SignIn) error {
	return v.RenderStatus(status, "signin", view)
}

// SignInAgain shows the page to sign in again, with what is wrong.
func (v *Visit) SignInAgain(err error) error { return v.Refuse("signin", v.Going(), err) }

// ToSignIn shows the page to sign in to whoever has not, and goes on to an address of this desk.
func (v *Visit) ToSignIn(next string) error {
	return v.showSignIn(http.StatusOK, v.signInView(next, ""))
}

// Going is where somebody was going, as the forms to sign in carry it.
func (v *Visit) Going() SignIn {
	return v.signInView(Local(v.Form(NextField)), v.Form(CarryField))
}
