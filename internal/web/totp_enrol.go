package web

import (
	"html/template"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
)

// totpBegin shows the secret of a second step that is not turned on yet.
func (s *Site) totpBegin(v *visit) error {
	enrolment, err := s.Accounts.BeginTOTP(v.ctx(), v.session, v.form("current_password"))
	if err != nil {
		return v.refuseAccount(err)
	}
	return v.render("totp_enrol", enrolment)
}

// totpFinish turns the second step on, and shows the recovery codes once.
func (s *Site) totpFinish(v *visit) error {
	flow := v.form("flow_token")
	in, codes, err := s.Accounts.FinishTOTP(v.ctx(), v.session, flow, v.form("code"))
	switch claim.CodeOf(err) {
	case "":
		v.enterAs(in)
		return v.render("totp_codes", codes)
	case claim.CodeUnauthenticated:
		return v.refuseAccount(claim.Errorf(claim.CodeInvalid, "this took too long, or was done already").WithHint("begin again"))
	}
	var enrolment auth.Enrolment
	enrolment, again := s.Accounts.Enrolment(v.ctx(), v.session, flow)
	if again != nil {
		return v.refuseAccount(err)
	}
	v.forget()
	return v.refuse("totp_enrol", enrolment, err)
}

// totpRemove turns the second step off.
func (s *Site) totpRemove(v *visit) error {
	in, err := s.Accounts.RemoveTOTP(v.ctx(), v.session, v.form("current_password"))
	if err != nil {
		return v.refuseAccount(err)
	}
	v.enterAs(in)
	return v.done("/account", "The second step is off. Your other sessions have ended.")
}

// codesRenew replaces the recovery codes, and shows them once.
func (s *Site) codesRenew(v *visit) error {
	codes, err := s.Accounts.RenewRecoveryCodes(v.ctx(), v.session, v.form("current_password"))
	if err != nil {
		return v.refuseAccount(err)
	}
	return v.render("totp_codes", codes)
}

// picture lets a page show a picture that is made here. Anything else that says
// it is one is left out.
func picture(address string) template.URL {
	if !strings.HasPrefix(address, "data:image/png;base64,") {
		return ""
	}
	return template.URL(address) //nolint:gosec // made of base64 alone, see [auth.Enrolment]
}
