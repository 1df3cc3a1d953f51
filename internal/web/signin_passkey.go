package web

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
)

// json answers the script.
func (v *visit) json(status int, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("web: encode an answer: %w", err)
	}
	v.w.Header().Set("Content-Type", "application/json")
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(status)
	_, _ = v.w.Write(text) // the browser may have gone
	return nil
}

// ceremony answers the script that wants to use or make a passkey: with what the
// browser needs for that, or with a sentence.
func (v *visit) ceremony(c auth.Ceremony, err error) error {
	if err != nil {
		e := v.explain(err)
		return v.json(statusOf(err), map[string]string{"error": sentence(e.Message) + " " + sentence(e.Hint)})
	}
	return v.json(http.StatusOK, map[string]any{"options": c.Options, "flow": c.Flow})
}

// passkeyBegin begins a sign-in by passkey, for the script.
func (s *Site) passkeyBegin(v *visit) error {
	return v.ceremony(s.Accounts.BeginPasskeySignIn(v.ctx(), v.visitor()))
}

// passkeySignIn checks what the authenticator answered.
func (s *Site) passkeySignIn(v *visit) error {
	in, err := s.Accounts.FinishPasskeySignIn(v.ctx(), v.visitor(), v.form("flow_token"), []byte(v.form("answer_token")))
	if err != nil {
		return v.refuseSignIn(err)
	}
	v.enterAs(in)
	return v.signedIn()
}

// passkeyNew begins to make a passkey, for the script.
func (s *Site) passkeyNew(v *visit) error {
	return v.ceremony(s.Accounts.BeginPasskey(v.ctx(), v.session, v.form("current_password")))
}

// passkeyAdd keeps the passkey that the authenticator made.
func (s *Site) passkeyAdd(v *visit) error {
	in, err := s.Accounts.FinishPasskey(v.ctx(), v.session, v.form("flow_token"), v.form("label"), []byte(v.form("answer_token")))
	if claim.CodeOf(err) == claim.CodeUnauthenticated {
		err = claim.Errorf(claim.CodeInvalid, "this took too long, or was done already").WithHint("begin again")
	}
	if err != nil {
		return v.refuseAccount(err)
	}
	v.enterAs(in)
	return v.done("/account", "The passkey was added. Your other sessions have ended.")
}
