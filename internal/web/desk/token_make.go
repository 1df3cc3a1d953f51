package desk

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// tokenMadeView is a new API token, which is shown this once.
type tokenMadeView struct {
	Text  string
	Token signin.APIToken
	URL   string // of the desk

	Calendars []operation.CalendarAddress // of a token for them
}

// TokenMake makes an API token and shows it.
func TokenMake(v *page.Visit) error {
	life, err := lifeOf(v, "days")
	if err != nil {
		return refuseAccount(v, err)
	}
	in := auth.TokenInput{Label: v.Form("label"), Scope: people.Scope(v.Form("scope")), Life: life}
	if key, err := uuid.Parse(v.Form(page.KeyField)); err == nil {
		in.ID = claim.DerivedID("token", v.Who.ID.String(), key.String())
	}
	text, token, err := v.Accounts.MakeToken(v.Context(), v.Who.ID, in)
	if err != nil {
		return refuseAccount(v, err)
	}
	view := tokenMadeView{Text: text, Token: token, URL: strings.TrimSuffix(v.URL.String(), "/")}
	if token.Scope == people.ScopeCalendar {
		view.Calendars = operation.Calendars(text)
	}
	v.W.Header().Set("Cache-Control", "private, no-store")
	return v.Render("token_made", view)
}

// lifeOf reads a number of days; none gives 0.
func lifeOf(v *page.Visit, name string) (time.Duration, error) {
	text := v.Form(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1830 {
		return 0, page.FieldError(name, "write a number of days between 1 and 1830, or none")
	}
	return time.Duration(n) * 24 * time.Hour, nil
}

// TokenRevoke ends an API token. One that is over is no error.
func TokenRevoke(v *page.Visit) error {
	id, err := v.ID("token")
	if err != nil {
		return err
	}
	err = v.Accounts.RevokeToken(v.Context(), v.Who.ID, id)
	if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
		return err
	}
	return v.Done("/account", "The token was revoked.")
}
