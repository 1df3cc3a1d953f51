package web

import (
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
)

// accountView is a person's own account.
type accountView struct {
	Person   casework.PersonView
	Ways     auth.Ways
	Sessions []signin.Session
	This     signin.Session // the one that looks
	Tokens   []signin.APIToken
	Scopes   []option
	Others   []option // who can stand in
}

// scopeOptions are the scopes of a token to choose from.
var scopeOptions = []option{
	{string(people.ScopeRead), "Read", "looks at everything that you may see, and changes nothing"},
	{string(people.ScopeWrite), "Write", "all that you may do, but manage people, the desk and the engine"},
	{string(people.ScopeAdmin), "Admin", "everything that you may do"},
}

func (v *visit) accountView() (accountView, error) {
	view := accountView{This: v.session, Scopes: scopeOptions}
	var err error
	if view.Person, err = v.site.Reads.Person(v.ctx(), v.who, v.who.ID.String()); err != nil {
		return view, err
	}
	if view.Ways, err = v.site.Accounts.Ways(v.ctx(), v.who.ID); err != nil {
		return view, err
	}
	if view.Sessions, err = v.site.Accounts.Sessions(v.ctx(), v.who.ID); err != nil {
		return view, err
	}
	if view.Tokens, err = v.site.Accounts.Tokens(v.ctx(), v.who.ID); err != nil {
		return view, err
	}
	view.Others, err = v.others(v.who.ID)
	return view, err
}

// accountShow shows the account of whoever is signed in.
func (s *Site) accountShow(v *visit) error {
	view, err := v.accountView()
	if err != nil {
		return err
	}
	return v.render("account", view)
}

// refuseAccount shows the account again, with what is wrong in one of its forms.
func (v *visit) refuseAccount(wrong error) error {
	view, err := v.accountView()
	if err != nil {
		return err
	}
	v.forget()
	return v.refuse("account", view, wrong)
}
