package web

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// tokenMadeView is a new API token, which is shown this once.
type tokenMadeView struct {
	Text  string
	Token signin.APIToken
	URL   string // of the desk
}

// tokenMake makes an API token and shows it.
func (s *Site) tokenMake(v *visit) error {
	life, err := v.days("days")
	if err != nil {
		return v.refuseAccount(err)
	}
	in := auth.TokenInput{Label: v.form("label"), Scope: people.Scope(v.form("scope")), Life: life}
	if key, err := uuid.Parse(v.form(keyField)); err == nil {
		in.ID = claim.DerivedID("token", v.who.ID.String(), key.String())
	}
	text, token, err := s.Accounts.MakeToken(v.ctx(), v.who.ID, in)
	if err != nil {
		return v.refuseAccount(err)
	}
	return v.render("token_made", tokenMadeView{text, token, s.URL.String()})
}

// days reads a number of days; none gives 0.
func (v *visit) days(name string) (time.Duration, error) {
	text := v.form(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1830 {
		return 0, fieldError(name, "write a number of days between 1 and 1830, or none")
	}
	return time.Duration(n) * 24 * time.Hour, nil
}

// tokenRevoke ends an API token. One that is over is no error.
func (s *Site) tokenRevoke(v *visit) error {
	id, err := v.id("token")
	if err != nil {
		return err
	}
	err = s.Accounts.RevokeToken(v.ctx(), v.who.ID, id)
	if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
		return err
	}
	return v.done("/account", "The token was revoked.")
}
