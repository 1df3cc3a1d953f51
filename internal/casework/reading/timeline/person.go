package timeline

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// whose says whose account an entry is about, unless it is the actor's own.
func (t teller) whose(e claim.Entry) string {
	if e.Actor.ID == e.Stream.ID {
		return ""
	}
	return t.People[e.Stream.ID] + ": "
}

// personText puts an entry in the stream of a person into words.
func (t teller) personText(fact claim.Fact) string {
	switch f := fact.(type) {
	case people.PersonAway:
		return fmt.Sprintf("away from %s until %s; %s is the deputy", t.Moment(f.From), t.Moment(f.To), t.People[f.Deputy])
	case people.NoticesChosen:
		return "chose how to be told what waits"
	case people.PersonBack:
		return "back, or not gone at all; the deputy stands in no more"
	case people.PersonAdded:
		return "joined the desk as " + casework.RolesText(f.Roles)
	case people.RolesChanged:
		if len(f.Roles) == 0 {
			return "has no role any more"
		}
		return "has these roles now: " + casework.RolesText(f.Roles)
	case people.ProfileChanged:
		return "changed name or address"
	case people.PersonDisabled:
		return "account disabled; every session and token ended"
	case people.PersonEnabled:
		return "account enabled"
	case people.PersonInvited:
		return "invited by a one-time link, good until " + t.Moment(f.EndsAt)
	}
	return t.accessText(fact)
}

func (t teller) accessText(fact claim.Fact) string {
	switch f := fact.(type) {
	case people.SignedIn:
		if f.SecondFactor {
			return fmt.Sprintf("signed in by %s, with two factors", methodText(f.Method))
		}
		return "signed in by " + methodText(f.Method)
	case people.SignInRefused:
		return fmt.Sprintf("refused to sign in by %s: %s", methodText(f.Method), f.Reason)
	case people.CredentialAdded:
		return "new way to sign in: " + methodText(f.Kind)
	case people.CredentialRemoved:
		return "way to sign in removed: " + methodText(f.Kind)
	case people.TokenMade:
		if f.EndsAt.IsZero() {
			return fmt.Sprintf("API token made: %s, without end", f.Scope)
		}
		return fmt.Sprintf("API token made: %s, until %s", f.Scope, t.Moment(f.EndsAt))
	case people.TokenRevoked:
		return "API token revoked"
	case people.SessionEnded:
		return "session ended: " + string(f.Reason)
	}
	return hookText(fact)
}

// hookText puts what happened to a webhook into words, of a person or of the desk.
func hookText(fact claim.Fact) string {
	switch f := fact.(type) {
	case people.WebhookSet:
		return "notices go to a webhook of " + string(f.Kind)
	case people.WebhookRemoved:
		return "notices go to no webhook any more"
	case people.WebhookStopped:
		return "the webhook refused a notice, and is told nothing until it is set anew"
	}
	return plainKind(fact)
}

// methods says how a way to sign in is called.
var methods = map[people.CredentialKind]string{
	people.TOTP: "a code from a device", people.Recovery: "recovery codes", people.OIDC: "the identity provider",
}

func methodText(kind people.CredentialKind) string {
	if text, ok := methods[kind]; ok {
		return text
	}
	return string(kind)
}
