package claim

import "cmp"

// accessRule is what decides on a command that concerns signing in. What lets a
// person in is refused to one who is disabled; what keeps somebody out never is.
func (p *Person) accessRule(body Body) func() ([]Fact, error) {
	switch b := body.(type) {
	case Invite:
		return func() ([]Fact, error) { return p.ifEnabled(nil, PersonInvited(b)) }
	case NoteSignIn:
		return func() ([]Fact, error) { return p.ifEnabled(signsIn(b.Method), SignedIn(b)) }
	case AddCredential:
		return func() ([]Fact, error) {
			return p.ifEnabled(oneOf("kind", b.Kind, CredentialKinds), CredentialAdded(b))
		}
	case MakeToken:
		return func() ([]Fact, error) { return p.ifEnabled(oneOf("scope", b.Scope, Scopes), TokenMade(b)) }
	}
	return p.endingRule(body)
}

// endingRule is what decides on a command that keeps somebody out, or notes that it did.
func (p *Person) endingRule(body Body) func() ([]Fact, error) {
	switch b := body.(type) {
	case NoteRefusal:
		return func() ([]Fact, error) {
			return ifFits(cmp.Or(oneOf("method", b.Method, CredentialKinds), oneOf("reason", b.Reason, RefusalReasons)), SignInRefused(b))
		}
	case RemoveCredential:
		return func() ([]Fact, error) { return ifFits(oneOf("kind", b.Kind, CredentialKinds), CredentialRemoved(b)) }
	case RevokeToken:
		return func() ([]Fact, error) { return []Fact{TokenRevoked(b)}, nil }
	case EndSession:
		return func() ([]Fact, error) { return ifFits(oneOf("reason", b.Reason, SessionEnds), SessionEnded(b)) }
	}
	return nil
}

// ifEnabled answers with the fact if the person is not disabled and nothing is wrong.
func (p *Person) ifEnabled(wrong error, fact Fact) ([]Fact, error) {
	if p.Disabled {
		return nil, Errorf(CodeForbidden, "the account is disabled").WithHint("an admin can enable it")
	}
	return ifFits(wrong, fact)
}

func ifFits(wrong error, fact Fact) ([]Fact, error) {
	if wrong != nil {
		return nil, wrong
	}
	return []Fact{fact}, nil
}

func signsIn(method CredentialKind) error {
	if method.SignsIn() {
		return nil
	}
	return Errorf(CodeInvalid, "nobody signs in by %q", method).WithField("method", "choose one of: password, passkey, oidc")
}
