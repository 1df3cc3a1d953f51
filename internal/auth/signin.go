package auth

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// refused is the one answer to a wrong handle, a wrong password and a disabled
// account: it does not tell which.
func refused() error {
	return claim.Errorf(claim.CodeUnauthenticated, "this handle and this password do not belong together").
		WithHint("check both; an admin can send you a link to set a new password")
}

// Step is what a sign-in by password came to.
type Step struct {
	SignedIn
	// Second is set if the person has to show a second factor: it goes into the
	// form of the second step, and is good for ten minutes.
	Second string
}

// SignIn checks a handle and a password. Somebody with a second factor has to
// take [Service.SecondStep] yet. It returns [claim.CodeUnauthenticated] if the
// two do not belong together, [claim.CodeForbidden] after too many attempts and
// [claim.CodeUnavailable] if too many people sign in at once. Neither what it
// answers nor the work it does tells whether there is such an account.
func (s *Service) SignIn(ctx context.Context, v Visitor, handle, password string) (Step, error) {
	here, everywhere := hereLimit(handle, v), accountLimit(handle)
	if err := s.attempt(ctx, here, everywhere, addressLimit(v)); err != nil {
		return Step{}, err
	}
	who, err := s.door.Account(ctx, strings.TrimSpace(handle))
	if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
		return Step{}, err
	}
	// Nobody signs in by an identifier: each way to write it would have a limit of its own.
	known := err == nil && strings.EqualFold(who.Handle, strings.TrimSpace(handle))
	if !known {
		who = signin.Account{}
	}
	right, err := s.checkPassword(ctx, who.ID, password)
	if err != nil {
		return Step{}, err
	}
	if !right || who.Disabled {
		return Step{}, s.refuse(ctx, who, known, people.Password, reasonFor(right))
	}
	if err := s.succeeded(ctx, here.Key, everywhere, addressLimit(v)); err != nil {
		return Step{}, err
	}
	return s.afterPassword(ctx, v, who)
}

func reasonFor(right bool) people.RefusalReason {
	if right {
		return people.AccountDisabled
	}
	return people.WrongPassword
}

// refuse notes a refusal in the stream of the account, if there is one. If there
// is none it writes too, so that it takes as long.
func (s *Service) refuse(ctx context.Context, who signin.Account, known bool, method people.CredentialKind, reason people.RefusalReason) error {
	if !known {
		if err := s.store.SweepAccounts(ctx, s.now()); err != nil {
			return err
		}
		return refused()
	}
	if err := s.door.Note(ctx, who.ID, people.NoteRefusal{Method: method, Reason: reason}); err != nil {
		return err
	}
	return refused()
}

// afterPassword signs a person in, or asks for the second factor.
func (s *Service) afterPassword(ctx context.Context, v Visitor, who signin.Account) (Step, error) {
	_, err := s.store.CredentialByKey(ctx, people.TOTP, who.ID.String())
	if claim.CodeOf(err) == claim.CodeNotFound {
		in, err := s.begin(ctx, v, who.ID, people.Password, false)
		return Step{SignedIn: in}, err
	}
	if err != nil {
		return Step{}, err
	}
	second, err := s.putFlow(ctx, flowSecondStep, who.ID, nil)
	return Step{Second: second}, err
}

// SecondStep finishes a sign-in with a code of the person's device, or one of
// the recovery codes. It returns [claim.CodeInvalid] at the field "code" for a
// wrong one, [claim.CodeForbidden] after too many, and [claim.CodeUnauthenticated]
// if the first step is too long ago.
func (s *Service) SecondStep(ctx context.Context, v Visitor, second, code string) (SignedIn, error) {
	flow, err := s.flow(ctx, flowSecondStep, second)
	if err != nil {
		return SignedIn{}, err
	}
	who, err := s.account(ctx, flow.Person)
	if err != nil {
		return SignedIn{}, err
	}
	limit := secondStepLimit(who.ID)
	if err := s.attempt(ctx, limit, addressLimit(v)); err != nil {
		return SignedIn{}, err
	}
	right, err := s.checkCode(ctx, who.ID, code)
	if err != nil {
		return SignedIn{}, err
	}
	if !right {
		return SignedIn{}, s.wrongCode(ctx, who.ID)
	}
	if _, err := s.takeFlow(ctx, flowSecondStep, second, nil); err != nil {
		return SignedIn{}, err
	}
	if err := s.succeeded(ctx, limit.Key, addressLimit(v)); err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, who.ID, people.Password, true)
}

func (s *Service) wrongCode(ctx context.Context, person uuid.UUID) error {
	if err := s.door.Note(ctx, person, people.NoteRefusal{Method: people.TOTP, Reason: people.WrongCode}); err != nil {
		return err
	}
	return badCode()
}

func badCode() error {
	return claim.Errorf(claim.CodeInvalid, "the code is not right, or was used already").
		WithField("code", "wait for the next code of your device, or use a recovery code").
		WithHint("if it never is, look whether the clock of your device is right")
}
