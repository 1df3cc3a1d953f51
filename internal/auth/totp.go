package auth

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"image/png"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// What every authenticator app can do: SHA-1, six digits, thirty seconds (RFC 6238).
const (
	totpStep  = 30 // seconds
	totpDrift = 1  // steps, each way
	qrPixels  = 220
	// recoveryCodes is how many codes a set has.
	recoveryCodes = 10
)

// Enrolment is a second step that waits for the first code of the device.
type Enrolment struct {
	// Flow comes back with the code.
	Flow string
	// Secret is for typing, in groups of four; QR is the same as a picture, a
	// data: URL of a PNG.
	Secret, QR string
}

// BeginTOTP draws a secret for whoever is signed in, who shows the password once
// more. Nothing has changed until [Service.FinishTOTP].
func (s *Service) BeginTOTP(ctx context.Context, session signin.Session, current string) (Enrolment, error) {
	who, err := s.account(ctx, session.Person)
	if err != nil {
		return Enrolment{}, err
	}
	if err := s.confirm(ctx, session, current); err != nil {
		return Enrolment{}, err
	}
	if _, err := s.store.CredentialByKey(ctx, people.TOTP, who.ID.String()); claim.CodeOf(err) != claim.CodeNotFound {
		if err == nil {
			err = claim.Errorf(claim.CodeExists, "your second step is on already").WithHint("turn it off first, then on with the new device")
		}
		return Enrolment{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: nameOr(s.settings.Desk), AccountName: who.Handle, SecretSize: 20})
	if err != nil {
		return Enrolment{}, fmt.Errorf("auth: make a secret: %w", err)
	}
	flow, err := s.putFlow(ctx, flowTOTP, who.ID, key.URL())
	if err != nil {
		return Enrolment{}, err
	}
	return enrolmentOf(flow, key)
}

// Enrolment shows an enrolment again that has begun, as after a wrong code.
func (s *Service) Enrolment(ctx context.Context, session signin.Session, flow string) (Enrolment, error) {
	key, err := s.enrolling(ctx, session, flow)
	if err != nil {
		return Enrolment{}, err
	}
	return enrolmentOf(flow, key)
}

func (s *Service) enrolling(ctx context.Context, session signin.Session, flow string) (*otp.Key, error) {
	begun, err := s.flow(ctx, flowTOTP, flow)
	if err != nil {
		return nil, err
	}
	if begun.Person != session.Person {
		return nil, flowOver()
	}
	var text string
	if err := s.readFlow(begun, &text); err != nil {
		return nil, err
	}
	return otp.NewKeyFromURL(text)
}

func enrolmentOf(flow string, key *otp.Key) (Enrolment, error) {
	picture, err := key.Image(qrPixels, qrPixels)
	if err != nil {
		return Enrolment{}, fmt.Errorf("auth: draw a code: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return Enrolment{}, fmt.Errorf("auth: draw a code: %w", err)
	}
	return Enrolment{
		Flow: flow, Secret: grouped(key.Secret()),
		QR: "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()),
	}, nil
}

func grouped(text string) string {
	var groups []string
	for len(text) > 4 {
		groups, text = append(groups, text[:4]), text[4:]
	}
	return strings.Join(append(groups, text), " ")
}

// FinishTOTP turns the second step on, once the device has shown a right code.
// It returns recovery codes, which are shown once. The person's other sessions
// end, and this one gets another token.
func (s *Service) FinishTOTP(ctx context.Context, session signin.Session, flow, code string) (SignedIn, []string, error) {
	key, err := s.enrolling(ctx, session, flow)
	if err != nil {
		return SignedIn{}, nil, err
	}
	limit := secondStepLimit(session.Person)
	if err := s.attempt(ctx, limit); err != nil {
		return SignedIn{}, nil, err
	}
	step := stepOf(key.Secret(), code, s.now())
	if step < 0 {
		return SignedIn{}, nil, badCode()
	}
	if _, err := s.takeFlow(ctx, flowTOTP, flow, nil); err != nil {
		return SignedIn{}, nil, err
	}
	if err := s.store.Forgive(ctx, limit.Key); err != nil {
		return SignedIn{}, nil, err
	}
	if err := s.keepTOTP(ctx, session.Person, key.Secret(), step); err != nil {
		return SignedIn{}, nil, err
	}
	codes, err := s.newRecoveryCodes(ctx, session.Person)
	if err != nil {
		return SignedIn{}, nil, err
	}
	in, err := s.renew(ctx, session)
	return in, codes, err
}

func (s *Service) keepTOTP(ctx context.Context, person uuid.UUID, secret string, step int64) error {
	sealed, err := s.sealer.Seal([]byte(secret), totpSeal(person))
	if err != nil {
		return err
	}
	return s.addCredential(ctx, signin.Credential{
		ID: uuid.New(), Person: person, Kind: people.TOTP, Key: person.String(), Secret: sealed, Count: step, MadeAt: s.now(),
	})
}

// totpSeal binds a sealed secret to its owner: it cannot be moved to another row.
func totpSeal(person uuid.UUID) []byte { return []byte("totp " + person.String()) }

// stepOf is the time step in which a code is right, or -1.
func stepOf(secret, code string, now time.Time) int64 {
	code = strings.Join(strings.Fields(code), "")
	current := now.Unix() / totpStep
	found := int64(-1)
	for step := current - totpDrift; step <= current+totpDrift; step++ {
		want, err := hotp.GenerateCode(secret, uint64(step))
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	return found
}

// checkCode reports whether a code is right: of the device, in a step that was
// not used yet (RFC 6238 section 5.2), or a recovery code that is left.
func (s *Service) checkCode(ctx context.Context, person uuid.UUID, code string) (bool, error) {
	stored, err := s.store.CredentialByKey(ctx, people.TOTP, person.String())
	if err != nil {
		return false, err
	}
	secret, err := s.sealer.Open(stored.Secret, totpSeal(person))
	if err != nil {
		return false, err
	}
	step := stepOf(string(secret), code, s.now())
	if step < 0 {
		return s.useRecoveryCode(ctx, person, code)
	}
	if step <= stored.Count {
		return false, nil
	}
	before := stored.Count
	stored.Count, stored.UsedAt = step, s.now()
	return s.store.UseCredential(ctx, stored, before)
}

// RemoveTOTP turns the second step off for whoever is signed in, who shows the
// password once more. Recovery codes go with it. The person's other sessions
// end, and this one gets another token.
func (s *Service) RemoveTOTP(ctx context.Context, session signin.Session, current string) (SignedIn, error) {
	if err := s.confirm(ctx, session, current); err != nil {
		return SignedIn{}, err
	}
	if err := s.removeKinds(ctx, session.Person, people.TOTP, people.Recovery); err != nil {
		return SignedIn{}, err
	}
	return s.renew(ctx, session)
}
