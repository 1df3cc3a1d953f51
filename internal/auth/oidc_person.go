package auth

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// mapped marks an identity whose person was made by it: its groups decide what
// the person may do. One that a person has added to an account does not.
const (
	mapped = "mapped"
	added  = "added"
)

// signInByIdentity signs a person in whose identity is known. Of one who is not
// known, the mapping decides: who has a role by it joins the desk. An account
// is never found by name or e-mail address: those are the provider's to choose.
func (s *Service) signInByIdentity(ctx context.Context, v Visitor, who identity) (SignedIn, error) {
	stored, err := s.store.CredentialByKey(ctx, people.OIDC, who.key())
	if claim.CodeOf(err) == claim.CodeNotFound {
		return s.joinByMapping(ctx, v, who)
	}
	if err != nil {
		return SignedIn{}, err
	}
	account, err := s.door.Account(ctx, stored.Person.String())
	if err != nil {
		return SignedIn{}, err
	}
	if account.Disabled {
		return SignedIn{}, s.refuseIdentity(ctx, account.ID, people.AccountDisabled, notAllowed())
	}
	if string(stored.Secret) == mapped {
		if err := s.follow(ctx, account, who); err != nil {
			return SignedIn{}, err
		}
	}
	before := stored.Count
	stored.Count, stored.UsedAt = before+1, s.now()
	if _, err := s.store.UseCredential(ctx, stored, before); err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, account.ID, people.OIDC, who.twoFactors)
}

// follow gives a person the roles that the groups say now. Who has none any more
// loses them all, so that sessions and tokens of before are good for nothing, and is
// not let in; roles that the desk's rules hold, as those of its last admin, stay.
func (s *Service) follow(ctx context.Context, account signin.Account, who identity) error {
	roles := s.provider.roles(who.groups)
	err := s.door.Follow(ctx, account.ID, roles)
	if err != nil && claim.CodeOf(err) != claim.CodePolicy {
		return err
	}
	if len(roles) == 0 {
		return s.refuseIdentity(ctx, account.ID, people.NotMapped, notMapped())
	}
	return nil
}

func (s *Service) refuseIdentity(ctx context.Context, person uuid.UUID, reason people.RefusalReason, answer error) error {
	if err := s.door.Note(ctx, person, people.NoteRefusal{Method: people.OIDC, Reason: reason}); err != nil {
		return err
	}
	return answer
}

func notMapped() error {
	return claim.Errorf(claim.CodeForbidden, "your account at the identity provider gives you no role on this desk").
		WithHint("ask an admin of the desk to add you to a group that does")
}

func notAllowed() error {
	return claim.Errorf(claim.CodeForbidden, "you cannot sign in to this desk").WithHint("ask an admin of the desk")
}

// joinByMapping adds a person, or finishes what a crash has left half done.
func (s *Service) joinByMapping(ctx context.Context, v Visitor, who identity) (SignedIn, error) {
	roles := s.provider.roles(who.groups)
	if len(roles) == 0 {
		return SignedIn{}, notMapped()
	}
	account, err := s.join(ctx, who, roles)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.mayFinish(ctx, account); err != nil {
		return SignedIn{}, err
	}
	if err := s.follow(ctx, account, who); err != nil {
		return SignedIn{}, err
	}
	if err := s.addIdentity(ctx, account.ID, who, mapped); err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, account.ID, people.OIDC, who.twoFactors)
}

// mayFinish refuses to tie an identity to a person who had it before: it was
// taken away, and does not come back by itself.
func (s *Service) mayFinish(ctx context.Context, account signin.Account) error {
	if account.Disabled {
		return s.refuseIdentity(ctx, account.ID, people.AccountDisabled, notAllowed())
	}
	ways, err := s.store.Credentials(ctx, account.ID)
	if err != nil || account.SignedInAt.IsZero() && len(ways) == 0 {
		return err
	}
	return s.refuseIdentity(ctx, account.ID, people.IdentityRemoved, claim.Errorf(claim.CodeForbidden,
		"this identity was removed from your account").WithHint("sign in another way and add it again, or ask an admin of the desk for a link"))
}

// handlesTried is how many handles are tried for a person whose own is taken.
const handlesTried = 20

func (s *Service) join(ctx context.Context, who identity, roles []claim.Role) (signin.Account, error) {
	handle := handleOf(who)
	for n := 1; ; n++ {
		account := signin.Account{Handle: handle, Name: who.name, Email: who.email, Roles: roles}
		if n > 1 {
			account.Handle = fmt.Sprintf("%s-%d", handle, n)
		}
		made, err := s.door.Join(ctx, who.key(), account)
		if claim.CodeOf(err) != claim.CodeExists || n == handlesTried {
			return made, err
		}
	}
}

// handleOf makes a short name of what the provider calls a person.
func handleOf(who identity) string {
	local, _, _ := strings.Cut(who.email, "@")
	for _, text := range []string{who.handle, local, who.name} {
		text, _, _ = strings.Cut(text, "@")
		var b strings.Builder
		for _, r := range strings.ToLower(text) {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9' && b.Len() > 0:
				b.WriteRune(r)
			case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
				b.WriteByte('-')
			}
		}
		if handle := strings.Trim(b.String(), "-"); handle != "" {
			return strings.Trim(handle[:min(len(handle), 48)], "-")
		}
	}
	return "person"
}

// addIdentity ties an identity to a person. It returns [claim.CodeExists] if it
// is another person's.
func (s *Service) addIdentity(ctx context.Context, person uuid.UUID, who identity, kind string) error {
	switch there, err := s.store.CredentialByKey(ctx, people.OIDC, who.key()); {
	case err == nil && there.Person == person:
		return nil
	case err == nil:
		return claim.Errorf(claim.CodeExists, "this identity signs in another person of the desk already")
	case claim.CodeOf(err) != claim.CodeNotFound:
		return err
	}
	return s.addCredential(ctx, signin.Credential{
		ID: uuid.New(), Person: person, Kind: people.OIDC, Key: who.key(), Label: shorten(labelOf(who)), Secret: []byte(kind), MadeAt: s.now(),
	})
}

func labelOf(who identity) string {
	for _, text := range []string{who.email, who.handle, who.subject} {
		if text != "" && printable(text) {
			return text
		}
	}
	return "identity"
}

// linkIdentity adds an identity to the account of whoever is signed in: the same
// session as when the visit began.
func (s *Service) linkIdentity(ctx context.Context, session *signin.Session, f oidcFlow, who identity) (SignedIn, error) {
	if session == nil || session.ID != f.Session {
		return SignedIn{}, nobody()
	}
	if err := s.addIdentity(ctx, session.Person, who, added); err != nil {
		return SignedIn{}, err
	}
	return s.renew(ctx, *session)
}

// joinByIdentity uses an invitation up: the person signs in by the identity from
// now on. Whatever let the person in before is over, the password, too: somebody
// else may know it (see [Service.Accept]).
func (s *Service) joinByIdentity(ctx context.Context, v Visitor, f oidcFlow, who identity) (SignedIn, error) {
	account, err := s.Invited(ctx, v, f.Invitation)
	if err != nil {
		return SignedIn{}, err
	}
	err = s.using(ctx, f.Invitation, func() error {
		if err := s.addIdentity(ctx, account.ID, who, added); err != nil {
			return err
		}
		if err := s.removeKinds(ctx, account.ID, people.Password); err != nil {
			return err
		}
		return s.shutOld(ctx, account.ID, who.key())
	})
	if err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, account.ID, people.OIDC, who.twoFactors)
}
