package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"slices"
	"time"

	"golang.org/x/oauth2"

	"github.com/onrecord/onrecord/claim"
)

// pending is a sign-in that a person has begun.
type pending struct {
	verifier, redirect, device string
	ends                       time.Time
}

// Bounds of sign-ins that were begun.
const (
	maxPending  = 20
	pendingLife = 15 * time.Minute
)

// Begun is what a person has to do to allow the desk in.
type Begun struct {
	// ID names the sign-in that was begun; it is the state of the web page, too.
	ID string
	// URL is the web page to open.
	URL string
	// Code is to be typed in there, in [DeviceFlow].
	Code string
	// Every is how often to ask whether it is done, in [DeviceFlow].
	Every time.Duration
	Ends  time.Time
}

// Begin begins to allow the desk in. redirect is where the web page sends the person afterwards, in [CodeFlow].
// [ClientFlow] needs no person: Begin gets a token, and there is no more to do.
func (o *OAuth) Begin(ctx context.Context, redirect string) (Begun, error) {
	if !slices.Contains(o.config.Provider.Flows, o.config.Flow) {
		return Begun{}, claim.Errorf(claim.CodeInvalid, "%s gives no token for mail by the flow %q", o.config.Provider.Name, o.config.Flow).
			WithHint("set mail_oauth_flow to %s", o.config.Provider.Flows[0])
	}
	begun := Begun{ID: rand.Text(), Ends: o.config.Now().Add(pendingLife)}
	p := pending{redirect: redirect, ends: begun.Ends}
	switch o.config.Flow {
	case ClientFlow:
		_, err := o.access(ctx)
		return Begun{}, err
	case DeviceFlow:
		answer, err := o.oauth("").DeviceAuth(o.client(ctx))
		if err != nil {
			return Begun{}, o.explain(err)
		}
		p.device, begun.URL, begun.Code = answer.DeviceCode, answer.VerificationURI, answer.UserCode
		begun.Every = time.Duration(max(answer.Interval, 5)) * time.Second // RFC 8628 section 3.2
	case CodeFlow:
		p.verifier = oauth2.GenerateVerifier()
		begun.URL = o.oauth(redirect).AuthCodeURL(begun.ID, append(o.config.Provider.options(), oauth2.S256ChallengeOption(p.verifier))...)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	maps.DeleteFunc(o.pending, func(_ string, was pending) bool { return was.ends.Before(o.config.Now()) })
	if len(o.pending) >= maxPending {
		return Begun{}, claim.Errorf(claim.CodeConflict, "too many sign-ins were begun and not finished").WithHint("try again in a quarter of an hour")
	}
	o.pending[begun.ID] = p
	return begun, nil
}

// Finish ends what was begun: with the code that the web page sent the person back with, or, in [DeviceFlow], without one.
// done is false while the person has not done it yet.
func (o *OAuth) Finish(ctx context.Context, id, code string) (done bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p, ok := o.pending[id]
	if !ok || p.ends.Before(o.config.Now()) {
		return false, claim.Errorf(claim.CodeNotFound, "this sign-in was not begun here, or is over").WithHint("begin again: onrecord mail setup")
	}
	token, err := o.exchange(ctx, p, code)
	var said *oauth2.RetrieveError
	if errors.As(err, &said) && slices.Contains([]string{"authorization_pending", "slow_down"}, said.ErrorCode) {
		return false, nil
	}
	delete(o.pending, id) // a code is good once
	switch {
	case errors.As(err, &said) && slices.Contains([]string{"access_denied", "authorization_declined"}, said.ErrorCode):
		return false, claim.Errorf(claim.CodeForbidden, "whoever was asked at %s has said no", o.config.Provider.Name)
	case errors.As(err, &said) && slices.Contains([]string{"expired_token", "invalid_grant", "bad_verification_code"}, said.ErrorCode):
		return false, claim.Errorf(claim.CodeNotFound, "the code of this sign-in is over").WithHint("begin again: onrecord mail setup")
	case err != nil:
		return false, o.explain(err)
	case token.RefreshToken == "":
		return false, claim.Errorf(claim.CodeInvalid, "%s gave a token that cannot be renewed", o.config.Provider.Name).
			WithHint("take the desk's access away in the settings of the account, and begin again")
	}
	if err := o.remember(ctx, token); err != nil {
		return false, err
	}
	o.token = token
	return true, nil
}

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

func (o *OAuth) exchange(ctx context.Context, p pending, code string) (*oauth2.Token, error) {
	if p.device != "" {
		return o.oauth("").Exchange(o.client(ctx), "", oauth2.SetAuthURLParam("grant_type", deviceGrant), oauth2.SetAuthURLParam("device_code", p.device))
	}
	return o.oauth(p.redirect).Exchange(o.client(ctx), code, oauth2.VerifierOption(p.verifier))
}
