package auth

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Limits of a password.
const (
	// MinPassword is in characters (NIST SP 800-63B-4: 15 where it is the only
	// factor, 8 beside another; 12 stands between, as every account may add one).
	MinPassword = 12
	// MaxPassword is in bytes: long enough for any sentence, short enough to hash.
	MaxPassword = 1000
)

//go:embed common.txt
var commonText string

// common are passwords that are tried first by whoever tries passwords.
var common = func() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(commonText) {
		words[word] = true
	}
	return words
}()

// CheckPassword refuses a password that breaks the rules, with [claim.CodeInvalid]
// and what is wrong at the field "password". There are no rules of composition.
func CheckPassword(password, handle string) error {
	problem := ""
	plain := bare(password)
	switch {
	case len(password) > MaxPassword:
		problem = fmt.Sprintf("at most %d bytes", MaxPassword)
	case !utf8.ValidString(password):
		problem = "it is not valid UTF-8"
	case utf8.RuneCountInString(norm.NFKC.String(password)) < MinPassword:
		problem = fmt.Sprintf("at least %d characters", MinPassword)
	case handle != "" && strings.ReplaceAll(plain, bare(handle), "") == "":
		problem = "it must not be your handle"
	case common[plain] || repeats(plain):
		problem = "it is one of the passwords that are tried first"
	default:
		return nil
	}
	return claim.Errorf(claim.CodeInvalid, "the password: %s", problem).WithField("password", problem).
		WithHint("four words that have nothing to do with each other make a good one")
}

// bare is a password as guessers see it: lower case, and letters and digits
// alone, if there are any.
func bare(text string) string {
	text = norm.NFKC.String(text)
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
	if plain == "" {
		return text
	}
	return plain
}

// repeats reports whether a text is the same few characters over and over, or a
// common word and digits.
func repeats(text string) bool {
	for n := 1; n <= 4 && n*2 <= len(text); n++ {
		if strings.Repeat(text[:n], len(text)/n+1)[:len(text)] == text {
			return true
		}
	}
	return common[strings.TrimRightFunc(text, unicode.IsDigit)]
}

// setPassword checks, hashes and keeps a password.
func (s *Service) setPassword(ctx context.Context, who signin.Account, password string) error {
	if err := CheckPassword(password, who.Handle); err != nil {
		return err
	}
	hash, err := s.hashes.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.addCredential(ctx, signin.Credential{
		ID: uuid.New(), Person: who.ID, Kind: people.Password, Key: who.ID.String(), Secret: []byte(hash), MadeAt: s.now(),
	})
}

// addCredential notes a credential and keeps it.
func (s *Service) addCredential(ctx context.Context, c signin.Credential) error {
	if err := s.door.Note(ctx, c.Person, people.AddCredential{Credential: c.ID, Kind: c.Kind}); err != nil {
		return err
	}
	return s.store.PutCredential(ctx, c)
}

// removeCredential removes a credential and notes that it did.
func (s *Service) removeCredential(ctx context.Context, c signin.Credential) error {
	if err := s.store.RemoveCredential(ctx, c.Person, c.ID); err != nil {
		return err
	}
	return s.door.Note(ctx, c.Person, people.RemoveCredential{Credential: c.ID, Kind: c.Kind})
}

// checkPassword reports whether a password is a person's, and hashes it anew if
// its hash takes too little work. Somebody without a password takes as long.
func (s *Service) checkPassword(ctx context.Context, person uuid.UUID, password string) (bool, error) {
	stored, err := s.store.CredentialByKey(ctx, people.Password, person.String())
	if err != nil && claim.CodeOf(err) != claim.CodeNotFound {
		return false, err
	}
	if len(password) > MaxPassword { // nobody's; the work is done, on less
		password = password[:MaxPassword]
		stored.Secret = nil
	}
	right, weak, err := s.hashes.check(ctx, password, string(stored.Secret))
	if err != nil || !right {
		return false, err
	}
	stored.UsedAt = s.now()
	if weak {
		hash, err := s.hashes.hash(ctx, password)
		if err != nil {
			return false, err
		}
		stored.Secret = []byte(hash)
	}
	_, err = s.store.UseCredential(ctx, stored, stored.Count)
	return err == nil, err
}

// ChangePassword replaces a person's password, or gives the first one. Who has
// one shows that they know it. The person's other sessions end, and this one
// gets another token. It returns [claim.CodeInvalid] with what is wrong at the
// fields "current_password" and "password", and [claim.CodeForbidden] after too many tries.
func (s *Service) ChangePassword(ctx context.Context, session signin.Session, current, password string) (SignedIn, error) {
	who, err := s.account(ctx, session.Person)
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.confirm(ctx, session, current); err != nil {
		return SignedIn{}, err
	}
	if err := s.setPassword(ctx, who, password); err != nil {
		return SignedIn{}, err
	}
	return s.renew(ctx, session)
}

// recent is how old a sign-in may be to stand for a person without a password.
const recent = 15 * time.Minute

// confirm makes sure that it is the person who asks: by the password, or, for
// who has none, by having signed in a moment ago. It is limited as signing in is.
func (s *Service) confirm(ctx context.Context, session signin.Session, current string) error {
	has, err := s.HasPassword(ctx, session.Person)
	if err != nil {
		return err
	}
	if !has {
		return s.recently(session)
	}
	limit := confirmLimit(session.Person)
	if err := s.attempt(ctx, limit); err != nil {
		return err
	}
	right, err := s.checkPassword(ctx, session.Person, current)
	if err != nil {
		return err
	}
	if !right {
		return claim.Errorf(claim.CodeInvalid, "your current password is not that").WithField("current_password", "this is not your current password")
	}
	return s.store.Forgive(ctx, limit.Key)
}

// recently refuses a session that is too old to stand for the person, with [claim.CodeForbidden].
func (s *Service) recently(session signin.Session) error {
	if s.now().Sub(session.MadeAt) <= recent {
		return nil
	}
	return claim.Errorf(claim.CodeForbidden, "you signed in more than %d minutes ago", int(recent.Minutes())).
		WithHint("sign out, sign in again and come back")
}

// HasPassword reports whether a person can sign in by a password.
func (s *Service) HasPassword(ctx context.Context, person uuid.UUID) (bool, error) {
	_, err := s.store.CredentialByKey(ctx, people.Password, person.String())
	if claim.CodeOf(err) == claim.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}
