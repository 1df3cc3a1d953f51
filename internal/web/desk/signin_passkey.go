package desk

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/web/page"
)

// writeJSON answers the script.
func writeJSON(v *page.Visit, status int, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("web: encode an answer: %w", err)
	}
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("Cache-Control", "no-store")
	v.W.WriteHeader(status)
	_, _ = v.W.Write(text) // the browser may have gone
	return nil
}

// ceremony answers the script that wants to use or make a passkey: with what the
// browser needs for that, or with a sentence.
func ceremony(v *page.Visit, c auth.Ceremony, err error) error {
	if err != nil {
		e := v.Explain(err)
		return writeJSON(v, page.StatusOf(err), map[string]string{"error": page.Sentence(e.Message) + " " + page.Sentence(e.Hint)})
	}
	return writeJSON(v, http.StatusOK, map[string]any{"options": c.Options, "flow": c.Flow})
}

// PasskeyBegin begins a sign-in by passkey, for the script.
func PasskeyBegin(v *page.Visit) error {
	begun, err := v.Accounts.BeginPasskeySignIn(v.Context(), v.Visitor())
	return ceremony(v, begun, err)
}

// PasskeySignIn checks what the authenticator answered.
func PasskeySignIn(v *page.Visit) error {
	in, err := v.Accounts.FinishPasskeySignIn(v.Context(), v.Visitor(), v.Form("flow_token"), []byte(v.Form("answer_token")))
	if err != nil {
		return refuseSignIn(v, err)
	}
	enterAs(v, in)
	return v.SignedIn()
}

// PasskeyNew begins to make a passkey, for the script.
func PasskeyNew(v *page.Visit) error {
	begun, err := v.Accounts.BeginPasskey(v.Context(), v.Session, v.Form("current_password"))
	return ceremony(v, begun, err)
}

// PasskeyAdd keeps the passkey that the authenticator made.
func PasskeyAdd(v *page.Visit) error {
	in, err := v.Accounts.FinishPasskey(v.Context(), v.Session, v.Form("flow_token"), v.Form("label"), []byte(v.Form("answer_token")))
	if claim.CodeOf(err) == claim.CodeUnauthenticated {
		err = claim.Errorf(claim.CodeInvalid, "this took too long, or was done already").WithHint("begin again")
	}
	if err != nil {
		return refuseAccount(v, err)
	}
	enterAs(v, in)
	return v.Done("/account", "The passkey was added. Your other sessions have ended.")
}
