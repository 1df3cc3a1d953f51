package web

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
	nextField  = "_next"  // where to go afterwards
	carryField = "_carry" // a form that was sent without a session, URL-encoded
)

// maxCarried is how large a form with files may be of which the words are carried.
const maxCarried = 32 << 20

// carriedView is a form to send again.
type carriedView struct {
	Action string
	Fields []typed
}

// signInView is what the page to sign in needs to know of where somebody was going.
type signInView struct {
	Next  string
	Carry string
}

// askToSignIn shows the page to sign in, and keeps what was asked for.
func (v *visit) askToSignIn() {
	view := signInView{Next: v.r.URL.RequestURI()}
	status := http.StatusUnauthorized
	switch {
	case v.r.Method == http.MethodPost:
		view.Carry = v.carry()
	case v.fragment():
		v.w.WriteHeader(status)
		return
	default:
		http.Redirect(v.w, v.r, "/signin?next="+url.QueryEscape(view.Next), http.StatusSeeOther)
		return
	}
	if err := v.site.signInPage(v, status, view); err != nil {
		v.fail(err)
	}
}

// carry is the form that was sent, without anything secret and without files.
func (v *visit) carry() string {
	if v.multipart() {
		_, _ = v.upload(maxCarried) // what cannot be read cannot be carried
	}
	kept := url.Values{}
	for name, values := range v.r.PostForm {
		if !secret(name) {
			kept[name] = values
		}
	}
	return kept.Encode()
}

// signedIn goes on after the sign-in: to where somebody was going, or to the
// form that was cut off.
func (v *visit) signedIn() error {
	next := local(v.form(nextField))
	carried, err := url.ParseQuery(v.form(carryField))
	if err != nil || len(carried) == 0 {
		return v.redirect(next)
	}
	view := carriedView{Action: next}
	for name, values := range carried {
		for _, value := range values {
			view.Fields = append(view.Fields, typed{name, value})
		}
	}
	slices.SortStableFunc(view.Fields, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	return v.render("carried", view)
}
