package auth

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Paths of the one-time links, under the desk's address. The token follows.
const (
	InvitationPath = "/invitation/"
	SetUpPath      = "/setup/"
)

// link makes a one-time link. Its address is shown once and kept nowhere.
func (s *Service) link(ctx context.Context, i signin.Invitation, path string) (string, time.Time, error) {
	token := newSecret()
	i.Hash, i.MadeAt, i.EndsAt = hashOf(token), s.now(), s.LinkEnd()
	return strings.TrimSuffix(s.base.String(), "/") + path + token, i.EndsAt, s.store.PutInvitation(ctx, i)
}

// LinkEnd is when a link ends that is made now.
func (s *Service) LinkEnd() time.Time { return s.now().Add(LinkLife) }

// Invite makes a link, under an identifier, through which a person chooses how to
// sign in, or does so anew after losing it all. Links made before for the person
// end. Who may, and that it was done, is for the door to say and to note.
func (s *Service) Invite(ctx context.Context, person, id uuid.UUID) (url string, endsAt time.Time, err error) {
	return s.link(ctx, signin.Invitation{ID: id, Kind: signin.InvitationToJoin, Person: person}, InvitationPath)
}

// SetUpLink makes the link through which a new desk gets its first account, if
// nobody who is not disabled can sign in; ok tells. One that was made before ends.
func (s *Service) SetUpLink(ctx context.Context) (url string, ok bool, err error) {
	open, err := s.needsSetUp(ctx)
	if err != nil || !open {
		return "", false, err
	}
	url, _, err = s.link(ctx, signin.Invitation{ID: uuid.New(), Kind: signin.InvitationToSetUp}, SetUpPath)
	return url, err == nil, err
}

func (s *Service) needsSetUp(ctx context.Context) (bool, error) {
	kinds, err := s.store.CredentialKinds(ctx)
	if err != nil {
		return false, err
	}
	for person, ways := range kinds {
		if !signsIn(ways) {
			continue
		}
		who, err := s.door.Account(ctx, person.String())
		if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
			return false, err
		}
		if err == nil && !who.Disabled {
			return false, nil
		}
	}
	return true, nil
}

func signsIn(kinds []people.CredentialKind) bool {
	for _, k := range kinds {
		if k.SignsIn() {
			return true
		}
	}
	return false
}

func linkOver() error {
	return claim.Errorf(claim.CodeNotFound, "this link was used, has expired, or was replaced by a newer one").
		WithHint("ask for a new one: an admin makes it with onrecord person invite")
}

// goodLink finds a link that can be used.
func (s *Service) goodLink(ctx context.Context, v Visitor, kind signin.InvitationKind, token string) (signin.Invitation, error) {
	if err := s.attempt(ctx, linkLimit(v)); err != nil {
		return signin.Invitation{}, err
	}
	i, err := s.store.InvitationByHash(ctx, hashOf(token))
	if claim.CodeOf(err) == claim.CodeNotFound {
		return i, linkOver()
	}
	if err != nil {
		return i, err
	}
	if i.Kind != kind || !i.UsedAt.IsZero() || !s.now().Before(i.EndsAt) {
		return i, linkOver()
	}
	return i, s.store.Forgive(ctx, linkLimit(v).Key)
}

// Invited says whom an invitation is for. It returns [claim.CodeNotFound] for a
// link that was used, has expired or was replaced.
func (s *Service) Invited(ctx context.Context, v Visitor, token string) (signin.Account, error) {
	i, err := s.goodLink(ctx, v, signin.InvitationToJoin, token)
	if err != nil {
		return signin.Account{}, err
	}
	who, err := s.account(ctx, i.Person)
	if claim.CodeOf(err) == claim.CodeUnauthenticated {
		err = linkOver()
	}
	return who, err
}

// Accept uses an invitation up: the person has the password from now on, and is
// signed in. Whatever let the person in before is over: sessions, API tokens,
// passkeys, a second step, and identities that were added. It returns
// [claim.CodeInvalid] at the field "password" if that breaks the rules.
func (s *Service) Accept(ctx context.Context, v Visitor, token, password string) (SignedIn, error) {
	who, err := s.Invited(ctx, v, token)
	if err != nil {
		return SignedIn{}, err
	}
	if err := CheckPassword(password, who.Handle); err != nil {
		return SignedIn{}, err
	}
	err = s.using(ctx, token, func() error {
		if err := s.setPassword(ctx, who, password); err != nil {
			return err
		}
		return s.shutOld(ctx, who.ID, "")
	})
	if err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, who.ID, people.Password, false)
}

// using does something that a link is good for once. If it fails the link is
// good again.
func (s *Service) using(ctx context.Context, token string, do func() error) error {
	used, err := s.store.UseInvitation(ctx, hashOf(token), s.now())
	if err != nil {
		return err
	}
	if !used {
		return linkOver()
	}
	if err := do(); err != nil {
		if again := s.store.ReturnInvitation(context.WithoutCancel(ctx), hashOf(token)); again != nil {
			return again
		}
		return err
	}
	return nil
}

// CheckSetUp reports whether the set-up link is good: [claim.CodeNotFound] if not.
func (s *Service) CheckSetUp(ctx context.Context, v Visitor, token string) error {
	if _, err := s.goodLink(ctx, v, signin.InvitationToSetUp, token); err != nil {
		return err
	}
	open, err := s.needsSetUp(ctx)
	if err == nil && !open {
		err = linkOver()
	}
	return err
}

// NewAdmin is what the set-up page asks for.
type NewAdmin struct {
	Handle   string
	Name     string
	Password string
}

// SetUp uses the set-up link up: the person with the handle, who is there already
// or is added as an admin, has the password from now on, and is signed in. It
// returns [claim.CodeInvalid] with what is wrong at the fields handle, name and
// password.
func (s *Service) SetUp(ctx context.Context, v Visitor, token string, in NewAdmin) (SignedIn, error) {
	if err := s.CheckSetUp(ctx, v, token); err != nil {
		return SignedIn{}, err
	}
	in.Handle = strings.ToLower(strings.TrimSpace(in.Handle))
	if err := CheckPassword(in.Password, in.Handle); err != nil {
		return SignedIn{}, err
	}
	if in.Name != "" && !utf8.ValidString(in.Name) {
		return SignedIn{}, claim.Errorf(claim.CodeInvalid, "name: it is not valid UTF-8").WithField("name", "it is not valid UTF-8")
	}
	var who signin.Account
	err := s.using(ctx, token, func() (err error) {
		who, err = s.door.SetUp(ctx, in.Handle, in.Name)
		if err != nil {
			return err
		}
		return s.setPassword(ctx, who, in.Password)
	})
	if err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, v, who.ID, people.Password, false)
}

// Links returns the invitations that can still be used, by person.
func (s *Service) Links(ctx context.Context) (map[uuid.UUID]signin.Invitation, error) {
	open, err := s.store.OpenInvitations(ctx, s.now())
	links := make(map[uuid.UUID]signin.Invitation, len(open))
	for _, i := range open {
		links[i.Person] = i
	}
	return links, err
}

// Kinds tells how each person can sign in.
func (s *Service) Kinds(ctx context.Context) (map[uuid.UUID][]people.CredentialKind, error) {
	return s.store.CredentialKinds(ctx)
}

// Shut ends every session, API token, link and half-done sign-in of a person.
func (s *Service) Shut(ctx context.Context, person uuid.UUID) error { return s.store.Shut(ctx, person) }

// Sweep removes what is over. It is to be called now and then.
func (s *Service) Sweep(ctx context.Context) error { return s.store.SweepAccounts(ctx, s.now()) }
