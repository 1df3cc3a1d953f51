package people

import (
	"cmp"

	"github.com/onrecord/onrecord/claim"
)

// accessRule is what decides on a command that concerns signing in. What lets a
// person in is refused to one who is disabled; what keeps somebody out never is.
func (p *Person) accessRule(body claim.Body) func() ([]claim.Fact, error) {
	switch b := body.(type) {
	case Invite:
		return func() ([]claim.Fact, error) { return p.ifEnabled(nil, PersonInvited(b)) }
	case NoteSignIn:
		return func() ([]claim.Fact, error) { return p.ifEnabled(signsIn(b.Method), SignedIn(b)) }
	case AddCredential:
		return func() ([]claim.Fact, error) {
			return p.ifEnabled(claim.OneOf("kind", b.Kind, CredentialKinds), CredentialAdded(b))
		}
	case MakeToken:
		return func() ([]claim.Fact, error) { return p.ifEnabled(claim.OneOf("scope", b.Scope, Scopes), TokenMade(b)) }
	}
	return p.endingRule(body)
}

// endingRule is what decides on a command that keeps somebody out, or notes that it did.
func (p *Person) endingRule(body claim.Body) func() ([]claim.Fact, error) {
	switch b := body.(type) {
	case NoteRefusal:
		return func() ([]claim.Fact, error) {
			return ifFits(cmp.Or(claim.OneOf("method", b.Method, CredentialKinds), claim.OneOf("reason", b.Reason, RefusalReasons)), SignInRefused(b))
		}
	case RemoveCredential:
		return func() ([]claim.Fact, error) {
			return ifFits(claim.OneOf("kind", b.Kind, CredentialKinds), CredentialRemoved(b))
		}
	case RevokeToken:
		return func() ([]claim.Fact, error) { return []claim.Fact{TokenRevoked(b)}, nil }
	case EndSession:
		return func() ([]claim.Fact, error) {
			return ifFits(claim.OneOf("reason", b.Reason, SessionEnds), SessionEnded(b))
		}
	}
	return nil
}

// ifEnabled answers with the fact if the person is not disabled and nothing is wrong.
func (p *Person) ifEnabled(wrong error, fact claim.Fact) ([]claim.Fact, error) {
	if p.Disabled {
		return nil, claim.Errorf(claim.CodeForbidden, "the account is disabled").WithHint("an admin can enable it")
	}
	return ifFits(wrong, fact)
}

func ifFits(wrong error, fact claim.Fact) ([]claim.Fact, error) {
	if wrong != nil {
		return nil, wrong
	}
	return []claim.Fact{fact}, nil
}

func signsIn(method CredentialKind) error {
	if method.SignsIn() {
		return nil
	}
	return claim.Errorf(claim.CodeInvalid, "nobody signs in by %q", method).WithField("method", "choose one of: password, passkey, oidc")
}
