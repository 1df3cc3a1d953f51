package apitest

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// noServers implements [operation.Mail] as a desk without mail servers does.
type noServers struct{}

// MailStatus implements [operation.Mail].
func (noServers) MailStatus(context.Context) (operation.MailStatus, error) {
	return operation.MailStatus{SignIn: "password"}, nil
}

// TestMail implements [operation.Mail].
func (noServers) TestMail(context.Context, operation.MailTestInput) (operation.MailTest, error) {
	return operation.MailTest{}, claim.Errorf(claim.CodeInvalid, "no mail server is configured")
}

// AllowMail implements [operation.Mail].
func (noServers) AllowMail(context.Context, operation.MailAllowInput) (operation.MailAllowing, error) {
	return operation.MailAllowing{}, claim.Errorf(claim.CodeInvalid, "the desk signs in with a password")
}

// FinishAllowMail implements [operation.Mail].
func (noServers) FinishAllowMail(context.Context, operation.MailAllowedInput) (operation.MailAllowState, error) {
	return operation.MailAllowState{}, claim.Errorf(claim.CodeNotFound, "this sign-in was not begun here, or is over")
}
