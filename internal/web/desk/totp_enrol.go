package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/web/page"
)

// TOTPBegin shows the secret of a second step that is not turned on yet.
func TOTPBegin(v *page.Visit) error {
	enrolment, err := v.Accounts.BeginTOTP(v.Context(), v.Session, v.Form("current_password"))
	if err != nil {
		return refuseAccount(v, err)
	}
	return v.Render("totp_enrol", enrolment)
}

// TOTPFinish turns the second step on, and shows the recovery codes once.
func TOTPFinish(v *page.Visit) error {
	flow := v.Form("flow_token")
	in, codes, err := v.Accounts.FinishTOTP(v.Context(), v.Session, flow, v.Form("code"))
	switch claim.CodeOf(err) {
	case "":
		enterAs(v, in)
		return v.Render("totp_codes", codes)
	case claim.CodeUnauthenticated:
		return refuseAccount(v, claim.Errorf(claim.CodeInvalid, "this took too long, or was done already").WithHint("begin again"))
	}
	var enrolment auth.Enrolment
	enrolment, again := v.Accounts.Enrolment(v.Context(), v.Session, flow)
	if again != nil {
		return refuseAccount(v, err)
	}
	v.Forget()
	return v.Refuse("totp_enrol", enrolment, err)
}

// TOTPRemove turns the second step off.
func TOTPRemove(v *page.Visit) error {
	in, err := v.Accounts.RemoveTOTP(v.Context(), v.Session, v.Form("current_password"))
	if err != nil {
		return refuseAccount(v, err)
	}
	enterAs(v, in)
	return v.Done("/account", "The second step is off. Your other sessions have ended.")
}

// CodesRenew replaces the recovery codes, and shows them once.
func CodesRenew(v *page.Visit) error {
	codes, err := v.Accounts.RenewRecoveryCodes(v.Context(), v.Session, v.Form("current_password"))
	if err != nil {
		return refuseAccount(v, err)
	}
	return v.Render("totp_codes", codes)
}
