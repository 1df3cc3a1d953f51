package desk

import (
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/web/page"
)

// accountView is a person's own account.
type accountView struct {
	Person   staff.PersonView
	Ways     auth.Ways
	Sessions []signin.Session
	This     signin.Session // the one that looks
	Tokens   []signin.APIToken
	Scopes   []page.Option
	Others   []page.Option // who can stand in
}

// scopeOptions are the scopes of a token to choose from.
var scopeOptions = []page.Option{
	{Value: string(people.ScopeRead), Label: "Read", Hint: "looks at everything that you may see, and changes nothing"},
	{Value: string(people.ScopeWrite), Label: "Write", Hint: "all that you may do, but manage people, the desk and the engine"},
	{Value: string(people.ScopeAdmin), Label: "Admin", Hint: "everything that you may do"},
	{Value: string(people.ScopeCalendar), Label: "Calendar", Hint: "shows a calendar what stands ahead, and opens nothing else"},
}

func newAccountView(v *page.Visit) (accountView, error) {
	view := accountView{This: v.Session, Scopes: scopeOptions}
	var err error
	if view.Person, err = v.Reads.Person(v.Context(), v.Who, v.Who.ID.String()); err != nil {
		return view, err
	}
	if view.Ways, err = v.Accounts.Ways(v.Context(), v.Who.ID); err != nil {
		return view, err
	}
	if view.Sessions, err = v.Accounts.Sessions(v.Context(), v.Who.ID); err != nil {
		return view, err
	}
	if view.Tokens, err = v.Accounts.Tokens(v.Context(), v.Who.ID); err != nil {
		return view, err
	}
	view.Others, err = othersThan(v, v.Who.ID)
	return view, err
}

// AccountShow shows the account of whoever is signed in.
func AccountShow(v *page.Visit) error {
	view, err := newAccountView(v)
	if err != nil {
		return err
	}
	return v.Render("account", view)
}

// refuseAccount shows the account again, with what is wrong in one of its forms.
func refuseAccount(v *page.Visit, wrong error) error {
	view, err := newAccountView(v)
	if err != nil {
		return err
	}
	v.Forget()
	return v.Refuse("account", view, wrong)
}
